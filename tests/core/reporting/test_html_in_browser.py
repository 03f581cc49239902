"""The page in a real browser: figures open their rows by mouse and keyboard, nothing is fetched, nothing overflows."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from songbang.core.reporting.html import FigureRows, RowDetail, render_html
from tests.core.reporting.sample_report import ALL, ONE, sample_report

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    details: dict[str, RowDetail] = {}
    for at in range(450):
        day = f"2019-0{at % 7 + 1}-{at % 28 + 1:02d}"
        details[f"#{at}"] = ("收文登记.xlsx", "", at + 2, "新丰镇", day, f"关于第{at}项工作的通知</script><b>")
    ids = list(details)
    figures = {
        ALL: FigureRows(412, 398, 0.0352, True, "", ids, ids[:3]),
        ONE: FigureRows(102, None, None, False, "2018年台账缺失", ids[:9], ()),
    }
    file: Path = tmp_path_factory.mktemp("page") / "report.html"
    file.write_text(render_html(sample_report(), rows=figures, row_details=details), "utf-8")
    return file.as_uri()


@pytest.fixture(params=[(1280, 900), (390, 844)], ids=["desk", "phone"])
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    width, height = request.param
    opened = browser.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
    trouble: list[str] = []
    opened.on("console", lambda message: trouble.append(message.text))
    opened.on("pageerror", lambda error: trouble.append(str(error)))
    opened.on("request", lambda asked: trouble.append(asked.url) if asked.url != address else None)
    opened.goto(address)
    yield opened
    opened.close()
    assert trouble == []


def test_enter_opens_the_rows_and_escape_gives_the_focus_back(page: Page) -> None:
    page.locator("button.figure").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#panel-title").inner_text() == ["一是总量不降", "1—7月共收到文件412份"][1]
    assert page.locator("#panel-value").inner_text() == "412"
    assert page.locator("#panel-change").inner_text() == "+3.5%"
    assert page.locator("#panel-rows tr").count() == 200
    assert page.locator("#page-place").inner_text() == "第 1 页，共 3 页"
    page.keyboard.press("Escape")
    assert not page.locator("#panel").is_visible()
    assert page.evaluate("document.activeElement.textContent") == "412"


def test_a_derived_number_says_how_it_follows_and_shows_no_other_numbers(page: Page) -> None:
    page.get_by_role("button", name="3.5%").first.click()
    assert page.locator("#panel-follows").inner_text() == "3.5% ≈ 412 ÷ 398 − 1"
    assert not page.locator("#panel-numbers").is_visible()
    assert page.locator("#panel-filtered").inner_text() == "下列登记行不含：新丰镇"
    assert page.locator("#panel-empty").is_visible(), "all its rows are of the unit that is left out"
    page.keyboard.press("Escape")
    page.get_by_role("button", name="412").first.click()
    assert not page.locator("#panel-follows").is_visible() and page.locator("#panel-numbers").is_visible()
    assert page.locator("#panel-change").inner_text() == "+3.5%"
    assert page.locator("#panel-rows td.sheet").first.inner_text() == "—（CSV）"


def test_no_stop_begins_a_line_and_months_stay_together(page: Page) -> None:
    tops = page.evaluate(
        """() => [...document.querySelectorAll(".tied")].map((each) => each.getClientRects().length
            && new Set([...each.getClientRects()].map((box) => Math.round(box.top / 20))).size)"""
    )
    assert tops and set(tops) == {1}


def test_contents_open_on_request_where_they_stand_above(page: Page) -> None:
    phone = page.viewport_size["width"] == 390
    assert page.locator(".contents ol").is_visible() is not phone
    if phone:
        page.locator(".contents summary").click()
        assert page.locator(".contents ol").is_visible()


def test_rows_are_paged_searched_and_compared(page: Page) -> None:
    page.locator("button.figure").first.click()
    page.locator("#page-next").click()
    page.locator("#page-next").click()
    assert page.locator("#panel-rows tr").count() == 50
    page.fill("#panel-search", "第44项 新丰")
    assert page.locator("#panel-count").inner_text() == "筛出 1 行，共 450 行"
    assert page.locator("#panel-rows td.name").inner_text() == "关于第44项工作的通知</script><b>"
    page.locator("#tab-rows").focus()
    page.keyboard.press("ArrowRight")
    page.fill("#panel-search", "")
    assert page.locator("#panel-rows tr").count() == 3
    page.focus("#panel-search")
    page.keyboard.press("Escape")
    assert not page.locator("#panel").is_visible()


def test_a_figure_that_cannot_be_compared_says_why(page: Page) -> None:
    page.locator("td button.figure").first.click()
    assert page.locator("#panel-title").inner_text() == "新丰镇 · 收文（份）"
    assert page.locator("#panel-verdict").inner_text() == "不作比较：2018年台账缺失"
    assert page.locator("#panel-baseline").inner_text() == "台账未载明"


def test_charts_are_drawn_and_nothing_is_wider_than_the_window(page: Page) -> None:
    for chart in page.locator("[data-chart]").all():
        chart.scroll_into_view_if_needed()
        chart.locator("canvas").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == page.viewport_size["width"]
    page.locator(".toggle").first.click()
    assert page.locator(".chart-table").first.is_visible()


def test_paper_shows_tables_for_charts_and_no_panels(page: Page) -> None:
    page.emulate_media(media="print")
    assert page.locator(".chart-table").first.is_visible()
    assert not page.locator(".canvas").first.is_visible()
    assert not page.locator(".contents").is_visible()
