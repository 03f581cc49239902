"""The units of a district: towns and streets, functional areas, villages and communities, and how people name them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from songbang.core.text import plain

Level = Literal["county", "town", "village"]
_DEPTH = {"county": 0, "town": 1, "village": 2}


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit. `code` has 6, 9 or 12 characters; `aliases` are short and old names; `cadres` is a head count."""

    code: str
    name: str
    level: Level
    aliases: tuple[str, ...] = ()
    parent: str | None = None
    cadres: int | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """What a cell names: unit codes, or `unknown`, the word that no unit bears or that several could mean."""

    codes: tuple[str, ...] = ()
    unknown: str | None = None


class UnitTree:
    """All units of the district, and the words by which people name them, one or several at a time."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self.units = {unit.code: unit for unit in units}
        self._cells: dict[tuple[str, str | None], Named] = {}

    def __getitem__(self, code: str) -> Unit:
        return self.units[code]

    def __contains__(self, code: str) -> bool:
        return code in self.units

    def __len__(self) -> int:
        return len(self.units)

    def at(self, level: Level) -> list[Unit]:
        """The units of one level, in the order given."""
        return [unit for unit in self.units.values() if unit.level == level]

    def below(self, code: str) -> list[Unit]:
        """The villages and communities anywhere under a unit."""
        return [unit for unit in self.at("village") if code in self._parents(unit)]

    @cached_property
    def county(self) -> Unit | None:
        """The district itself, where the list has exactly one."""
        counties = self.at("county")
        return counties[0] if len(counties) == 1 else None

    @cached_property
    def prefixes(self) -> tuple[str, ...]:
        """Names of the district and of what lies above it, which may stand before any unit's name; longest first."""
        names = {plain(word) for unit in self.at("county") for word in (unit.name, *unit.aliases)}
        cities = {m[0] for name in names if (m := re.match(r".{2,4}?市(?=.)", name))}
        return tuple(sorted(names | cities, key=len, reverse=True))

    def _parents(self, unit: Unit) -> set[str]:
        seen: set[str] = set()
        while unit.parent and unit.parent in self.units and unit.parent not in seen:
            seen.add(unit.parent)
            unit = self.units[unit.parent]
        return seen

    @cached_property
    def _by_word(self) -> dict[str, set[str]]:
        words: dict[str, set[str]] = defaultdict(set)
        for unit in self.units.values():
            for word in (unit.name, *unit.aliases):
                words[plain(word)].add(unit.code)
        return dict(words)

    def find(self, word: str, keeper: str | None = None) -> str | None:
        """The one unit that bears this name or alias; None where none or several do.

        A full name outweighs an alias of another unit; of several villages of one name, the keeper's own is meant.
        """
        codes = self._candidates(plain(word))
        if len(codes) > 1:
            named = {code for code in codes if plain(self.units[code].name) == self._bare(plain(word))}
            codes = named or codes
        if len(codes) > 1 and keeper:
            own = {code for code in codes if code == keeper or keeper in self._parents(self.units[code])}
            codes = own or codes
        return next(iter(codes)) if len(codes) == 1 else None

    def _candidates(self, word: str) -> set[str]:
        if word in self._by_word:
            return self._by_word[word]
        return self._by_word.get(self._bare(word), set())

    def _bare(self, word: str) -> str:
        for prefix in self.prefixes:
            if word.startswith(prefix) and len(word) > len(prefix):
                return word[len(prefix) :]
        return word

    # -- running text: titles, sheet, file and folder names -------------------------------------------------------

    @cached_property
    def _mention(self) -> re.Pattern[str]:
        words = sorted(self._by_word, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, words)) or r"(?!)")

    def mentioned(self, text: str, *, noise: re.Pattern[str] | None = None) -> str | None:
        """The unit that running text names: the lowest level counts (南湖街道南湖社区 → the community).

        A short alias (建设, 新区) may be an ordinary word: it counts only where nothing but `noise` (years, words for
        registers) is left beside it. None where the text names no unit, or several of its lowest level.
        """
        words = plain(text)
        found = [(m[0], self._by_word[m[0]]) for m in self._mention.finditer(words)]
        sure = {code for word, codes in found if len(word) > 2 and len(codes) == 1 for code in codes}
        if not sure:
            sure = self._alone(words, noise)
        return self._lowest(sure)

    def _alone(self, words: str, noise: re.Pattern[str] | None) -> set[str]:
        rest = noise.sub("", words) if noise else words
        code = self.find(rest) if rest else None
        return {code} if code else set()

    def _lowest(self, codes: set[str]) -> str | None:
        if not codes:
            return None
        deepest = max(_DEPTH[self.units[code].level] for code in codes)
        lowest = [code for code in codes if _DEPTH[self.units[code].level] == deepest]
        return lowest[0] if len(lowest) == 1 else None

    # -- a cell of a unit column: one name, several, or a collective ----------------------------------------------

    def cell(self, text: str, keeper: str | None = None) -> Named:
        """Read a unit cell such as 新丰镇, 新丰、建设, 各镇、街道，湘家荡 or 各村（社区）（除净湘村外）.

        `keeper` is the unit that keeps the register: 各村 are the villages under it.
        """
        key = (text, keeper)
        if key not in self._cells:
            self._cells[key] = _CellReader(self, keeper).read(text)
        return self._cells[key]

    def is_cell(self, text: str) -> bool:
        """Whether the text names units of this district and nothing else."""
        named = self.cell(text, None if self.county is None else self.county.code)
        return bool(named.codes) and named.unknown is None


