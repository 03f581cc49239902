"""The expressions know no backend, and their number does not grow."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pytest
from ibis.backends.sql import compilers

from songbang.core.measuring import TimeTable, measure_on
from songbang.core.registers import Row, rows_table
from tests.core.measuring.making import BASELINE, PERIOD, STREET, TOWN, UNITS, VILLAGE, placements, row


def _asked(rows: list[Row], *, with_rows: bool) -> list[ir.Table]:
    """Every expression that was run to measure these rows."""
    backend, asked = ibis.duckdb.connect(), []

    def run(expression: ir.Table) -> pa.Table:
        asked.append(expression)
        return backend.to_pyarrow(expression)

    places = [(line, line.row, "i") for line in rows if line.register == "documents"]
    measure_on(
        run, ibis.memtable(rows_table(rows)), ibis.memtable(placements(*places)), UNITS,
        period=PERIOD, baseline=BASELINE, minutes=TimeTable.load(), with_rows=with_rows,
    )  # fmt: skip
    return asked


def _rows(units: tuple[str, ...], each: int) -> list[Row]:
    registers = ("documents", "meetings", "digital", "forms")
    return [row(register, unit=unit) for register in registers for unit in units for _ in range(each)]


@pytest.mark.parametrize("with_rows", [False, True])
def test_the_number_of_queries_grows_neither_with_rows_nor_with_units(with_rows: bool) -> None:
    few, many = _rows((TOWN,), 1), _rows((TOWN, STREET, VILLAGE), 20)
    assert len(_asked(few, with_rows=with_rows)) == len(_asked(many, with_rows=with_rows)) <= 25


@pytest.mark.parametrize("dialect", ["PySpark", "Postgres", "DataFusion", "DuckDB"])
def test_every_query_can_be_said_in_the_words_of_other_backends(dialect: str) -> None:
    compiler = getattr(compilers, f"{dialect}Compiler")()
    for expression in _asked(_rows((TOWN,), 1), with_rows=True):
        assert "SELECT" in compiler.to_sqlglot(expression.unbind()).sql()
