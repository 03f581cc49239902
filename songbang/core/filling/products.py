"""Relations that multiply and divide: 总产量=播种面积×单产÷1000, 接种率=实种÷应种×100%. Any one missing term follows.

A grammar of such relations: its characters are its syntax.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from songbang.core.filling.lexicon import clean, numbered, wording, words
from songbang.core.filling.measures import measure
from songbang.core.filling.shortening import cut_short, ended, in_full, totalled, whole_of
from songbang.core.filling.spans import When
from songbang.core.filling.unsaid import defaults
from songbang.core.filling.verdict import Verdict

if TYPE_CHECKING:
    from songbang.core.filling.fill import Filled
    from songbang.core.filling.measures import Measure
    from songbang.core.filling.printing import Printed

_FACTOR = re.compile(r"([×xX*÷/]?)([^×xX*÷/]+)")
_FIGURE = re.compile(r"^\d[\d.]*%?$")
_OTHERWISE = re.compile(r"^([^()\d]+)\(([^()\d]+)\)([^()]+)$")
"""A term that brackets tell in another word."""
_ROUND = ("10", "100", "1000", "10000")
"""What is multiplied by; other whole numbers are numbers of lines where the target is one (03=02÷01×100)."""


@dataclass(frozen=True)
class Product:
    """`target` = the names of `over` multiplied, divided by those of `under`, times `constant`."""

    printed: Printed
    target: str
    over: tuple[str, ...]
    under: tuple[str, ...]
    constant: Fraction

    @property
    def names(self) -> tuple[str, ...]:
        return (self.target, *self.over, *self.under)


@dataclass(frozen=True)
class Instance:
    """A product over cells: its target, then the others with 1 (multiplied) or -1 (divided by)."""

    product: Product
    target: Filled
    factors: tuple[tuple[int, Filled], ...]


def product_of(printed: Printed) -> Product | None:
    """The product that a relation prints; None where it has none, or adds as well."""
    left, sign, right = printed.text.partition("=")
    pieces = [(mark, name) for mark, name in _FACTOR.findall(right)]
    if not sign or len(pieces) < 2 or any(mark in right for mark in "+-−﹣≥≤<>") or not left:
        return None
    of_lines = all(_FIGURE.match(name) for _, name in pieces)  # 普及率=19÷18×100%
    constant = Fraction(1)
    over: list[str] = []
    under: list[str] = []
    both = sum(name in _ROUND for _, name in pieces) > 1  # 12=11÷10×100: nobody divides by ten to multiply then
    for mark, name in pieces:
        divides = mark in ("÷", "/")
        first = not mark  # 18=10×1000÷06: nobody begins with a factor
        numbers_line = name.isdigit() and (name not in _ROUND or (both and (divides or first)))
        if _FIGURE.match(name) and not ((left.isdigit() or of_lines) and numbers_line):
            figure = Fraction(name.rstrip("%"))
            constant = constant / figure if divides else constant * figure
        else:
            (under if divides else over).append(name)
    return (
        Product(printed, re.sub(r"\([%‰]\)$", "", left), tuple(over), tuple(under), constant)
        if over and len(over + under) > 1
        else None
    )


def instances(product: Product, cells: list[Filled]) -> list[Instance]:
    """Where a form's cells are the terms of a product, in either wording where a term tells two (抽检（检测）批次)."""
    return [found for one in _worded(product) for found in _instances(one, cells)]


def _worded(product: Product) -> list[Product]:
    """A product in each wording of its terms: 合格÷抽检（检测）批次 is 合格÷抽检批次, or 合格÷检测批次."""
    found = [product]
    for name in {name for name in product.names if _OTHERWISE.match(name)}:
        first, other, rest = _OTHERWISE.match(name).groups()  # type: ignore[union-attr]
        if len(first) >= len(other):
            terms = (f"{first}{rest}", f"{first[: len(first) - len(other)]}{other}{rest}")
            found = [_renamed(one, name, term) for one in found for term in terms]
    return found


def _renamed(product: Product, name: str, term: str) -> Product:
    over, under = (tuple(term if one == name else one for one in side) for side in (product.over, product.under))
    return replace(product, target=term if product.target == name else product.target, over=over, under=under)


