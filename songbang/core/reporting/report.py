"""A report as a value: what it says, apart from how it looks. Renderers (docx, html) draw exactly this and no more."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; where it states a figure, `figure` is that figure's key (see `figure_key`).

    A number derived from figures says how: `follows` is `2944 = 3006 − 府南社区62` or `18.1% ≈ 177 ÷ 980`.
    """

    text: str
    figure: str | None = None
    follows: str = ""
    without: tuple[str, ...] = ()
    """Names of the units whose rows do not count here."""
    apart: bool = False
    """Whether the figure's own value and baseline are other numbers than those that this one follows from."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of running text. `lead` opens it in 楷体/bold where the layout knows run-in headings."""

    runs: tuple[Run, ...]
    lead: str = ""

    @property
    def text(self) -> str:
        return self.lead + "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; `figure` and `follows` as in `Run`."""

    text: str
    figure: str | None = None
    follows: str = ""
    without: tuple[str, ...] = ()
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row; the first column holds row names, all others figures."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart; None where a value is not known (drawn as a gap, never as zero)."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart. `bars`: one group a category, one bar a series. `shares`: one bar a category, first series only,
    sorted as given. `heat`: categories across, one series a line down."""

    kind: Literal["bars", "shares", "heat"]
    caption: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""


Block = Paragraph | Table | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """A section; `heading` carries its own number as officials write it (一、 / （一） / 附件1). Level 1 or 2."""

    heading: str
    level: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report in one language (`zh-Hans`, `zh-Hant`, `en`)."""

    language: str
    issuer: str
    """Who reports (the red heading), e.g. 南湖区督查室; may be empty."""
    title: str
    addressee: str
    """主送机关, with its colon; may be empty."""
    opening: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    closing: tuple[Paragraph, ...]
    signature: str
    signed_on: str
    """成文日期 as printed, e.g. 2019年8月30日; may be empty."""
    appendices: tuple[Section, ...] = ()
    notes: tuple[str, ...] = field(default=())
    """What a reader must know of the data (rejects, units missing, inferred units); printed as 附注."""


def figure_key(figure_id: str, scope: dict[str, str]) -> str:
    """The key by which text points to a figure: id, then the scope's parts sorted.

    >>> figure_key("documents.received", {"unit": "330402103"})
    'documents.received|unit=330402103'
    """
    return "|".join([figure_id, *(f"{name}={scope[name]}" for name in sorted(scope))])
