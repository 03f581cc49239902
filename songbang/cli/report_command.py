"""`songbang report`: registers in, the supervision report out."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, cast

from songbang.cli import account
from songbang.cli.clock import now
from songbang.cli.reading import Registers, read_registers
from songbang.cli.screen import Screen
from songbang.core.calendar import Period
from songbang.core.errors import BadInput, NotFound
from songbang.core.measuring import TimeTable
from songbang.core.reporting.content import Question
from songbang.core.reporting.make import FILES, Made, make_report
from songbang.core.reporting.report import Paragraph, Report
from songbang.core.words import Language

SAID = 5
"""Lines of the report that are printed when it is done."""


def run(paths: Sequence[Path], options: Mapping[str, Any]) -> None:
    """Read, measure, write; print where the files lie and what they say."""
    started = time.monotonic()
    screen = Screen(cast(Language, options["language"]), quiet=bool(options["quiet"]))
    question = _question(options)
    found = read_registers(
        paths, screen, units=options["units"], rulebook=options["rulebook"], mapping=options["mapping"],
        latest_wins=bool(options["latest_wins"]),
    )  # fmt: skip
    _tell(found, screen)
    if options["explain"]:
        account.explain(found.books, found.units, screen)
    _check_possible(found, question, paths)
    with screen.progress("measuring", 2) as bar:
        made = make_report(
            found.books, found.units, question, language=screen.language, made_at=now(),
            rulebook=options["rulebook"], progress=lambda stage: bar.step(screen.words["screens"][stage]),
        )  # fmt: skip
    _write(made, options["out"])
    _print(made, found, options["out"], screen, time.monotonic() - started)


def _question(options: Mapping[str, Any]) -> Question:
    period, baseline = Period.parse(options["period"]), Period.parse(options["baseline"])
    if period.first <= baseline.last and baseline.first <= period.last:
        raise BadInput("period.overlap", period=str(period), baseline=str(baseline))
    return Question(period, baseline, TimeTable.load(options["rulebook"]), _day(options["report_on"]))


def _day(words: str | None) -> date | None:
    if words is None:
        return None
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise BadInput("day.unreadable", given=words) from error


def _tell(found: Registers, screen: Screen) -> None:
    for finding in found.findings:
        screen.finding(finding)
    for _, error in found.failed:
        screen.trouble(error)


def _check_possible(found: Registers, question: Question, paths: Sequence[Path]) -> None:
    """A report is possible when some row is dated in either period (a stock may have begun before)."""
    days = sorted(row.day for book in found.books for row in book.rows)
    if not any(sheet.regions for book in found.books for sheet in book.sheets):
        raise NotFound("source.no_registers", path=", ".join(map(str, paths)))
    in_either = any(day in question.period or day in question.baseline for day in days)
    if not in_either:
        first, last = (days[0], days[-1]) if days else ("—", "—")
        raise NotFound(
            "source.no_rows", period=str(question.period), baseline=str(question.baseline), first=first, last=last
        )  # fmt: skip


def _write(made: Made, folder: Path) -> None:
    """All files, or none that is half written: each is written beside its place and moved there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        beside = folder / f".{name}.part"
        beside.write_bytes(made.files[name])
        beside.replace(folder / name)


def _print(made: Made, found: Registers, folder: Path, screen: Screen, seconds: float) -> None:
    words = screen.words["screens"]
    sources = made.content["sources"]
    total = {key: sum(source[key] for source in sources) for key in ("rows", "counted", "rejected")}
    not_data = sum(sum(source["not_data"].values()) for source in sources)
    screen.say(words["balance"].format(files=len(sources), not_data=not_data, **total))
    if total["rejected"]:
        screen.say(words["rejects_where"].format(count=total["rejected"], file=folder / "rejects.xlsx"))
    screen.say()
    screen.say(words["done"], style="bold")
    for name in FILES[:5]:
        screen.say(f"  {folder / name}")
    screen.say()
    screen.say(words["says"], style="bold")
    for line in _lines(made.report):
        screen.say(f"  {line}")
    screen.say()
    screen.say(words["digest"].format(digest=made.content["digest"][:16]))
    screen.say(words["seconds"].format(seconds=f"{timedelta(seconds=seconds).total_seconds():.1f}"))


def _lines(report: Report) -> list[str]:
    """The first sentences of the report's findings, shortly."""
    paragraphs = [b for section in report.sections for b in section.blocks if isinstance(b, Paragraph)]
    texts = [paragraph.text for paragraph in (*report.opening, *paragraphs)]
    return [text if len(text) <= 120 else text[:119] + "…" for text in texts[:SAID]]
