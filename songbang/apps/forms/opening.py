"""The process that opens departments' workbooks: `python -m songbang.apps.forms.opening`. Without Django or database.

Its jobs (`intake.room`): `grids`, what a template says, cell by cell, as JSON; `one`, the template with values in it;
`sheets`, a copy of its sheets for each unit. Limits of memory and time are set before a file is opened.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from songbang.apps.intake.serving import serve
from songbang.core.errors import Unreadable
from songbang.core.filling.books import beyond_cells, load_template
from songbang.core.filling.grid import grid_json, grids_of
from songbang.core.filling.returning import put_in, sheets_for

MOST_CELLS = 2_000_000
"""Rows times columns of a sheet. A form has thousands."""


def read_job(job: Mapping[str, Any]) -> str:
    """Do one job; what was made lies in its `out` folder. Raises `Unreadable`."""
    path, out, wanted = Path(job["path"]), Path(job["out"]), str(job["wanted"])
    try:
        book = load_template(path)
    except Unreadable as error:
        raise type(error)(error.code, **{**error.parameters, "file": job["shown"]}) from error
    if wanted == "grids":
        if any(sheet.max_row * sheet.max_column > MOST_CELLS for sheet in book.worksheets):
            raise Unreadable("file.too_hard", file=job["shown"])
        told = {"grids": [grid_json(grid) for grid in grids_of(book)], "left_behind": beyond_cells(path)}
        (out / "grids.json").write_text(json.dumps(told, ensure_ascii=False), "utf-8")
        return wanted
    if wanted == "sheets":
        sheets_for(book, [(unit, [tuple(cell) for cell in cells]) for unit, cells in job["units"]])
    else:
        put_in(book, [tuple(cell) for cell in job["cells"]])
    book.save(out / "filled.xlsx")
    return wanted


if __name__ == "__main__":
    serve(read_job)