def _instances(product: Product, cells: list[Filled]) -> list[Instance]:
    """Where cells are the terms: lines, columns, or what a line is about (信访事项办结率)."""
    found: list[dict[str, Filled]] = []
    tokens = {name: defaults(wording(name).tokens) for name in product.names}
    meant = {name: [c for c in cells if tokens[name] and c.asked.required == tokens[name]] for name in product.names}
    by_line = _groups(cells, product.names, lambda c: bare(c.slot.row.label), _of_column)
    by_column = _groups(cells, product.names, lambda c: _head(c, product.names), _below_a_heading)
    if not by_column:
        by_column = _groups(cells, product.names, lambda c: _head(c, product.names), _of_line)
    found = by_line or by_column or _by_codes(product, cells) or _about(product, cells) or _shortened(product, cells)
    found = found or _begun_alike(product, cells) or _ended(product, cells) or _by_words(product, cells, tokens)
    meant = {name: _so_counted(name, group) for name, group in meant.items()}
    if not found and all(len(group) == 1 for group in meant.values()):
        found = [{name: group[0] for name, group in meant.items()}]
    names = set(product.names)  # nothing is a share of itself
    several = (terms for terms in found if len({id(terms[name]) for name in names}) == len(names))
    return [_instance(product, terms) for terms in several]


def _head(cell: Filled, names: Iterable[str]) -> str:
    """A column's label; the term that names a total by what stands over it (里程合计: 合计 under 公路里程)."""
    last, full = ("".join(map(bare, cell.slot.path[-size:])) for size in (1, 2))
    return last if last in names else next((n for n in names if whole_of(n, full) or totalled(n, full)), last)


def _so_counted(name: str, cells: list[Filled]) -> list[Filled]:
    """Of several cells that a term may mean those counted in what it ends in (年末艘数 of 艘 ｜ 总吨 ｜ 千瓦)."""
    counted = clean(name).removesuffix(words()["number_of"])
    units = [measure(counted[-size:]) for size in (2, 1)] if counted != clean(name) else []
    unit = next((one for one in units if one), None)
    own = [cell for cell in cells if unit and cell.asked.measure and cell.asked.measure.dimension == unit.dimension]
    return own if len(own) == 1 < len(cells) else cells


def _shortened(product: Product, cells: list[Filled]) -> list[dict[str, Filled]]:
    """Where a term says a line's label in fewer signs, its ends kept; one only."""
    labels = {bare(cell.slot.row.label) for cell in cells}
    told = in_full(product.names, labels, cut_short) if product.target in labels else {}
    lines = {label: name for name, label in told.items()}
    return _groups(cells, product.names, lambda c: lines.get(bare(c.slot.row.label), ""), _of_column) if lines else []


def _ended(product: Product, cells: list[Filled]) -> list[dict[str, Filled]]:
    """Where the terms of a share end the labels of one table's lines, or these with their measures: 合格率=合格批次÷
    抽检批次×100% of 抽检合格率, 其中：合格 and 监督抽检, both in 批次."""
    found = []
    for table in sorted({cell.slot.table for cell in cells}):
        own = [cell for cell in cells if cell.slot.table == table]
        labels = {_with_measure(cell, product.names): cell for cell in own}
        told = in_full(product.names, labels, ended)
        if told and _is_share(labels[told[product.target]]):
            names = {label: name for name, label in told.items()}
            found += _groups(
                own, product.names, lambda c, names=names: names.get(_with_measure(c, product.names), ""), _of_column
            )
    return found


def _with_measure(cell: Filled, names: Iterable[str]) -> str:
    """A line's label, and the measure that it counts in where a term ends with that and it does not."""
    label, unit = bare(cell.slot.row.label), cell.slot.measure
    told = len(unit) > 1 and not label.endswith(unit) and any(name.endswith(unit) for name in names)
    return f"{label}{unit}" if told else label


