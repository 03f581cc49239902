"""Opens a template so that its layout stays: xlsx as it is, a legacy xls rebuilt cell by cell."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import xlrd  # type: ignore[import-untyped]
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from songbang.core import extents
from songbang.core.errors import SongbangError, Unreadable

MOST_UNPACKED = 300 * 2**20
_DRAWING = re.compile(r"xl/drawings/drawing\d+\.xml")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BORDERS = {1: "thin", 2: "medium", 3: "dashed", 4: "dotted", 5: "thick", 6: "double", 7: "hair"}
_ACROSS = {1: "left", 2: "center", 3: "right", 4: "fill", 5: "justify", 6: "centerContinuous", 7: "distributed"}
_DOWN = {0: "top", 1: "center", 2: "bottom", 3: "justify", 4: "distributed"}


def load_template(path: Path) -> Workbook:
    """The template as an openpyxl workbook.

    Raises `Unreadable` ("file.password", "file.not_a_workbook", "file.damaged", "file.zip_bomb",
    "file.too_many_cells", "file.too_much_text").
    """
    content = path.read_bytes()
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        if _ENCRYPTED in content:
            raise Unreadable("file.password", file=path.name)
        _check_extent(path, lambda: extents.check_legacy(content, extents.FORM))
        return _legacy(path)
    if not zipfile.is_zipfile(path):
        raise Unreadable("file.not_a_workbook", file=path.name, looks_like=path.suffix.lstrip(".") or "?")
    try:
        _check_size(path)
        _check_extent(path, lambda: extents.check_packed(content, extents.FORM))
        # A workbook's macros are left behind: what comes back is an .xlsx, which may hold none.
        return openpyxl.load_workbook(path)
    except SongbangError:
        raise
    except Exception as error:  # a foreign parser: what it raises of broken files has no end
        raise Unreadable("file.damaged", file=path.name, reason=str(error)) from error


def _check_size(path: Path) -> None:
    """A small file that unpacks to a huge one is not opened, nor one that declares entities."""
    with zipfile.ZipFile(path) as parts:
        unpacked = sum(entry.file_size for entry in parts.infolist())
        if unpacked > MOST_UNPACKED:
            raise Unreadable("file.zip_bomb", file=path.name, megabytes=unpacked // 2**20)
        for entry in parts.infolist():
            with parts.open(entry) as part:
                if entry.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in part.read(2000):
                    raise Unreadable("file.xml_bomb", file=path.name)


def _check_extent(path: Path, check: Callable[[], None]) -> None:
    """A small file that becomes millions of cells is not opened either."""
    try:
        check()
    except Unreadable as error:
        raise type(error)(error.code, file=path.name, **error.parameters) from error


def _legacy(path: Path) -> Workbook:
    try:
        book = xlrd.open_workbook(str(path), formatting_info=True)
    except xlrd.XLRDError as error:
        if "encrypt" in str(error).lower():
            raise Unreadable("file.password", file=path.name) from error
        raise Unreadable("file.damaged", file=path.name, reason=str(error)) from error
    except Exception as error:  # the same
        raise Unreadable("file.damaged", file=path.name, reason=str(error)) from error
    try:
        return _rebuilt(book)
    except Exception as error:  # cells are read when they are asked for
        raise Unreadable("file.damaged", file=path.name, reason=str(error)) from error


def _rebuilt(book: Any) -> Workbook:
    made = Workbook()
    made.remove(made.worksheets[0])
    for sheet in book.sheets():
        _copy_sheet(book, sheet, made.create_sheet(sheet.name[:31]))
    _print_areas(book, made)
    return made


def _copy_sheet(book: Any, source: Any, target: Worksheet) -> None:
    styles: dict[int, dict[str, Any]] = {}
    for row in range(source.nrows):
        for column in range(source.row_len(row)):
            found = source.cell(row, column)
            if found.ctype == xlrd.XL_CELL_EMPTY:  # the file has no such cell: neither a value nor a look of its own
                continue
            cell = target.cell(row + 1, column + 1)
            value = _value(book, found)
            if value is not None:
                cell.value = value
            if found.xf_index not in styles:
                styles[found.xf_index] = _style(book, found.xf_index)
            for name, part in styles[found.xf_index].items():
                setattr(cell, name, part)
    for top, bottom, left, right in source.merged_cells:
        target.merge_cells(start_row=top + 1, end_row=bottom, start_column=left + 1, end_column=right)
    _sizes(source, target)


def _value(book: Any, cell: Any) -> Any:
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR):
        return None
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return xlrd.xldate_as_datetime(cell.value, book.datemode)
        except (ValueError, OverflowError):
            return cell.value
    if cell.ctype == xlrd.XL_CELL_NUMBER and float(cell.value).is_integer():
        return int(cell.value)
    return cell.value


def _style(book: Any, index: int) -> dict[str, Any]:
    form = book.xf_list[index]
    font = book.font_list[form.font_index]
    known = book.format_map.get(form.format_key)
    style: dict[str, Any] = {
        "font": Font(name=font.name, size=font.height / 20, bold=bool(font.bold), italic=bool(font.italic),
                     underline="single" if font.underline_type else None, color=_colour(book, font.colour_index)),
        "alignment": Alignment(
            horizontal=_ACROSS.get(form.alignment.hor_align), vertical=_DOWN.get(form.alignment.vert_align),
            wrap_text=bool(form.alignment.text_wrapped), indent=form.alignment.indent_level,
        ),
        "border": _border(form.border),
    }  # fmt: skip
    if known and known.format_str:
        style["number_format"] = known.format_str
    fill = _colour(book, form.background.pattern_colour_index)
    if form.background.fill_pattern == 1 and fill:
        style["fill"] = PatternFill("solid", fgColor=fill)
    return style


def _colour(book: Any, index: int) -> str | None:
    parts = book.colour_map.get(index)
    return "".join(f"{part:02X}" for part in parts) if parts else None


def _border(found: Any) -> Border:
    sides = {
        name: Side(style=_BORDERS.get(getattr(found, f"{name}_line_style"), "thin"))  # type: ignore[arg-type]
        for name in ("left", "right", "top", "bottom")
        if getattr(found, f"{name}_line_style")
    }
    return Border(**sides)  # type: ignore[arg-type]


def _sizes(source: Any, target: Worksheet) -> None:
    for column, info in source.colinfo_map.items():
        if column < max(source.ncols, 1):
            target.column_dimensions[get_column_letter(column + 1)].width = info.width / 256
            target.column_dimensions[get_column_letter(column + 1)].hidden = bool(info.hidden)
    for row, info in source.rowinfo_map.items():
        if info.has_default_height == 0 or info.height_mismatch:
            target.row_dimensions[row + 1].height = info.height / 20
        target.row_dimensions[row + 1].hidden = bool(info.hidden)
    target.sheet_view.showGridLines = bool(source.show_grid_lines)
    target.sheet_state = ("visible", "hidden", "veryHidden")[source.visibility]
    if source.panes_are_frozen and (source.horz_split_pos or source.vert_split_pos):
        target.freeze_panes = f"{get_column_letter(source.vert_split_pos + 1)}{source.horz_split_pos + 1}"
    for first, *_ in source.horizontal_page_breaks:
        target.row_breaks.append(Break(id=first))


def _print_areas(book: Any, made: Workbook) -> None:
    for name in book.name_obj_list:
        if name.name.endswith("Print_Area") or name.name == "\x06":
            try:
                area = name.area2d()
            except (xlrd.XLRDError, IndexError, AttributeError):
                continue
            sheet, top, bottom, left, right = area
            corner = f"{get_column_letter(left + 1)}{top + 1}:{get_column_letter(right)}{bottom}"
            made.worksheets[sheet.number].print_area = corner


def beyond_cells(path: Path) -> list[str]:
    """What does not come back of a workbook: "macros", "shapes" (text boxes, buttons), "links"; [] for an xls."""
    if not zipfile.is_zipfile(path):
        return []
    with zipfile.ZipFile(path) as parts:
        names = parts.namelist()
        drawings = [parts.read(name) for name in names if _DRAWING.fullmatch(name)]
    shapes = any(b"<xdr:sp " in found or b"<xdr:sp>" in found for found in drawings)
    controls = any(name.startswith(("xl/ctrlProps/", "xl/activeX/")) for name in names)
    found = {
        "macros": "xl/vbaProject.bin" in names,
        "shapes": shapes or controls,
        "links": any(name.startswith("xl/externalLinks/") for name in names),
    }
    return [name for name, there in found.items() if there]
