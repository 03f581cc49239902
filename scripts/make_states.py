"""Writes docs/door-states.md: the life of a demand, drawn from the table that the site goes by.

`--check` writes nothing and exits with 1 when the page is not what the code says.
"""

from __future__ import annotations

import sys
from pathlib import Path

from songbang.apps.demands.flow import ways
from songbang.apps.demands.states import COUNTING, ENDS, STATES, TABLE
from songbang.core.words import labels

PAGE = Path(__file__).resolve().parent.parent / "docs" / "door-states.md"
OPENING = """# The life of a demand

Drawn from `songbang/apps/demands/states.py` and `songbang/rulebook/door_steps.yaml` by `make docs`; do not edit.
A draft is a row of its own and becomes a demand when it is asked. `recorded` demands were found in a register of the
base and never came to the door.
"""


def render() -> str:
    """The whole page: diagram, states, posts."""
    lines = [f"    {before} --> {after}: {act}" for (before, act), after in TABLE.items()]
    ends = [f"    {state} --> [*]" for state in STATES if state in ENDS]
    drawn = "\n".join(["```mermaid", "stateDiagram-v2", "    [*] --> draft", *lines, *ends, "```"])
    return "\n".join([OPENING, drawn, "", *_states(), "", *_posts(), ""])


def _states() -> list[str]:
    words = labels("zh-Hans")["door_states"]
    rows = [
        f"| `{state}` | {words[state]} | {'yes' if state in COUNTING else 'no'} | {_acts(state)} |" for state in STATES
    ]
    return [
        "## States",
        "",
        "| state | on pages | counts for later demands | what may be done |",
        "|---|---|---|---|",
        *rows,
    ]


def _acts(state: str) -> str:
    return ", ".join(f"`{act}`" for before, act in TABLE if before == state) or "nothing: an end"


def _posts() -> list[str]:
    words = labels("zh-Hans")["door_desks"]
    rows = [
        f"| `{rule}` | {way['step']} | {words[way['desk']]} | {way['days']} |" for rule, way in ways()["rules"].items()
    ]
    other = ways()["otherwise"]
    rows.append(f"| any other of level `approve` | {other['step']} | {words[other['desk']]} | {other['days']} |")
    head = [
        "## Filings and approvals",
        "",
        "A rule that names the approval by which it is lifted goes to that post.",
        "",
    ]
    return [*head, "| rule | step | post | working days |", "|---|---|---|---|", *rows]


def main(arguments: list[str]) -> int:
    """Exit status: 1 when `--check` finds the page outdated."""
    page = render()
    if "--check" not in arguments:
        PAGE.write_text(page, "utf-8")
    elif not PAGE.is_file() or PAGE.read_text("utf-8") != page:
        print("docs/door-states.md is not what the code says: run `make docs`", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
