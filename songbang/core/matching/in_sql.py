"""Candidates as SQL, for an engine that spreads its work over machines: the same pairs as `candidates`.

What is read once however many rows bear it (titles, numbers, issuers, near titles) stays here; the rows and what grows
with them are joined by the engine. The engine is told and never sought: a function that takes SQL and gives a table
(`Ask`), and a folder that every worker reads. The SQL is plain enough for DuckDB and for Spark (Sail).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from songbang.core.matching.candidates import number_keys, stems_of
from songbang.core.matching.columns import Rows
from songbang.core.matching.evidence import Cases, Evidence
from songbang.core.matching.identities import Identities
from songbang.core.matching.joins import Ints
from songbang.core.matching.judging_in_sql import Ask, Columns, cases_in_sql
from songbang.core.matching.near_titles import near_titles
from songbang.core.matching.writing import table


@dataclass(frozen=True, slots=True)
class Engine:
    """`ask` runs SQL; `folder` is read by every worker; `read` makes a table of a Parquet file's path in its SQL."""

    ask: Ask
    folder: Path
    read: str = "parquet.`{path}`"

    def candidates(self, rows: Rows, identities: Identities) -> tuple[Ints, Ints]:
        """The pairs of rows that are to be compared, as `candidates.candidates` gives them."""
        bounds = table()["blocks"]
        names = {name: self._put(name, columns) for name, columns in _tables(rows).items()}
        met = self.ask(_STEMS.format(**names, **bounds) + _MET)
        one, two = (met.column(side).to_numpy().astype(np.int64) for side in ("a", "b"))
        alike = identities.may_be_one(one, two)
        names["one"] = self._put("one", {"a": one[alike], "b": two[alike]})
        found = self.ask((_STEMS + _BLOCKS).format(**names, **bounds, bucket=2 * bounds["window"]))
        pairs = [found.column(side).to_numpy().astype(np.int64) for side in ("a", "b")]
        order = np.lexsort((pairs[1], pairs[0]))
        return pairs[0][order], pairs[1][order]

    def cases(self, seen: Evidence) -> Cases:
        """The cases of pairs of rows, as `Evidence.cases` gives them."""
        return cases_in_sql(self.ask, self._put, seen)

    def _put(self, name: str, columns: Columns) -> str:
        path = self.folder / f"{name}.parquet"
        pq.write_table(pa.table(columns), path)
        return self.read.format(path=path)


def _tables(rows: Rows) -> dict[str, dict[str, Ints]]:
    """What is sent: a line a row (keys -1 where it has none), and the stems whose titles may be one."""
    stems = stems_of(rows)
    one, two = near_titles([rows.cores[at] for at in stems.core.tolist()], stems.group, stems.cut)
    key = number_keys(rows)
    size = int(key.max(initial=0)) + 1
    borne, passed = (
        np.where(key[number] >= 0, rows.group * size + key[number], -1) for number in (rows.number, rows.relayed)
    )
    sent = {
        "place": np.arange(len(rows)), "day": rows.day, "stem": stems.of_row, "issuer": rows.issuer,
        "region": rows.region[rows.issuer], "borne": borne, "passed": passed, "relays": rows.relays.astype(np.int64),
    }  # fmt: skip
    return {"rows": sent, "near": {"a": one, "b": two}}


_STEMS = """
WITH line AS (SELECT * FROM {rows}),
stem AS (
  SELECT stem, COUNT(*) AS many, COUNT(DISTINCT CASE WHEN region > 0 THEN region END) AS regions
  FROM line WHERE stem >= 0 GROUP BY stem
),
pair AS (
  SELECT stem AS a, stem AS b FROM stem WHERE many > 1 UNION ALL SELECT a, b FROM {near}
),
named AS (
  SELECT DISTINCT stem, issuer, CASE WHEN region > 0 THEN region ELSE -issuer END AS region
  FROM line WHERE stem >= 0 AND issuer > 0
),
issued AS (
  SELECT one.stem AS sa, one.issuer AS ia, two.stem AS sb, two.issuer AS ib
  FROM pair JOIN named one ON one.stem = pair.a JOIN named two ON two.stem = pair.b AND two.region = one.region
)
"""
"""Stems (rows of one title), which are paired, and the issuers that meet in a pair."""

_MET = "SELECT DISTINCT LEAST(ia, ib) AS a, GREATEST(ia, ib) AS b FROM issued WHERE ia <> ib"