def _by_codes(product: Product, cells: list[Filled]) -> list[dict[str, Filled]]:
    """Where the terms are the numbers of lines or of columns (2=3÷1×1000), which part by the zero before them."""
    if not product.target.isdigit() and all(name.isdigit() for name in product.names[1:]):
        codes = {c.slot.row.code for c in cells if bare(c.slot.row.label) == product.target}
        coded = [replace(product, target=code) for code in codes if len(codes) == 1 and code]
        found = [group for one in coded for group in _by_codes(one, cells)]
        return [{product.target: group[coded[0].target], **group} for group in found]
    if not all(name.isdigit() for name in product.names):
        return []
    names = frozenset(product.names)
    of_rows, of_columns = any(c.slot.row.padded for c in cells), any(c.slot.padded for c in cells)
    plain = all(len(name) > 1 for name in names)  # 12=11÷10×100 has no zero to be printed
    rows = (
        not lines_are_units(cells)
        and names <= {c.slot.row.code for c in cells}
        and (plain or product.printed.padded == of_rows)
    )
    columns = (
        not columns_are_units(cells) and names <= {c.slot.code for c in cells} and product.printed.padded == of_columns
    )
    if rows == columns:
        return []
    name_of = (lambda c: c.slot.row.code) if rows else (lambda c: c.slot.code)
    return _groups(cells, product.names, name_of, _of_column if rows else _of_line)


def lines_are_units(cells: list[Filled]) -> bool:
    """Whether cells of one column are of several units: the numbers of such lines stand in no relation."""
    return _parted(((cell.slot.table, cell.slot.column), cell.unit) for cell in cells)


def columns_are_units(cells: list[Filled]) -> bool:
    """Whether cells of one line are of several units: nor do the numbers of such columns."""
    return _parted(((cell.slot.table, cell.slot.number), cell.unit) for cell in cells)


def _parted(owners: Iterable[tuple[tuple[int, int], str]]) -> bool:
    units: dict[tuple[int, int], set[str]] = defaultdict(set)
    for at, unit in owners:
        units[at].add(unit)
    return any(len(found) > 1 for found in units.values())


def _instance(product: Product, terms: dict[str, Filled]) -> Instance:
    over = [(1, terms[name]) for name in product.over]
    return Instance(product, terms[product.target], (*over, *((-1, terms[name]) for name in product.under)))


def _of_column(cell: Filled) -> object:
    return tuple(clean(part) for part in cell.slot.path), cell.unit


def _below_a_heading(cell: Filled) -> object:
    return _of_line(cell), cell.slot.path[:-1]


def _of_line(cell: Filled) -> object:
    return cell.slot.table, cell.slot.block, cell.slot.number


def _groups(cells: list[Filled], names: tuple[str, ...], name_of: object, group_of: object) -> list[dict[str, Filled]]:
    groups: dict[object, dict[str, list[Filled]]] = defaultdict(lambda: defaultdict(list))
    for cell in cells:
        if (name := name_of(cell)) in names:  # type: ignore[operator]
            groups[group_of(cell)][name].append(cell)  # type: ignore[operator]
    near = [_under_one_heading(group, names[0]) for group in groups.values() if set(group) == set(names)]
    whole = [group for group in near if all(len(found) == 1 for found in group.values())]
    return [{name: found[0] for name, found in group.items()} for group in whole]


def _under_one_heading(group: dict[str, list[Filled]], target: str) -> dict[str, list[Filled]]:
    """The terms of a product; of columns called alike (已参保人数, and under 上年同期) those beside the target."""
    if len(group[target]) != 1:
        return group
    over = group[target][0].slot.path[:-1]
    beside = {name: [c for c in found if c.slot.path[:-1] == over] for name, found in group.items()}
    return {name: found if len(found) == 1 else beside[name] for name, found in group.items()}


def _by_words(product: Product, cells: list[Filled], tokens: dict[str, frozenset[str]]) -> list[dict[str, Filled]]:
    """Where a term says in its own order what a column and the headings over it say (65岁以上签约人数 for 65岁以上
    under 重点人群签约), in a line of that column and the others."""

    def named(cell: Filled) -> str:
        last = bare(cell.slot.path[-1]) if cell.slot.path else ""
        return last if last in tokens else next((n for n, said in tokens.items() if said == cell.asked.required), "")

    return _groups(cells, product.names, named, _of_line) if all(tokens.values()) else []


def _about(product: Product, cells: list[Filled]) -> list[dict[str, Filled]]:
    """办结率=办结÷受理×100% where lines tell of what: 信访事项办结率, 受理信访事项, below it 其中：办结."""
    found = []
    for target in cells:
        label = bare(target.slot.row.label)
        subject = label.removesuffix(product.target)
        if not subject or subject == label:
            continue
        column = [c for c in cells if _of_column(c) == _of_column(target) and c.slot.table == target.slot.table]
        terms = {
            name: [c for c in column if c is not target and _tells(c, subject, name)] for name in product.names[1:]
        }
        if all(len(group) == 1 for group in terms.values()):
            found.append({product.target: target, **{name: group[0] for name, group in terms.items()}})
    return found


