"""Which files of the folders given are read, under what name, and which are passed over and why."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from songbang.core.errors import NotFound
from songbang.core.findings import Finding
from songbang.core.reading.formats import ENDINGS

_LITTER = ("~$", ".")
RESULTS = (
    "report.docx", "report.html", "figures.json", "rows.xlsx", "rejects.xlsx", "rejects.json", "pairs.json",
)  # fmt: skip
"""What a report leaves in its folder. A folder with the third and fourth is a report's: its results are no registers.
(rejects.xlsx is read: the rows that somebody corrected there come back by it.)"""
ROWS_MARK = "songbang"
"""The hidden sheet by which a rows.xlsx is known, whatever it is called."""
_TELLING, _COMES_BACK = frozenset(RESULTS[2:4]), "rejects.xlsx"
_SYSTEM = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read. `file` is its name in all output: relative to the folder given, with forward slashes.

    `folders` are the names of the folders it lies in, the nearest first, the folder given last.
    """

    path: Path
    file: str
    folders: tuple[str, ...]


def collect(paths: Sequence[Path], endings: Set[str] = ENDINGS) -> tuple[list[Source], list[Finding]]:
    """All register files among files and folders given, in a fixed order, and a finding for each file passed over.

    `endings` are those of the files that are read, where others than registers are.

    Raises `NotFound` ("source.not_found") for a path that does not exist.
    """
    sources: list[Source] = []
    findings: list[Finding] = []
    own: dict[Path, str] = {}
    several = sum(1 for path in paths if path.is_dir()) > 1
    seen: set[Path] = set()
    for given in paths:
        if not given.exists():
            raise NotFound("source.not_found", path=str(given))
        for source in _under(given, several):
            if source.path.resolve() in seen or _litter(source.path):
                continue
            seen.add(source.path.resolve())
            if _own_result(source.path):
                own.setdefault(source.path.parent, source.file.rpartition("/")[0] or str(given))
            elif source.path.suffix.lower() in endings:
                sources.append(source)
            else:
                findings.append(
                    Finding("file.passed_over", "note", source.file, parameters={"ending": source.path.suffix})
                )
    findings += [Finding("source.own_report", "note", folder) for folder in own.values()]
    return _distinct(sources), findings


def _under(given: Path, several: bool) -> list[Source]:
    if given.is_file():
        return [Source(given, given.name, (given.resolve().parent.name,))]
    root = given.resolve().name
    found = []
    for path in sorted(p for p in given.rglob("*") if p.is_file()):
        relative = path.relative_to(given)
        folders = (*(parent.name for parent in relative.parents if parent.name), root)
        name = relative.as_posix()
        found.append(Source(path, f"{root}/{name}" if several else name, folders))
    return found


def _distinct(sources: list[Source]) -> list[Source]:
    """Two files given by different paths may bear one name: the later gets its folder's name before it."""
    names: set[str] = set()
    result = []
    for source in sources:
        name = source.file
        while name in names:
            name = f"{source.path.resolve().parent.name}/{name}" if name == source.file else f"_{name}"
        names.add(name)
        result.append(Source(source.path, name, source.folders))
    return result


def _own_result(path: Path) -> bool:
    """Whether the file was written by `songbang report`, by where it lies."""
    if path.name not in RESULTS or path.name == _COMES_BACK:
        return False
    return all((path.parent / name).is_file() for name in _TELLING)


def _litter(path: Path) -> bool:
    """Lock files of open workbooks and what systems leave behind."""
    return path.name.startswith(_LITTER) or path.name.lower() in _SYSTEM
