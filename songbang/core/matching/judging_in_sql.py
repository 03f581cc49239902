"""What is seen of candidates as SQL, for an engine that spreads its work over machines: the same cases as `evidence`.

Values that meet (cores of two titles, their figures, two 机关代字, two issuers) are asked for once each and compared
here; the answers go there as small tables. Numbers, days and all else in which rows differ are compared there, pair by
pair, and a case comes back for every pair that may be related. A test holds these against the cases found here.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa

from songbang.core.matching.evidence import DIFFERENT, EQUAL, MISSING, PART, SLIP, Cases, Evidence, limits
from songbang.core.matching.identities import ONE, UNKNOWN, Identities
from songbang.core.matching.joins import Flags, Ints, distinct, packed
from songbang.core.matching.verdicts import days

Columns = dict[str, np.ndarray]
Ask = Callable[[str], pa.Table]
Put = Callable[[str, Columns], str]
"""Keeps columns under a name where every worker reads them, and tells how SQL names them."""


def cases_in_sql(ask: Ask, put: Put, seen: Evidence) -> Cases:
    """As `Evidence.cases`."""
    pairs = {"nth": np.arange(seen.a.size), "a": seen.a, "b": seen.b}
    names = {"pairs": put("pairs", pairs), "lines": put("lines", _lines(seen))}
    met = ask(_MET.format(**names))
    answers = _answers(seen, *(_column(met, name) for name in ("kind", "x", "y", "way")))
    names |= {name: put(name, columns) for name, columns in answers.items()}
    found = ask(_SEEN.format(**names, **_expressions(seen)))
    at, title, rest = (_column(found, name) for name in ("nth", "title", "rest"))
    order = np.argsort(at)
    return at[order], packed((distinct(title)[2], 0), (rest, int(rest.max(initial=0)) + 1))[order]


def _column(table: pa.Table, name: str) -> Ints:
    return np.asarray(table.column(name).to_numpy(), dtype=np.int64)


def _lines(seen: Evidence) -> Columns:
    """A line a row: what is compared there as it is, and the places of what is compared here."""
    rows, values, numbers = seen.rows, seen.values, seen.rows.numbers
    code, year, serial = (column[rows.number] for column in (numbers.code, numbers.year, numbers.serial))
    common = _flags([seen.known_issuers.common(core) for core in rows.cores])[rows.core]
    crowded = _flags([seen.known_issuers.many_bear(one) for one in numbers.codes])[code] & (rows.number > 0)
    digits = packed((year, 0), (np.maximum(serial, 0), 100_000)).tolist()
    flags = {
        "tells": rows.tells & ~rows.relays, "cut": rows.cut, "bears": rows.number > 0,
        "whole": numbers.whole[rows.number], "common": common, "crowded": crowded,
    }  # fmt: skip
    return {
        "place": np.arange(len(rows)), "core": rows.core, "figure": values.figures_of_title[rows.title],
        "form": values.forms_of_title[0][rows.title], "code": code, "year": year, "serial": serial,
        "digits": np.array([f"{one:09d}" for one in digits], dtype=object), "issuer": rows.issuer, "day": rows.day,
        "length": sum((serial >= 10**at).astype(np.int64) for at in range(1, 5)) + np.zeros(len(rows), dtype=np.int64),
        "received": rows.received, "issued": rows.issued, "channel": rows.channel,
        **{name: column.astype(np.int64) for name, column in flags.items()},
    }  # fmt: skip


def _flags(told: list[bool]) -> Flags:
    return np.array(told, dtype=np.bool_)


_CORES, _NUMBERED, _FIGURES, _CODES, _ISSUERS = range(5)


def _answers(seen: Evidence, kind: Ints, x: Ints, y: Ints, way: Ints) -> dict[str, Columns]:
    """What is said of every two values that met; `_NUMBERED` are cores of rows that bear one number."""

    def met(which: int) -> tuple[Ints, Ints, Ints]:
        some = kind == which
        return x[some], y[some], way[some]

    values, found = seen.values, {}
    one, two, ways = met(_CORES)
    wording = values.wording(one, two, ways)
    cut = values.cut[wording].astype(np.int64)
    found["cores"] = {"x": one, "y": two, "way": ways, "wording": wording, "ends": cut}
    one, two, _ = met(_NUMBERED)
    found["further"] = {"x": one, "y": two, "wording": values.further(one, two)}
    one, two, _ = met(_FIGURES)
    whole, ends = (values.figures(one, two, np.full(one.size, end)) for end in (False, True))
    found["figures"] = {"x": one, "y": two, "whole": whole, "ends": ends}
    one, two, _ = met(_CODES)
    asked = {"parts": values.parts, "slips": values.typed_alike, "strangers": values.strangers}
    found["codes"] = {"x": one, "y": two, **{name: ask(one, two).astype(np.int64) for name, ask in asked.items()}}
    one, two, _ = met(_ISSUERS)
    found["issuers"] = {"x": one, "y": two, "identity": Identities(seen.rows, seen.known_issuers).of(one, two)}
    return found


def _expressions(seen: Evidence) -> dict[str, str]:
    """Those parts of the SQL that depend on the rules' limits or on what was found."""
    told = limits().tolist()
    beyond = " + ".join(f"CASE WHEN apart > {limit} THEN 1 ELSE 0 END" for limit in told)
    digits = " + ".join(
        f"CASE WHEN SUBSTR(x.digits, {at}, 1) = SUBSTR(y.digits, {at}, 1) THEN 0 ELSE 1 END" for at in range(1, 10)
    )
    shown = [
        ("CASE WHEN ends = 1 THEN figures_cut ELSE figures END", 3), ("number", 5),
        ("either", 2), ("whole", 2), ("issuer", 4),
        (f"CASE WHEN issuer = {UNKNOWN} THEN common + 2 * crowded + 4 * strangers ELSE 0 END", 8),
        (f"CASE WHEN apart < 0 THEN {len(told) + 1} ELSE {beyond} END", len(told) + 2), ("in_order", 3),
        ("issued_apart", 2), ("one_channel", 2),
    ]  # fmt: skip
    rest = "0"
    for column, many in shown:
        rest = f"({rest}) * {many} + ({column})"
    forms, wordings = seen.values.forms_of_title[1], len(seen.values.wordings)
    title = f"(form_x * {forms} + form_y) * {wordings} + wording"
    return {"digits": f"({digits})", "rest": rest, "title": title, "issued": str(days("issued"))}


