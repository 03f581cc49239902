"""Counts: from rows, units and what matching found to the figures of the report, each with the rows behind it.

Figures are Ibis expressions over the wide table (`registers.ROW_SCHEMA`), run in-process on DuckDB here and unchanged
on any other Ibis backend. Reading values out of cells is `reading`'s job, deciding which documents are one
`matching`'s, words are `reporting`'s.

>>> from datetime import date
>>> from songbang.core.calendar import Period
>>> from songbang.core.registers import Row, rows_table
>>> from songbang.core.units import Unit
>>> def receipt(line_no, day):
...     return Row(f"收文.csv##{line_no}", "收文.csv", "", line_no, "documents", "330402103", day, "通知")
>>> rows = rows_table([receipt(2, date(2018, 3, 1)), receipt(3, date(2019, 3, 1)), receipt(4, date(2019, 3, 2))])
>>> figures = measure(
...     rows, PLACEMENT_SCHEMA.empty_table(), [Unit("330402103", "新丰镇", "town", cadres=98)],
...     period=Period.parse("2019-01:2019-07"), baseline=Period.parse("2018-01:2018-07"), minutes=TimeTable.load())
>>> [(f.id, f.scope, f.value, f.baseline, f.change) for f in figures[:2]]
[('documents.received', {}, 2, 1, 1.0), ('documents.received', {'unit': '330402103'}, 2, 1, 1.0)]
"""

from songbang.core.measuring.definitions import FIGURE_IDS
from songbang.core.measuring.figures import Figure, as_json, digest_of
from songbang.core.measuring.measure import PLACEMENT_SCHEMA, Pairs, count_pairs, measure, measure_on, monthly
from songbang.core.measuring.timetable import ENTRY_NAMES, TimeTable

__all__ = [
    "ENTRY_NAMES",
    "FIGURE_IDS",
    "PLACEMENT_SCHEMA",
    "Figure",
    "Pairs",
    "TimeTable",
    "as_json",
    "count_pairs",
    "digest_of",
    "measure",
    "measure_on",
    "monthly",
]
