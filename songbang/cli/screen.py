"""What a person sees on the terminal: messages, progress, tables."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.text import Text

from songbang.core.errors import SongbangError
from songbang.core.findings import Finding
from songbang.core.words import Language, Message, labels, message


@dataclass
class Bar:
    """A progress bar; `step` names what is being worked on."""

    shown: Progress
    task: TaskID

    def step(self, name: str) -> None:
        self.shown.update(self.task, advance=1, file=name)

    def reach(self, done: int) -> None:
        """So many are done."""
        self.shown.update(self.task, completed=done)


class Screen:
    """Prints results to standard output, messages and progress to standard error."""

    def __init__(self, language: Language, *, quiet: bool = False) -> None:
        self.language, self.quiet = language, quiet
        self.words = labels(language)
        self.out = Console(highlight=False, soft_wrap=True)
        self.err = Console(stderr=True, highlight=False, soft_wrap=True)

    def say(self, text: str = "", *, style: str | None = None) -> None:
        """A line of the result."""
        if not self.quiet:
            self.out.print(text, style=style, markup=False)

    def paragraph(self, text: str) -> None:
        """A paragraph of the result, set in; wrapped between characters where a terminal shows it, whole in a file."""
        if self.quiet:
            return
        if self.out.is_terminal:
            self.out.print(Padding(Text(text, overflow="fold"), (0, 0, 0, 2)), soft_wrap=False)
        else:
            self.say(f"  {text}")

    def finding(self, finding: Finding) -> None:
        """A note or warning about an input."""
        if self.quiet and finding.level == "note":
            return
        about = {"file": finding.file, "sheet": finding.sheet or "", **finding.parameters}
        self._message(message(finding.code, about, self.language), "yellow" if finding.level != "error" else "red")

    def trouble(self, error: SongbangError) -> None:
        """Why we cannot go on, and what to do."""
        self._message(message(error.code, error.parameters, self.language), "red")

    def stopped(self) -> None:
        """The user stopped the run."""
        self._message(message("run.interrupted", {}, self.language), "yellow")

    def _message(self, words: Message, style: str) -> None:
        self.err.print(f"{words.what}{self._because(words)}", style=style, markup=False)
        if words.do:
            self.err.print(f"  → {words.do}", markup=False)

    def _because(self, words: Message) -> str:
        if not words.why:
            return ""
        return f" ({words.why})" if self.language == "en" else f"（{words.why}）"

    @contextmanager
    def progress(self, stage: str, total: int) -> Iterator[Bar]:
        """A bar on a terminal; nothing where output is no terminal or quiet was asked for."""
        columns = (
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
            TextColumn("{task.fields[file]}"),
        )  # fmt: skip
        shown = self.err.is_terminal and not self.quiet
        with Progress(*columns, console=self.err, transient=True, disable=not shown) as shown_bar:
            yield Bar(shown_bar, shown_bar.add_task(self.words["screens"][stage], total=total, file=""))
