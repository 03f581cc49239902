"""Which workbooks the units of a made district keep, and what stands on their sheets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from samples import facts as happened
from samples.desk import Desk
from samples.district import District, Unit
from samples.facts import Fact, Source
from samples.sheets import Heading, Sheet, extra_sheets, lay_out
from samples.styles import Style
from samples.words import words

_TOWN_MIX, _VILLAGE_MIX = (3, 12, 1, 0), (1, 3, 8, 0)


@dataclass(slots=True)
class Book:
    """A file to be written: `path` under the registers folder without its ending, xlsx, xls, et or csv."""

    path: str
    container: str
    sheets: list[Sheet] = field(default_factory=list)


@dataclass(slots=True)
class Shop:
    """Where a district's books are planned."""

    style: Style
    district: District
    seed: int
    size: float

    def rng(self, *about: object) -> Random:
        """A generator of its own for each thing, so that one change does not move all."""
        return Random(":".join(map(str, (self.style.name, self.seed, *about))))

    def count(self, usual: int) -> int:
        """So many at this size, at least a handful."""
        return max(6, round(usual * self.size))

    def container(self, rng: Random) -> str:
        """A file format of the style."""
        return rng.choice(self.style.containers)

    def workbook(self, rng: Random) -> str:
        """A file format that can hold several sheets."""
        return rng.choice([c for c in self.style.containers if c != "csv"])

    def above(self, unit: Unit) -> str:
        """The name of the unit above, as it may stand before a unit's own: 南湖区凤桥镇, 凤桥镇大星村."""
        return next((u.name for u in (self.district.county, *self.district.towns) if u.code == unit.parent), "")

    def messy(self, rng: Random) -> bool:
        """As `Desk.messy`."""
        return rng.random() < self.style.mess

    def habits(self, year: int) -> str:
        """A fairly tidy clerk keeps the columns of last year, so that the years compare; others start afresh."""
        return str(year) if self.style.mess >= 0.5 else "as ever"

    def source(self, unit: Unit) -> Source:
        """What happens at one unit. Meetings grow in some towns and shrink in others."""
        town = next((t for t in self.district.towns if t.code == unit.parent), unit)
        rng = self.rng("facts", unit.code)
        trend = {**self.style.trends, "meetings": rng.choice((0.86, 1.08, 1.15))}
        return Source(rng, unit, trend, town.name, town.office)


@dataclass(slots=True)
class Entry:
    """A register to be laid out: whose, of which facts, on which sheet, and what its surroundings tell."""

    kind: str
    keeper: Unit
    facts: list[Fact]
    sheet: Sheet
    container: str
    year: int | None = None
    """The one year of all facts, where a title, the sheet's or the file's name gives it."""
    title_year: bool = True
    title_unit: bool = True
    unit_column: bool = False
    channel_known: bool = False
    habits: str = ""
    """Registers with the same habits look alike."""


def place(shop: Shop, entry: Entry) -> Sheet:
    """Lay the register out on its sheet."""
    rng = shop.rng("desk", entry.keeper.code, entry.kind, entry.habits or entry.sheet.name)
    desk = Desk(rng, entry.kind, entry.container, shop.style.mess, entry.keeper, shop.district, entry.year)
    desk.unit_column, desk.channel_known = entry.unit_column, entry.channel_known
    if entry.sheet.lines:
        entry.sheet.lines += [[], []]
    lay_out(entry.sheet, desk, entry.facts, _heading(shop, entry, rng), shop.style.flaws)
    return entry.sheet