_BLOCKS = """,
member AS (
  SELECT 0 AS kind, stem AS k, CAST(0 AS BIGINT) AS l, place, day FROM line WHERE stem >= 0
  UNION ALL SELECT 1, stem, 0, place, day FROM line WHERE stem >= 0 AND relays = 1
  UNION ALL SELECT 2, stem, 0, place, day FROM line WHERE stem >= 0 AND region = 0
  UNION ALL SELECT 3, stem, issuer, place, day FROM line WHERE stem >= 0 AND issuer > 0
  UNION ALL SELECT 4, borne, region, place, day FROM line WHERE borne >= 0 AND region > 0
  UNION ALL SELECT 5, borne, 0, place, day FROM line WHERE borne >= 0 AND region = 0
  UNION ALL SELECT 6, passed, 0, place, day FROM line WHERE passed >= 0
  UNION ALL SELECT 7, borne, 0, place, day FROM line WHERE borne >= 0
),
block AS (SELECT kind, k, l, COUNT(*) AS many FROM member GROUP BY kind, k, l),
either AS (SELECT a, b FROM pair UNION ALL SELECT b, a FROM pair),
open_ended AS (
  SELECT either.a, either.b FROM either JOIN stem one ON one.stem = either.a JOIN stem two ON two.stem = either.b
  WHERE one.regions <= {places} AND two.regions <= {places}
),
partner AS (
  SELECT 1 AS ka, a, CAST(0 AS BIGINT) AS la, 0 AS kb, b, CAST(0 AS BIGINT) AS lb FROM either
  UNION ALL SELECT 2, a, 0, 0, b, 0 FROM open_ended
  UNION ALL SELECT 3, sa, ia, 3, sb, ib FROM issued WHERE ia = ib
  UNION ALL SELECT 3, sa, ia, 3, sb, ib FROM issued JOIN {one} o ON o.a = LEAST(ia, ib) AND o.b = GREATEST(ia, ib)
  UNION ALL SELECT 4, k, l, 4, k, l FROM block WHERE kind = 4 AND many > 1
  UNION ALL SELECT kind, k, l, 7, k, 0 FROM block WHERE kind = 5 OR kind = 6
),
sized AS (
  SELECT p.ka, p.a, p.la, p.kb, p.b, p.lb, one.many AS ma, two.many AS mb
  FROM partner p JOIN block one ON one.kind = ka AND one.k = p.a AND one.l = la
  JOIN block two ON two.kind = kb AND two.k = p.b AND two.l = lb
),
small AS (
  SELECT x.place AS a, y.place AS b FROM sized s
  JOIN member x ON x.kind = s.ka AND x.k = s.a AND x.l = s.la
  JOIN member y ON y.kind = s.kb AND y.k = s.b AND y.l = s.lb WHERE s.ma * s.mb <= {product}
),
side AS (
  SELECT ka, a, la, kb, b, lb, ma <= mb AS few, ka AS kind, a AS k, la AS l FROM sized WHERE ma * mb > {product}
  UNION ALL SELECT ka, a, la, kb, b, lb, ma > mb, kb, b, lb FROM sized WHERE ma * mb > {product}
),
lined_up AS (
  SELECT ka, a, la, kb, b, lb, few, place, SUM(CASE WHEN few THEN 0 ELSE 1 END) OVER (
    PARTITION BY ka, a, la, kb, b, lb ORDER BY day, CASE WHEN few THEN 0 ELSE 1 END, place
    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
  ) AS nth
  FROM side JOIN member USING (kind, k, l)
),
asking AS (
  SELECT ka, a, la, kb, b, lb, place, nth, CAST(FLOOR(nth / {bucket}.0) AS BIGINT) + shift AS bucket FROM lined_up
  CROSS JOIN (SELECT -1 AS shift UNION ALL SELECT 0 UNION ALL SELECT 1) shifts WHERE few
),
asked AS (
  SELECT ka, a, la, kb, b, lb, place, nth - 1 AS nth, CAST(FLOOR((nth - 1) / {bucket}.0) AS BIGINT) AS bucket
  FROM lined_up WHERE NOT few
),
large AS (
  SELECT f.place AS a, m.place AS b FROM asking f JOIN asked m
  ON m.ka = f.ka AND m.a = f.a AND m.la = f.la AND m.kb = f.kb AND m.b = f.b AND m.lb = f.lb AND m.bucket = f.bucket
  WHERE m.nth >= f.nth - {window} AND m.nth < f.nth + {window}
)
SELECT DISTINCT LEAST(a, b) AS a, GREATEST(a, b) AS b
FROM (SELECT * FROM small UNION ALL SELECT * FROM large) found WHERE a <> b
"""
"""Blocks of rows and their partners; small ones each with each, of large ones each row with its neighbours by day."""