_SPLIT = re.compile(r"[、,;/和及与]|以及|\s")
_EXCEPT_INSIDE = re.compile(
    r"[(](?:除)?([^()]+?)(?:除外|以外|之外|外|不含|不包括)[)]|[(](?:除|不含|不包括)([^()]+?)[)]"
)
_EXCEPT_BEFORE = re.compile(r"^除(?:了)?(.+?)(?:以外|之外|外)(?:的)?[,、]?(?=.)")
_EXCEPT_AFTER = re.compile(r"[,、](?:除(.+?)(?:以外|之外|外)?|(.+?)除外|不含(.+?)|不包括(.+?))$")
_AREA = "全区|全市|全县|全镇|全街道|区内|辖区内?|本区|本镇|本街道|下属|所辖|所属"
_EACH = re.compile(rf"^(?:{_AREA})?(?:(.*?)(?:下属|所辖|所属)?)(?:各|所有|全部|全体)")
_TOWNS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(["镇"], ("镇",)),
    **dict.fromkeys(["乡"], ("乡",)),
    **dict.fromkeys(["乡镇"], ("乡", "镇")),
    **dict.fromkeys(["街道", "街道办", "街道办事处"], ("街道",)),
    **dict.fromkeys(["镇街", "镇街道", "街镇", "街道镇"], ("镇", "街道")),
    **dict.fromkeys(["乡镇街道"], ("乡", "镇", "街道")),
}
_VILLAGES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(["村", "行政村"], ("村",)),
    **dict.fromkeys(["社区", "城市社区"], ("社区",)),
    **dict.fromkeys(["村社区", "村社", "社区村"], ("村", "社区")),
    **dict.fromkeys(["村居", "村居社区"], ("村", "社区", "居")),
}
"""What a collective noun covers: the units whose names end so."""


class _CellReader:
    """Reads one unit cell; knows the tree and who keeps the register."""

    def __init__(self, tree: UnitTree, keeper: str | None) -> None:
        self.tree, self.keeper = tree, keeper
        self._base, self._each = keeper, False

    def read(self, text: str) -> Named:
        words = plain(text)
        whole = self.tree.find(words, self.keeper)
        if whole:
            return Named((whole,))
        words, excepted = self._exceptions(words)
        codes: dict[str, None] = {}
        for token in self._tokens(words):
            code = self.tree.find(token, self.keeper)
            found = [code] if code else self._collective(token)
            if found is None:
                return Named(unknown=token)
            codes.update(dict.fromkeys(found))
        return self._without(codes, excepted, text)

    def _without(self, codes: dict[str, None], excepted: list[str], text: str) -> Named:
        for name in excepted:
            code = self.tree.find(name, self.keeper)
            if code is None:
                return Named(unknown=name)
            codes.pop(code, None)
        return Named(tuple(codes)) if codes else Named(unknown=text.strip())

    def _exceptions(self, words: str) -> tuple[str, list[str]]:
        excepted: list[str] = []
        for pattern in (_EXCEPT_INSIDE, _EXCEPT_BEFORE, _EXCEPT_AFTER):
            match = pattern.search(words)
            if match:
                named = next(group for group in match.groups() if group)
                excepted += [name for name in _SPLIT.split(named) if name]
                words = words[: match.start()] + words[match.end() :]
        return words, excepted

    def _tokens(self, words: str) -> list[str]:
        """The names of a list; 各镇(街道) and 各镇、街道 stay recognisable as collectives."""
        words = re.sub(r"[(](街道|社区|镇|村|居|乡|办事处)[)]", r"、\1、", words)
        return [token for token in _SPLIT.split(words) if token]

    def _collective(self, token: str) -> list[str] | None:
        """各镇 → the towns; 街道 after 各镇 → the streets; 新丰镇各村 → its villages; None where it is neither."""
        match = _EACH.match(token)
        if match:
            self._base = self.tree.find(match[1], self.keeper) if match[1] else self.keeper
            if match[1] and self._base is None:
                return None
            self._each, token = True, token[match.end() :]
        if not self._each:
            return None
        if token in _TOWNS:
            return [u.code for u in self.tree.at("town") if plain(u.name).endswith(_TOWNS[token])]
        if token in _VILLAGES and self._base:
            return [u.code for u in self.tree.below(self._base) if plain(u.name).endswith(_VILLAGES[token])]
        return None