_PAIRS = """
FROM {pairs} p JOIN {lines} x ON x.place = p.a JOIN {lines} y ON y.place = p.b
"""
_PLAIN = "WHERE x.tells = 1 AND y.tells = 1"

_MET = f"""
SELECT DISTINCT {_CORES} AS kind, x.core AS x, y.core AS y, x.cut * 2 + y.cut AS way {_PAIRS}
{_PLAIN} AND x.core <> y.core
UNION ALL SELECT DISTINCT {_NUMBERED}, x.core, y.core, 0 {_PAIRS}
{_PLAIN} AND x.core <> y.core AND x.code > 0 AND x.code = y.code AND x.year = y.year AND x.serial = y.serial
UNION ALL SELECT DISTINCT {_FIGURES}, x.figure, y.figure, 0 {_PAIRS} {_PLAIN} AND x.figure <> y.figure
UNION ALL SELECT DISTINCT {_CODES}, x.code, y.code, 0 {_PAIRS}
{_PLAIN} AND x.bears = 1 AND y.bears = 1 AND x.code <> y.code
UNION ALL SELECT DISTINCT {_ISSUERS}, LEAST(x.issuer, y.issuer), GREATEST(x.issuer, y.issuer), 0 {_PAIRS}
{_PLAIN} AND x.issuer > 0 AND y.issuer > 0 AND x.issuer <> y.issuer
"""
"""Every two values that meet in a pair, once."""

_SEEN = f"""
SELECT nth, {{title}} AS title, {{rest}} AS rest FROM (
  SELECT seen.*, CASE WHEN near = 0 AND number = {EQUAL} AND issuer = {ONE} THEN far ELSE near END AS wording FROM (
    SELECT
      p.nth, x.form AS form_x, y.form AS form_y,
      CASE WHEN x.core = y.core THEN 1 ELSE c.wording END AS near,
      CASE WHEN x.core = y.core THEN 0 ELSE c.ends END AS ends,
      COALESCE(f.wording, 0) AS far,
      CASE WHEN x.figure = y.figure THEN 0 ELSE g.whole END AS figures,
      CASE WHEN x.figure = y.figure THEN 0 ELSE g.ends END AS figures_cut,
      CASE
        WHEN x.bears = 0 OR y.bears = 0 THEN {MISSING}
        WHEN x.serial = y.serial AND (x.year = y.year OR x.year = 0 OR y.year = 0) AND (x.code = y.code OR k.parts = 1)
        THEN CASE WHEN x.code = y.code AND x.year = y.year AND x.code > 0 THEN {EQUAL} ELSE {PART} END
        WHEN (x.code = y.code OR k.parts = 1) AND x.year > 0 AND y.year > 0 AND x.length = y.length AND {{digits}} = 1
        THEN {SLIP}
        WHEN x.serial = y.serial AND x.year = y.year AND k.slips = 1 THEN {SLIP}
        ELSE {DIFFERENT}
      END AS number,
      CASE WHEN x.bears = 1 OR y.bears = 1 THEN 1 ELSE 0 END AS either, x.whole AS whole,
      CASE
        WHEN x.issuer = 0 OR y.issuer = 0 THEN {UNKNOWN} WHEN x.issuer = y.issuer THEN {ONE} ELSE i.identity
      END AS issuer,
      x.common AS common, x.crowded AS crowded, COALESCE(k.strangers, 0) AS strangers,
      CASE
        WHEN x.received > 0 AND y.received > 0 THEN ABS(x.received - y.received)
        WHEN x.issued > 0 AND y.issued > 0 THEN ABS(x.issued - y.issued) ELSE -1
      END AS apart,
      CASE WHEN x.day = 0 OR y.day = 0 OR x.day = y.day THEN 0 WHEN x.day > y.day THEN 1 ELSE 2 END AS in_order,
      CASE WHEN x.issued > 0 AND y.issued > 0 AND ABS(x.issued - y.issued) > {{issued}} THEN 1 ELSE 0
      END AS issued_apart,
      CASE WHEN x.channel > 0 AND x.channel = y.channel THEN 1 ELSE 0 END AS one_channel
    {_PAIRS}
    LEFT JOIN {{cores}} c ON c.x = x.core AND c.y = y.core AND c.way = x.cut * 2 + y.cut
    LEFT JOIN {{further}} f ON f.x = x.core AND f.y = y.core
    LEFT JOIN {{figures}} g ON g.x = x.figure AND g.y = y.figure
    LEFT JOIN {{codes}} k ON k.x = x.code AND k.y = y.code
    LEFT JOIN {{issuers}} i ON i.x = LEAST(x.issuer, y.issuer) AND i.y = GREATEST(x.issuer, y.issuer)
    {_PLAIN}
  ) seen
) judged WHERE wording > 0
"""
"""What is seen of each pair, then its case as two numbers."""
