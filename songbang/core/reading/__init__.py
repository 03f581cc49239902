"""Files as they lie on a clerk's disk → sheets → registers → typed rows, with a reason for every step.

`formats` turns a file into a `Book` (sheets, cells, merged ranges), whatever its format. `regions` finds which part of
a sheet is a register and of which kind, `columns` which column is what. `rows` turns its rows into `registers.Row`s or
rejects; `reader` keeps account of every row. Not this package's job: counting rows, comparing documents.

>>> from songbang.core.reading.dates import read_day
>>> read_day("二〇一九年七月三日").day.isoformat()
'2019-07-03'
>>> read_day("2月30日", year=2019).trouble
'impossible'
"""