def _heading(shop: Shop, entry: Entry, rng: Random) -> Heading:
    """Title lines; the year and the unit stand there only if the entry says so."""
    layouts = words("layouts")
    if not shop.style.mess and rng.random() < 0.5 and not (entry.year and entry.title_year):
        return Heading()
    unit = entry.keeper.name if entry.title_unit else ""
    if unit and shop.messy(rng) and rng.random() < 0.25:
        unit = shop.above(entry.keeper) + unit
    year = f"{entry.year}年" if entry.year and entry.title_year else ""
    pattern = rng.choice(layouts["titles"]).replace("（{y}）", "（{y}）" if year else "")
    title = pattern.format(u=unit, y=year, k=rng.choice(layouts["kinds"][entry.kind]))
    titles = [title]
    if shop.messy(rng) and rng.random() < 0.35:
        titles.insert(0, rng.choice(layouts["slogans"]))
    if shop.messy(rng) and rng.random() < 0.4 and entry.title_unit:
        sublines = layouts["sublines"] if entry.keeper.level == "town" else layouts["sublines"][1:2]
        titles.append(rng.choice(sublines).format(u=entry.keeper.name))
    notes: list[str] = []
    if shop.messy(rng) and rng.random() < 0.2:
        notes = [line[0] for line in words("cells")["instructions"][1:]] + words("cells")["notes"][:2]
    return Heading(tuple(titles), tuple(notes) * (2 if len(notes) and rng.random() < 0.3 else 1))