def _begun_alike(product: Product, cells: list[Filled]) -> list[dict[str, Filled]]:
    """疫苗接种率=实种÷应种×100% where the lines are 疫苗接种率, 疫苗实种, 疫苗应种: one each."""
    found = []
    for target in (c for c in cells if bare(c.slot.row.label) == product.target):
        column = [c for c in cells if _of_column(c) == _of_column(target) and c.slot.table == target.slot.table]
        terms = {name: [c for c in column if _ends_so(c, name, product.target)] for name in product.names[1:]}
        if all(len(group) == 1 for group in terms.values()):
            found.append({product.target: target, **{name: group[0] for name, group in terms.items()}})
    return found


def _ends_so(cell: Filled, name: str, target: str) -> bool:
    """Whether a line's label is a term, behind the words with which the target's label begins."""
    label = bare(cell.slot.row.label)
    first = label.removesuffix(name)
    return label == name or (first != label and len(first) > 1 and target.startswith(first))


def _tells(cell: Filled, subject: str, name: str) -> bool:
    """Whether a line counts just the subject's `name`: 受理信访事项, or 办结 as a part of it."""
    label = wording(bare(cell.slot.row.label)).text
    if label == name:
        above = cell.slot.row.above
        return bool(above) and subject in bare(above[-1].label) and not above[-1].heading
    return label in (subject + name, name + subject)


@lru_cache(maxsize=16384)
def bare(label: str) -> str:
    """A label without its number and what stands in brackets."""
    return ranged(re.sub(r"\(.*?\)", "", numbered(clean(label))[1]))


def unbracketed(names: list[str]) -> list[str]:
    """A relation's terms as `bare` has the labels that they name, unless brackets are what tells two of them apart.

    >>> unbracketed(["资产合计", "牲畜(禽)资产"]), unbracketed(["户数(农业)", "户数(非农)"])
    (['资产合计', '牲畜资产'], ['户数(农业)', '户数(非农)'])
    """
    told = [re.sub(r"(?<=\w)\([^()\d]*\)", "", name) for name in names]
    return told if len(set(told)) == len(set(names)) else names


_RUN = re.compile(r"(?<!\d)(0?)(\d{1,2})\+(0?)(\d{1,2})\+?(?:…+|\.{3,}|⋯+|···+)\+?(0?)(\d{1,2})(?!\d)")
"""01+02+…+07."""


def unfolded(text: str) -> str:
    """A sum with all its terms: 01+02+…+05, and 01至05之和, as 01+02+03+04+05.

    >>> unfolded("08=01+02+…+05"), unfolded("01行=02行至04行之和")
    ('08=01+02+03+04+05', '01行=02行+03行+04行')
    """
    text = re.sub(words()["sum_of_run"], _run, text)
    return _RUN.sub(lambda found: _terms(found) or found[0], text)


def _run(found: re.Match[str]) -> str:
    first, last = int(found[2]), int(found[4])
    return "+".join(f"{n:02d}{found[3]}" if found[1] else f"{n}{found[3]}" for n in range(first, last + 1))


def _terms(found: re.Match[str]) -> str:
    first, second, last = (int(found[n]) for n in (2, 4, 6))
    if second != first + 1 or last <= second:
        return ""
    return "+".join(f"{n:02d}" if found[1] else str(n) for n in range(first, last + 1))


def ranged(text: str) -> str:
    """A text in which no sign of a range of months reads as a minus: 1-9月累计÷年度目标."""
    return re.sub(words()["months_joined"], "—", text)


def number_of(cell: Filled) -> Fraction | None:
    value = cell.verdict.value
    return value if cell.verdict.known and isinstance(value, Fraction) else None


def derived(value: Fraction, parts: list[Filled], name: str) -> Verdict:
    facts = tuple(sorted({f for c in parts for f in c.verdict.facts}, key=lambda fact: fact.line))
    confidence = min((c.verdict.confidence for c in parts), default=0.0)
    return Verdict("derived", value, (), facts, name, confidence)


