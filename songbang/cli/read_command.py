"""`songbang read`: what files say, whether registers, documents or forms; one that cannot be read stops no other."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from songbang.cli import account
from songbang.cli.reading import Registers, read_registers
from songbang.cli.screen import Screen
from songbang.core.errors import Unreadable
from songbang.core.filling.anatomy import anatomy
from songbang.core.filling.books import load_template
from songbang.core.filling.explain import anatomy_json
from songbang.core.filling.grid import grid_of
from songbang.core.filling.slots import Sheet
from songbang.core.findings import Finding
from songbang.core.reading.documents.formats import ENDINGS as DOCUMENT_ENDINGS
from songbang.core.reading.documents.formats import LEGACY
from songbang.core.reading.documents.reader import read_document
from songbang.core.reading.documents.values import ASKS, Document
from songbang.core.reading.formats import ENDINGS as REGISTER_ENDINGS
from songbang.core.reading.sources import Source, collect
from songbang.core.words import Language

_EITHER = DOCUMENT_ENDINGS & REGISTER_ENDINGS
"""A text or a web page may hold a register; where it holds none it is a document."""
_SHOWN = ("number", "title", "issuer", "date", "kind", "main_recipients", "copied_to", "secrecy", "urgency", "signer")
_EVIDENCE = 40


@dataclass
class Read:
    """What became of the files: lines of JSON by file, and which failed."""

    registers: Registers | None
    documents: list[Document] = field(default_factory=list)
    forms: list[tuple[str, list[Sheet]]] = field(default_factory=list)
    failed: list[tuple[str, Unreadable]] = field(default_factory=list)
    order: list[str] = field(default_factory=list)

    def lines(self, language: Language) -> Iterable[str]:
        """One line a file, in the order of the files."""
        told = {document.file: _json(document.as_json()) for document in self.documents}
        told |= {file: _json(anatomy_json(file, sheets)) for file, sheets in self.forms}
        if self.registers:
            told |= {book.file: account.as_json(book, language) for book in self.registers.books}
        told |= {file: account.error_json(file, error, language) for file, error in self.failed}
        known = [file for file in self.order if file in told]
        return [told[file] for file in (*known, *(file for file in told if file not in set(known)))]


def _json(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False)


def read_files(
    paths: Sequence[Path], screen: Screen, *, units: Path | None, rulebook: Path | None, mapping: Path | None
) -> Read:
    """Read files and folders. Raises `NotFound` where a path does not exist or nothing can be read."""
    sources, _ = collect(paths, DOCUMENT_ENDINGS | LEGACY | REGISTER_ENDINGS)
    documents = [source for source in sources if _is_document(source)]
    read = Read(None, order=[source.file for source in sources])
    if len(documents) < len(sources) or not documents:
        read.registers = read_registers(paths, screen, units=units, rulebook=rulebook, mapping=mapping, also=documents)
        documents += _no_registers(read, sources)
    with screen.progress("reading", len(documents)) as bar:
        for source in documents:
            bar.step(source.file)
            _read_document(read, source)
    return read


def _is_document(source: Source) -> bool:
    ending = source.path.suffix.lower()
    return ending not in REGISTER_ENDINGS and ending in DOCUMENT_ENDINGS | LEGACY


def _no_registers(read: Read, sources: Sequence[Source]) -> list[Source]:
    """Files among those read as registers that hold none: texts and pages to be read as documents; forms are taken."""
    registers = read.registers
    if registers is None:
        return []
    by_file = {source.file: source for source in sources}
    empty = [book.file for book in registers.books if not any(sheet.regions for sheet in book.sheets)]
    failed = [file for file, _ in registers.failed]
    again = [by_file[f] for f in (*empty, *failed) if f in by_file and by_file[f].path.suffix.lower() in _EITHER]
    taken = {source.file for source in again}
    for file in empty:
        if file in by_file and file not in taken and (sheets := _form(by_file[file].path)):
            read.forms.append((file, sheets))
            taken.add(file)
    registers.books = [book for book in registers.books if book.file not in taken]
    registers.findings = [found for found in registers.findings if found.file not in taken]
    read.failed += [(file, error) for file, error in registers.failed if file not in taken]
    registers.failed = []
    return again


def _form(path: Path) -> list[Sheet]:
    """The form sheets of a workbook; none where it is no form or no workbook."""
    try:
        book = load_template(path)
    except Unreadable:
        return []
    sheets = [anatomy(grid_of(sheet)) for sheet in book.worksheets]
    return [sheet for sheet in sheets if sheet.slots]


def _read_document(read: Read, source: Source) -> None:
    try:
        read.documents.append(read_document(source.path, file=source.file))
    except Unreadable as error:
        read.failed.append((source.file, error))


# -- on the screen ----------------------------------------------------------------------------------------------------


def explain(read: Read, screen: Screen) -> None:
    """Print what was understood; warnings and errors go where messages go."""
    if read.registers:
        for finding in read.registers.findings:
            screen.finding(finding)
        account.explain(read.registers.books, read.registers.units, screen)
    for document in read.documents:
        _explain_document(document, screen)
    for file, sheets in read.forms:
        _explain_form(file, sheets, screen)
    for _, error in read.failed:
        screen.trouble(error)


def _explain_document(document: Document, screen: Screen) -> None:
    words = screen.words["documents"]
    screen.say()
    screen.say(f"{document.file}  {words['pages'].format(pages=document.pages)}", style="bold")
    for name in _SHOWN:
        value = getattr(document, name)
        found = document.evidence.get(name)
        where = f"  ({words['on_page'].format(page=found.page, text=found.text[:_EVIDENCE])})" if found else ""
        screen.say(f"  {words[name]}  {'—' if value is None else value}{where}")
    asked = "、".join(words[f"asks_{name}"] for name in ASKS if name in document.asks)
    screen.say(f"  {words['asks']}  {asked or '—'}")
    screen.say(f"  {words['deadlines']}  {'、'.join(day.isoformat() for day in document.deadlines) or '—'}")
    for duty in document.village_duties:
        screen.say(f"  {words['village_duty']}  {words['on_page'].format(page=duty.page, text=duty.text[:_EVIDENCE])}")
    for term in document.terms:
        screen.say(f"  {words['term']}  {term.words}  ({words['on_page'].format(page=term.said.page, text='')})")
    for one in document.contradictions:
        what = screen.words["contradictions"][one.what]
        screen.say(f"  {words['contradicts']}  {what}: {one.first} {one.second}".rstrip())
    body = document.body_characters
    counts = f"{document.characters} / {'—' if body is None else body}"
    screen.say(f"  {words['characters']}  {counts} ({words['all_body']})")
    for code in (*document.lost, *(() if document.characters else ("document.no_text",))):
        screen.finding(Finding(code, "warning", document.file))


def _explain_form(file: str, sheets: Sequence[Sheet], screen: Screen) -> None:
    words = screen.words["documents"]
    screen.say()
    for sheet in sheets:
        screen.say(f"{file} · {sheet.name}", style="bold")
        line = words["form"].format(title=sheet.head.title or "—", cells=len(sheet.slots))
        screen.say(f"  {line}")