def all_books(shop: Shop) -> Iterator[Book]:
    """Every workbook of the district."""
    for index, town in enumerate(shop.district.towns):
        yield from _town_books(shop, town, index)
    yield from _county_books(shop)
    if shop.style.mess >= 0.5:
        yield _sheets_by_town(shop)
    step = max(1, len(shop.district.villages) // max(1, shop.style.villages))
    for village in shop.district.villages[1::step][: shop.style.villages]:
        yield _village_book(shop, village)


def _of(year: int, facts: list[Fact]) -> list[Fact]:
    return [fact for fact in facts if fact.day.year == year]


def _kind_word(shop: Shop, kind: str, *about: object) -> str:
    return str(shop.rng("kind", kind, *about).choice(words("layouts")["kinds"][kind]))


def _town_books(shop: Shop, town: Unit, index: int) -> Iterator[Book]:
    source = shop.source(town)
    documents = happened.documents(source, shop.count(480), _TOWN_MIX if index else (3, 11, 1, 1))
    ways = (_by_year, _in_years, _by_channel, _in_one, _monthly)
    yield from ways[index % 5](shop, town, "documents", documents)
    meetings = happened.meetings(source, shop.count(240), _TOWN_MIX)
    ways = (_in_years, _by_year, _monthly, _by_year, _in_one)
    yield from ways[index % 5](shop, town, "meetings", meetings)
    yield _checks(shop, town, source)
    yield _show(shop, town, source)
    yield from _asked(shop, town, source)


def _by_year(shop: Shop, unit: Unit, kind: str, facts: list[Fact]) -> Iterator[Book]:
    """A file a year; the sheet is called Sheet1 or after the register."""
    for year in (2018, 2019):
        rng = shop.rng("by year", unit.code, kind)
        container = shop.container(rng)
        word = _kind_word(shop, kind, unit.code)
        sheet = Sheet(rng.choice(("Sheet1", word)) if container != "csv" else "")
        entry = Entry(
            kind,
            unit,
            _of(year, facts),
            sheet,
            container,
            year,
            rng.random() < 0.5,
            rng.random() < 0.6,
            habits=shop.habits(year),
        )
        book = Book(f"{unit.name}/{year}年{rng.choice((unit.name, ''))}{word}", container, [place(shop, entry)])
        yield _with_extras(shop, book, rng)


def _in_years(shop: Shop, unit: Unit, kind: str, facts: list[Fact]) -> Iterator[Book]:
    """One workbook, a sheet a year; the older one may be hidden."""
    rng = shop.rng("in years", unit.code, kind)
    container = shop.workbook(rng)
    book = Book(f"{unit.name}/{_kind_word(shop, kind, unit.code)}", container)
    for year in (2019, 2018):
        sheet = Sheet(f"{year}年", hidden=year == 2018 and shop.style.mess > 0)
        entry = Entry(kind, unit, _of(year, facts), sheet, container, year, rng.random() < 0.5, rng.random() < 0.6)
        entry.habits = shop.habits(year)
        book.sheets.append(place(shop, entry))
    yield _with_extras(shop, book, rng)


def _in_one(shop: Shop, unit: Unit, kind: str, facts: list[Fact]) -> Iterator[Book]:
    """Both years on one sheet."""
    rng = shop.rng("in one", unit.code, kind)
    container = shop.container(rng)
    word = _kind_word(shop, kind, unit.code)
    sheet = Sheet(word if container != "csv" else "")
    entry = Entry(kind, unit, facts, sheet, container, title_unit=rng.random() < 0.5)
    yield _with_extras(shop, Book(f"{unit.name}/{unit.name}{word}", container, [place(shop, entry)]), rng)


def _monthly(shop: Shop, unit: Unit, kind: str, facts: list[Fact]) -> Iterator[Book]:
    """A workbook a year with a sheet a month; only the file's name gives the year."""
    for year in (2018, 2019):
        rng = shop.rng("monthly", unit.code, kind, year)
        container = shop.workbook(rng)
        book = Book(f"{unit.name}/{year}年{_kind_word(shop, kind, unit.code)}", container)
        for month in range(1, 13):
            some = [fact for fact in _of(year, facts) if fact.day.month == month]
            if some:
                entry = Entry(kind, unit, some, Sheet(f"{month}月"), container, year, False, habits=shop.habits(year))
                book.sheets.append(place(shop, entry))
        yield book


def _by_channel(shop: Shop, unit: Unit, kind: str, facts: list[Fact]) -> Iterator[Book]:
    """A text file for each channel and year, or a workbook a year with a sheet for each; names tell the channel."""
    names = {"e": "电子公文", "p": "纸质文件"}
    for year in (2018, 2019):
        together = year == 2019 and shop.style.mess >= 0.5
        container = "csv" if "csv" in shop.style.containers and not together else shop.workbook(shop.rng("channel"))
        book = Book(f"{unit.name}/收文/{year}年收文", container)
        for channel, name in names.items():
            some = [fact for fact in _of(year, facts) if fact.said["channel"] == channel]
            sheet = Sheet("" if container == "csv" else name)
            entry = Entry(
                kind, unit, some, sheet, container, year, channel_known=True, habits=f"{shop.habits(year)}{channel}"
            )
            for placed in place(shop, entry).registers[0].placed:
                placed.stated["channel"] = channel
            if container == "csv":
                yield Book(f"{unit.name}/收文/{year}年{name}收文", container, [sheet])
            else:
                book.sheets.append(sheet)
        if book.sheets:
            yield book


def _with_extras(shop: Shop, book: Book, rng: Random) -> Book:
    """Instructions, option lists, empty sheets, as messy workbooks have them."""
    if book.container != "csv":
        for which in ("instructions", "dictionary", "counts", "empty"):
            if shop.messy(rng) and rng.random() < 0.45:
                book.sheets.insert(0 if which == "instructions" else len(book.sheets), extra_sheets(which))
    return book


def _checks(shop: Shop, town: Unit, source: Source) -> Book:
    """Inspections and pledges: two sheets, or both on one sheet, one below the other."""
    rng = shop.rng("checks", town.code)
    container = shop.workbook(rng)
    seen = happened.inspections(source, shop.count(66), _TOWN_MIX)
    signed = happened.pledges(source, shop.count(rng.choice((14, 20, 26, 38))), (2, 9, 0, 0))
    stacked = shop.style.mess >= 0.5 and rng.random() < 0.7
    first = Sheet("督检考与责任状" if stacked else _kind_word(shop, "inspections", town.code))
    second = first if stacked else Sheet(_kind_word(shop, "pledges", town.code))
    place(shop, Entry("inspections", town, seen, first, container))
    place(shop, Entry("pledges", town, signed, second, container))
    sheets = [first] if stacked else [first, second]
    return _with_extras(shop, Book(f"{town.name}/督查检查考核和责任状", container, sheets), rng)


def _show(shop: Shop, town: Unit, source: Source) -> Book:
    """Accounts and signboards; the signboards name the village of each."""
    rng = shop.rng("show", town.code)
    container = shop.workbook(rng)
    accounts = happened.digital(source, shop.count(70), (3, 7, 0, 0))
    signs = happened.signboards(source, shop.district.below(town), shop.count(62), (1, 8, 1, 0))
    book = Book(f"{town.name}/{town.name}新媒体和牌子", container)
    book.sheets.append(
        place(shop, Entry("digital", town, accounts, Sheet(_kind_word(shop, "digital", town.code)), container))
    )
    sheet = Sheet(_kind_word(shop, "signboards", town.code), hidden=shop.style.mess >= 0.5 and rng.random() < 0.3)
    book.sheets.append(place(shop, Entry("signboards", town, signs, sheet, container, unit_column=True)))
    return _with_extras(shop, book, rng)


def _asked(shop: Shop, town: Unit, source: Source) -> Iterator[Book]:
    """Forms and visits: a workbook of two sheets, or a text file each."""
    rng = shop.rng("asked", town.code)
    container = shop.container(rng)
    wanted = happened.forms(source, shop.count(72), _TOWN_MIX)
    came = happened.visits(source, shop.count(72), _TOWN_MIX)
    down = shop.messy(rng) and rng.random() < 0.4
    entries = [
        Entry("forms", town, wanted, Sheet(""), container, unit_column=down),
        Entry("visits", town, came, Sheet(""), container),
    ]
    book = Book(f"{town.name}/报表及调研", container)
    for entry in entries:
        word = _kind_word(shop, entry.kind, town.code)
        entry.habits = entry.kind
        entry.sheet.name = "" if container == "csv" else word
        place(shop, entry)
        if container == "csv":
            yield Book(f"{town.name}/{word}（{town.name}）", "csv", [entry.sheet])
        else:
            book.sheets.append(entry.sheet)
    if book.sheets:
        yield _with_extras(shop, book, rng)


def _county_books(shop: Shop) -> Iterator[Book]:
    """What the district sends to all at once; the unit column names the units together."""
    county = shop.district.county
    rng = shop.rng("county")
    source = Source(rng, county, shop.style.trends)
    asked: list[tuple[str, list[Fact]]] = [("forms", happened.forms(source, shop.count(60), (1, 9, 0, 0)))]
    if shop.style.mess >= 0.5:
        asked.append(("inspections", happened.inspections(source, shop.count(50), (2, 9, 0, 0))))
        asked.append(("meetings", happened.meetings(source, shop.count(50), (2, 9, 0, 0))))
        received = happened.documents(source, shop.count(60), (3, 9, 0, 0))
        asked.append(("documents", [fact for fact in received if "of" not in fact.said]))
    for kind, facts in asked:
        container = shop.container(rng)
        sheet = Sheet("" if container == "csv" else "汇总")
        entry = Entry(kind, county, facts, sheet, container, unit_column=True)
        word = _kind_word(shop, kind, county.code)
        yield Book(f"区级/区级{word}汇总", container, [place(shop, entry)])


def _sheets_by_town(shop: Shop) -> Book:
    """Visits to all towns in one workbook; only the sheet's name tells whose they are."""
    container = shop.workbook(shop.rng("by town"))
    book = Book("区级/服务调研（分单位）", container)
    for town in shop.district.towns:
        source = shop.source(town)
        source.rng = shop.rng("by town", town.code)
        facts = happened.visits(source, shop.count(14), (1, 8, 0, 0))
        entry = Entry("visits", town, facts, Sheet(town.name), container, title_unit=False, habits="by town")
        book.sheets.append(place(shop, entry))
    return book


def _village_book(shop: Shop, village: Unit) -> Book:
    """A village's own workbook, a sheet a register; the folder names no unit, the file does."""
    rng = shop.rng("village", village.code)
    source = shop.source(village)
    container = shop.workbook(rng)
    book = Book(f"村社区/{village.name}台账", "et" if container == "xls" and shop.style.mess >= 0.5 else container)
    made = {
        "documents": happened.documents(source, shop.count(48), _VILLAGE_MIX),
        "meetings": happened.meetings(source, shop.count(40), _VILLAGE_MIX),
        "inspections": happened.inspections(source, shop.count(12), _VILLAGE_MIX),
        "forms": happened.forms(source, shop.count(14), _VILLAGE_MIX),
        "visits": happened.visits(source, shop.count(9), (1, 8, 0, 0)),
    }
    for kind, facts in made.items():
        sheet = Sheet(_kind_word(shop, kind, village.code))
        book.sheets.append(place(shop, Entry(kind, village, facts, sheet, container, title_unit=rng.random() < 0.5)))
    return book
