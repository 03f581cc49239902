"""`songbang verify`: exit status 0 when everything follows, 1 when something does not."""

from __future__ import annotations

from pathlib import Path

from songbang.cli.screen import Screen
from songbang.core.reporting.verify import verify

MOST_SHOWN = 50


def run(folder: Path, rulebook: Path | None, *, quiet: bool) -> int:
    """Verify a report's folder, name each departure."""
    found = verify(folder, rulebook=rulebook)
    screen = Screen(found.language, quiet=quiet)
    words = screen.words
    if not found.departures:
        screen.say(words["screens"]["verified"].format(figures=found.figures, sentences=found.sentences))
        return 0
    screen.err.print(words["screens"]["not_verified"].format(count=len(found.departures)), style="red", markup=False)
    for departure in found.departures[:MOST_SHOWN]:
        screen.err.print("  " + words["verify"][departure.code].format(**departure.parameters), markup=False)
    if len(found.departures) > MOST_SHOWN:
        screen.err.print("  …", markup=False)
    return 1