def with_decimals(made: Instance, kept: dict[str, int | None]) -> Instance:
    """A product by numbers of lines with the decimals that a note in words keeps of what it gives."""
    places, told = kept.get(bare(made.target.slot.row.label)), made.product.printed
    if places is None or told.decimals is not None:
        return made
    return replace(made, product=replace(made.product, printed=replace(told, decimals=places)))


def multiply(one: Instance) -> bool:
    """Fill the one term that is missing. A share gives no figure back: it is rounded."""
    terms = [(-1, one.target), *one.factors]
    missing = [(sign, cell) for sign, cell in terms if not cell.verdict.known]
    if len(missing) != 1 or missing[0][1].verdict.status not in ("unknown", "stale"):
        return False
    sign, cell = missing[0]
    if cell is not one.target and _is_share(one.target):
        return False
    value = _scale(one)
    for power, other in terms:
        number = number_of(other) if other is not cell else Fraction(1)
        if number is None or (not number and power != -sign):
            return False
        value *= number if power == 1 else 1 / number
    value = value if sign == -1 else 1 / value
    if cell is one.target and one.product.printed.decimals is not None:
        value = Fraction(round(value, one.product.printed.decimals))
    cell.verdict = derived(value, [c for _, c in terms if c is not cell], one.product.printed.text)
    return True


def rounded(one: Instance, decimals: int | None) -> Instance:
    """A share with the decimals that a note keeps of all shares, where its own relation keeps none."""
    if decimals is None or one.product.printed.decimals is not None or not _is_share(one.target):
        return one
    return replace(one, product=replace(one.product, printed=replace(one.product.printed, decimals=decimals)))


def _is_share(cell: Filled) -> bool:
    return cell.asked.measure is not None and cell.asked.measure.dimension == "part"


_HEADS = ("people", "household")


def _scale(one: Instance) -> Fraction:
    """What the product of the terms is multiplied by: from their measures where these tell all, else as printed."""
    measures = [(sign, cell.asked.measure) for sign, cell in one.factors]
    target = one.target.asked.measure
    if target is None or any(unit is None for _, unit in measures):
        return one.product.constant
    parts: Counter[str] = Counter()
    factor = Fraction(1)
    for sign, unit in measures:
        if unit is not None:
            factor *= unit.factor**sign
            parts.update(_dimensions(unit, sign))
    parts.subtract(_dimensions(target, 1) if target.dimension != "part" else {})
    per_head = one.product.constant == 1 and all(parts[kind] <= 0 for kind in _HEADS)  # 人均分红（元）
    if any(times for kind, times in parts.items() if not (per_head and kind in _HEADS)):
        return one.product.constant
    each = _each(one.target) if per_head and not target.dimension.partition("/")[2] else 1
    return factor / target.factor * (100 if target.dimension == "part" else each)


def _each(cell: Filled) -> int:
    """To how many a figure is told where a label says so and its measure does not: 每万人有效发明专利（件）."""
    each = re.compile(words()["for_each"])
    found = each.search(clean(cell.slot.row.label)) or each.search("".join(map(clean, cell.slot.path)))
    return int(words()["multiples"].get(found[1], 1)) if found else 1


def _dimensions(unit: Measure, sign: int) -> Counter[str]:
    """mass/area with -1 → {mass: -1, area: 1}."""
    upper, _, lower = unit.dimension.partition("/")
    found: Counter[str] = Counter({upper: sign})
    if lower:
        found[lower] -= sign
    return found


_TELLS = 20
"""A rounding by one part in so many is one to reckon with."""


def lost_in_rounding(value: Fraction, others: list[Filled]) -> bool:
    """Whether one figure is rounded by whole units, another told to the unit, and what is left of both is so little
    that the rounding tells in it (0.56万人 less 4832人)."""
    grains = [cell.verdict.grain for cell in others]
    return max(grains, default=0) > 1 > min(grains, default=0) and max(grains) * _TELLS > abs(value)


def of_several_days(target: Filled, others: list[tuple[int, Filled]]) -> bool:
    """Whether the latest figures of several days stand around what is missing: no difference of them is of any day."""
    return target.asked.when == When() and len({cell.verdict.as_of for _, cell in others}) > 1
