"""A section chief opens report.html from disk, asks where a figure comes from, and finds the row in the register.

What each part of the page does by itself is tested in tests/core/reporting/test_html_in_browser.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from python_calamine import CalamineWorkbook

from tests.browser.conftest import Demo

DESK = (1280, 900)
PHONE = (390, 844)
MOST_BYTES = 250_000
"""Of a screenshot: pictures are downloaded by everyone who clones."""
Open = Callable[[tuple[int, int]], Page]


@pytest.fixture
def opened(browser: Browser, demo: Demo) -> Iterator[Open]:
    """Opens the report in a window of (width, height)."""
    pages: list[Page] = []

    def open_report(size: tuple[int, int]) -> Page:
        page = browser.new_page(viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
        pages.append(page)
        page.goto(demo.address)
        return page

    yield open_report
    for page in pages:
        page.close()


def _open_documents(page: Page, demo: Demo) -> None:
    """Click, in the first section, the number of documents received."""
    value = str(demo.whole("documents.received")["value"])
    page.locator("section").first.locator("button.figure", has_text=re.compile(f"^{value}$")).first.click()
    page.locator("#panel").wait_for()


def _picture(page: Page, to: Path) -> None:
    page.screenshot(path=to)
    assert 10_000 < to.stat().st_size < MOST_BYTES


def test_the_page_says_whose_report_it_is_and_has_the_three_parts(opened: Open, pictures: Path) -> None:
    page = opened(DESK)
    assert page.title() == "关于南湖区2019年1—7月基层减负情况的督查报告"
    parts = page.locator("article h2:not(.appendix h2):not(#notes)").all_inner_texts()
    assert [part[:2] for part in parts] == ["一、", "二、", "三、"]
    _picture(page, pictures / "report-1280.png")


def test_a_figure_tells_its_value_and_how_many_rows_it_counts(opened: Open, demo: Demo, pictures: Path) -> None:
    page, figure = opened(DESK), demo.whole("documents.received")
    _open_documents(page, demo)
    assert page.locator("#panel-value").inner_text() == str(figure["value"])
    assert page.locator("#panel-baseline").inner_text() == str(figure["baseline"])
    assert page.locator("#tab-rows-count").inner_text().strip("（）() ") == str(len(figure["rows"]))
    _picture(page, pictures / "figure-1280.png")


def test_the_row_stands_in_the_register_where_the_panel_says(opened: Open, demo: Demo) -> None:
    page = opened(DESK)
    _open_documents(page, demo)
    page.fill("#panel-search", "余新镇 xls")
    row = page.locator("#panel-rows tr").first
    file, sheet, line, name = (row.locator(f"td.{key}").inner_text() for key in ("file", "sheet", "line", "name"))
    book = CalamineWorkbook.from_path(str(demo.registers / file))
    cells = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)[int(re.sub(r"\D", "", line)) - 1]
    assert name in [str(cell).strip() for cell in cells]


def test_on_a_phone_the_panel_fills_the_window_and_nothing_is_cut_off(opened: Open, demo: Demo, pictures: Path) -> None:
    page = opened(PHONE)
    _picture(page, pictures / "report-390.png")
    _open_documents(page, demo)
    box = page.locator("#panel").bounding_box()
    assert box
    assert (box["x"], box["width"]) == (0, PHONE[0])
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
    cut_off = page.locator("#panel-rows td").evaluate_all(
        "cells => cells.filter(c => c.getBoundingClientRect().right > innerWidth).length"
    )
    assert cut_off == 0
    row = page.locator("#panel-rows tr").first
    expect(row.locator("td.file")).to_be_visible()
    expect(row.locator("td.line")).to_be_visible()
    page.locator("#panel-close").click()
    expect(page.locator("#panel")).to_be_hidden()


def test_it_prints_on_a4_without_the_furniture_of_a_screen(opened: Open) -> None:
    page = opened(DESK)
    _printed_by_the_browser(page)
    page.emulate_media(media="print")
    expect(page.locator(".contents")).to_be_hidden()
    expect(page.locator("button.toggle").first).to_be_hidden()
    expect(page.locator("table.grid").last).to_be_visible()


def _printed_by_the_browser(page: Page) -> None:
    paper = page.pdf(prefer_css_page_size=True)
    sizes = set(re.findall(rb"/MediaBox \[0 0 (\d+)[.\d]* (\d+)", paper))
    assert sizes <= {(b"594", b"841"), (b"595", b"842"), (b"595", b"841"), (b"594", b"842")}, "not A4"
    assert sizes
    assert 5 <= len(re.findall(rb"/Type /Page\b", paper)) <= 40
