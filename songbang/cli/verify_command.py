"""`songbang verify`: status 0 when everything follows, 1 when something does not, 2 when nothing can be said."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from songbang.cli.ruleset import check_rulebook
from songbang.cli.screen import Screen
from songbang.cli.site import open_site
from songbang.core.errors import Conflict
from songbang.core.reporting.verify import other_rules, verify
from songbang.core.words import Language, labels

if TYPE_CHECKING:
    from songbang.apps.journal.anchors import Anchor

MOST_SHOWN = 50
LONGEST_PATH = 250


def run(folder: Path, rulebook: Path | None, language: Language | None, *, quiet: bool) -> int:
    """Verify a report's folder, name each departure. Raises `Conflict` ("report.other_rules") where the report was
    made by other rules than are given now, so that nothing can be said of it."""
    check_rulebook(rulebook)
    files = other_rules(folder, rulebook)
    if files:
        cure = labels(language or "zh-Hans")["screens"]["without_rulebook" if rulebook else "with_rulebook"]
        raise Conflict("report.other_rules", folder=folder, files=files, cure=cure.format(folder=folder))
    found = verify(folder, rulebook=rulebook)
    screen = Screen(language or found.language, quiet=quiet)
    words = screen.words
    if not found.departures:
        screen.say(words["screens"]["verified"].format(figures=found.figures, sentences=found.sentences))
        return 0
    screen.err.print(words["screens"]["not_verified"].format(count=len(found.departures)), style="red", markup=False)
    for departure in found.departures[:MOST_SHOWN]:
        screen.err.print("  " + words["verify"][departure.label].format(**departure.parameters), markup=False)
    if len(found.departures) > MOST_SHOWN:
        screen.err.print("  …", markup=False)
    return 1


def run_journal(*, quiet: bool, anchor: str = "") -> int:
    """Walk the office's journal; name the first entries at which its chain does not hold. `anchor`: a head that was
    kept outside (or its file), which must still stand in it."""
    open_site(migrate=False)
    from songbang.apps.journal.models import Entry
    from songbang.apps.journal.services import broken_entries, stands

    screen = Screen("zh-Hans", quiet=quiet)
    words = screen.words["upkeep"]
    kept = _kept(anchor) if anchor else None
    broken = list(islice(broken_entries(), MOST_SHOWN))
    for entry in broken:
        screen.err.print(words["journal_broken"].format(entry=entry.id, how=entry.how), style="red", markup=False)
    if not broken:
        screen.say(words["journal_holds"].format(count=Entry.objects.count()))
    if kept is None:
        return 1 if broken else 0
    if kept.key:
        screen.say(words["anchor_signed"].format(entry=kept.head.id, key=kept.key))
    whole = stands(kept.head)
    said = words["anchor_stands" if whole else "anchor_lost"].format(entry=kept.head.id)
    screen.err.print(said, style="green" if whole else "red", markup=False)
    return 0 if whole and not broken else 1


def _kept(anchor: str) -> Anchor:
    """A head as `--head` prints it, or a file that holds it. Raises `BadInput`."""
    from songbang.apps.journal.anchors import read_anchor

    path = Path(anchor)
    return read_anchor(path.read_text("utf-8") if len(anchor) < LONGEST_PATH and path.is_file() else anchor)


def print_head(*, signed: bool) -> int:
    """The newest entry and its digest, to be kept outside (printed, sent)."""
    open_site(migrate=False)
    from songbang.apps.journal.anchors import signed_head
    from songbang.apps.journal.services import head

    click.echo(signed_head() if signed else str(head()))
    return 0
