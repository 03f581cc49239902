"""`songbang report`: registers in, the supervision report out."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NoReturn, cast

from songbang.cli import account
from songbang.cli.clock import now
from songbang.cli.reading import Registers, read_registers
from songbang.cli.ruleset import check_rulebook
from songbang.cli.screen import Screen
from songbang.cli.writing import check_writable, keep_corrections, write_all
from songbang.core.calendar import Period
from songbang.core.errors import BadInput, NotFound
from songbang.core.findings import Finding
from songbang.core.measuring import TimeTable
from songbang.core.reading.rejects import Reject
from songbang.core.reporting.content import Question
from songbang.core.reporting.make import FILES, Made, make_report
from songbang.core.reporting.rejects_book import reject_words, write_rejects
from songbang.core.reporting.report import Paragraph, Report
from songbang.core.words import Language

SAID = 5
"""Lines of the report that are printed when it is done."""


def run(paths: Sequence[Path], options: Mapping[str, Any]) -> None:
    """Read, measure, write; print where the files lie and what they say."""
    started = time.monotonic()
    screen = Screen(cast(Language, options["language"]), quiet=bool(options["quiet"]))
    check_rulebook(options["rulebook"])
    question = _question(options)
    check_writable(options["out"], FILES)
    found = read_registers(
        paths, screen, units=options["units"], rulebook=options["rulebook"], mapping=options["mapping"],
        latest_wins=bool(options["latest_wins"]),
    )  # fmt: skip
    _tell(found, screen)
    if options["explain"]:
        account.explain(found.books, found.units, screen)
    _check_possible(found, question, paths, screen, options["out"])
    with screen.progress("measuring", 2) as bar:
        made = make_report(
            found.books, found.units, question, language=screen.language, made_at=now(),
            rulebook=options["rulebook"], progress=lambda stage: bar.step(screen.words["screens"][stage]),
        )  # fmt: skip
    _keep(found, options["out"], screen)
    write_all(made.files, options["out"])
    _print(made, found, options["out"], screen, time.monotonic() - started)


def _question(options: Mapping[str, Any]) -> Question:
    period, baseline = Period.parse(options["period"]), Period.parse(options["baseline"])
    if period.first <= baseline.last and baseline.first <= period.last:
        raise BadInput("period.overlap", period=str(period), baseline=str(baseline))
    return Question(
        period, baseline, TimeTable.load(options["rulebook"]), _day(options["report_on"]),
        issuer=options["issuer"] or "", addressee=options["addressee"] or "",
    )  # fmt: skip


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


def _check_possible(found: Registers, question: Question, paths: Sequence[Path], screen: Screen, out: Path) -> None:
    """A report is possible when some row is dated in either period (a stock may have begun before)."""
    days = sorted(row.day for book in found.books for row in book.rows)
    if not any(sheet.regions for book in found.books for sheet in book.sheets):
        raise NotFound("source.no_registers", path=", ".join(map(str, paths)))
    rejects = [reject for book in found.books for reject in book.rejects]
    if not days and rejects:
        _all_rejected(found, rejects, screen, out)
    if not any(day in question.period or day in question.baseline for day in days):
        first, last = (days[0], days[-1]) if days else ("—", "—")
        raise NotFound(
            "source.no_rows", period=str(question.period), baseline=str(question.baseline), first=first, last=last
        )  # fmt: skip


def _all_rejected(found: Registers, rejects: Sequence[Reject], screen: Screen, out: Path) -> NoReturn:
    """No report, but the rejected rows are written, so that they can be corrected."""
    (most, _), *_ = Counter(reject.code for reject in rejects).most_common(1)
    example = next(reject for reject in rejects if reject.code == most)
    what, cure = reject_words(example, screen.language)
    where = " ".join(filter(None, (example.file, example.sheet, str(example.line_no))))
    _keep(found, out, screen)
    content = write_rejects(found.books, language=screen.language, made_at=now())
    write_all({"rejects.xlsx": content}, out)
    raise NotFound(
        "source.all_rejected", rejected=len(rejects), reason=what, example=where, cure=cure, path=out / "rejects.xlsx"
    )  # fmt: skip


def _keep(found: Registers, out: Path, screen: Screen) -> None:
    kept = keep_corrections(found.corrected, out / "rejects.xlsx")
    if kept:
        screen.finding(Finding("corrections.kept", "warning", str(kept), parameters={"path": str(kept)}))


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
        screen.paragraph(line)
    screen.say()
    screen.say(words["digest"].format(digest=made.content["digest"][:16]))
    screen.say(words["seconds"].format(seconds=f"{timedelta(seconds=seconds).total_seconds():.1f}"))


def _lines(report: Report) -> list[str]:
    """The first paragraphs of the report's findings."""
    paragraphs = [b for section in report.sections for b in section.blocks if isinstance(b, Paragraph)]
    return [paragraph.text for paragraph in (*report.opening, *paragraphs)][:SAID]
