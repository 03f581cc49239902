"""Elements (数据元): what can be known of a unit, with owner, measure, validity and the names it goes by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from songbang.core import rulebook
from songbang.core.text import plain

_folder: list[Path | None] = [None]


@dataclass(frozen=True, slots=True)
class Element:
    """One element. `kind`: flow, stock, moving or fixed; `owner` answers for it; `near` are not the same.

    `validity` in months where the kind's usual one does not fit; `relations` (女党员≤社区党员) hold everywhere.
    """

    name: str
    measure: str
    kind: str
    owner: str
    means: str
    also: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    validity: int | None = None
    relations: tuple[str, ...] = ()


def folder_used() -> Path | None:
    """The folder that is read beside the shipped ones, if any."""
    return _folder[0]


def use_folder(folder: Path | None) -> None:
    """Read `elements*.yaml` of this folder beside the shipped ones from now on."""
    if folder != _folder[0]:
        _folder[0] = folder
        from songbang.core.filling import counting, lexicon, saying

        for known in (elements, synonyms, lexicon._rewritten_names, lexicon.wording, lexicon._tokens,
                      counting._by_tokens, saying.said):  # fmt: skip
            known.cache_clear()


@cache
def elements() -> tuple[Element, ...]:
    """All elements, in the order of the dictionary's files."""
    return tuple(element for content in _contents() for element in _section(content))


def _contents() -> list[dict[str, Any]]:
    names = sorted(entry.name for entry in resources.files("songbang.rulebook").iterdir())
    shipped = [name for name in names if name.startswith("elements") and name.endswith(".yaml")]
    folder = _folder[0]
    own = sorted(path.name for path in folder.glob("elements*.yaml")) if folder else []
    return [rulebook.load(name, folder) for name in dict.fromkeys([*shipped, *own])]


def _section(content: dict[str, Any]) -> list[Element]:
    return [
        Element(
            name=row["name"],
            measure=str(row.get("measure", "")),
            kind=row.get("kind", "stock"),
            owner=row.get("owner", section.get("owner", "")),
            means=row.get("means", ""),
            also=tuple(map(str, row.get("also", ()))),
            near=tuple(map(str, row.get("near", ()))),
            validity=row.get("validity"),
            relations=tuple(map(str, row.get("relations", ()))),
        )
        for section in content["sections"]
        for row in section["elements"]
    ]


@cache
def synonyms() -> dict[str, str]:
    """Other name → the element's own, as bare labels. A name that two elements claim leads nowhere."""
    from songbang.core.filling.lexicon import squeezed

    found: dict[str, set[str]] = {}
    for element in elements():
        for name in (element.name, *element.also):
            found.setdefault(squeezed(plain(name)), set()).add(plain(element.name))
    return {name: next(iter(targets)) for name, targets in found.items() if len(targets) == 1}
