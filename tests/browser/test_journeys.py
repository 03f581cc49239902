"""The main tasks by keyboard alone: from log-in to the cell of the file; from a file to what counts; my week; the tour.

The docs' pictures of the office are taken here.
"""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from songbang.ui import clock
from tests.apps.intake.making import workbook
from tests.browser.office import DESK, PHONE, Desk, Office

MOST_BYTES = 250_000
TOWN_FILE = (
    ("编号", "到件", "哪里来的", "字号", "文件标题"),
    (1, "2019-08-01", "区民政局", "南民〔2019〕41号", "关于做好困境儿童走访工作的通知"),
    (2, "2019-08-05", "市卫生健康委", "嘉卫〔2019〕48号", "关于开展健康素养监测的通知"),
    (3, "2019-08-09", "区应急管理局", "南应急〔2019〕43号", "关于印发防汛应急预案的通知"),
)
"""A register whose headers nobody knows: the reader goes by what the columns hold, and the town says so for good."""


def picture(page: Page, to: Path, *, whole: bool = False) -> None:
    page.screenshot(path=to, full_page=whole)
    assert 10_000 < to.stat().st_size < MOST_BYTES


def test_from_log_in_to_the_cell_by_keyboard(browser: Browser, office: Office) -> None:
    desk = Desk.at(browser, office, "")
    page = desk.open("/log-in/")
    desk.go(page.locator("form:has([value='demo-supervisor']) button"))
    expect(page).to_have_url(re.compile("/overview/"))
    desk.go(page.locator(".tour [data-escapes]"))
    desk.reach(page.locator(".skip"), 3)
    page.keyboard.press("Enter")
    desk.go(page.locator(".tile .subheader a"))
    expect(page.locator("h1")).to_have_text("收文")
    desk.go(page.locator(".big a"))
    expect(page).to_have_url(re.compile("/rows/"))
    name = page.locator("td.wide a").first
    title = name.inner_text()
    desk.go(name)
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator(".source-cells tr.marked").first).to_be_visible()
    expect(page.locator(".source-cells")).to_contain_text(title)
    assert not desk.wrong
    desk.context.close()


def test_a_picture_of_the_overview_for_the_docs(browser: Browser, office: Office, pictures: Path) -> None:
    desk = Desk.at(browser, office, "supervisor")
    desk.end_tour()
    page = desk.open("/overview/")
    page.set_viewport_size({"width": DESK[0], "height": 1100})
    picture(page, pictures / "office-overview-1280.png")
    desk.context.close()


def test_a_file_is_brought_settled_and_counted_by_keyboard(
    browser: Browser, office: Office, pictures: Path, tmp_path: Path
) -> None:
    file = tmp_path / "八月收文.xlsx"
    file.write_bytes(workbook(TOWN_FILE, "收文"))
    desk = Desk.at(browser, office, "town")
    desk.end_tour()
    page = desk.open("/imports/")
    desk.reach(page.locator("#files"))
    page.set_input_files("#files", file)  # what the window of the system, which opens on Enter, would do
    desk.press(page.locator("form[data-upload] button[type=submit]"))
    desk.go(page.locator("a.file-name", has_text="八月收文"))
    settling = page.locator("details summary", has_text="认得不对").last
    settling.wait_for()
    picture(page, pictures / "office-import-1280.png")
    desk.press(settling)
    for name, value in (("register", "documents"), ("column-B", "day"), ("column-D", "number")):
        _choose(desk, page, name, value)
    desk.go(page.locator("form[action$='/settle/'] button"))
    page.locator("form[action$='/accept/'] button").wait_for()
    desk.go(page.locator("form[action$='/accept/'] button"))
    expect(page.locator("form[action$='/undo/']")).to_be_visible()
    assert not desk.wrong
    page.once("dialog", lambda asked: asked.accept())
    desk.go(page.locator("form[action$='/undo/'] button"))
    expect(page.locator("form[action$='/undo/']")).to_have_count(0)
    desk.context.close()


def _choose(desk: Desk, page: Page, name: str, value: str) -> None:
    field = page.locator(f"form[action$='/settle/'] select[name='{name}']").first
    desk.reach(field, 200)
    page.keyboard.press("Home")
    for _ in range(field.locator("option").count()):
        if field.input_value() == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{value} is not among the choices of {name}")


def test_a_whole_folder_is_dropped_and_its_progress_told(browser: Browser, office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "九月" / "东栅街道"
    folder.mkdir(parents=True)
    (folder / "收文.xlsx").write_bytes(
        workbook((("序号", "收文日期", "来文单位", "来文字号", "文件标题"), *TOWN_FILE[1:]))
    )
    (folder / "照片.txt").write_text("不是台账", "utf-8")
    desk = Desk.at(browser, office, "town")
    page = desk.open("/imports/")
    page.evaluate("""() => { window.said = []; new MutationObserver(() =>
        window.said.push(document.querySelector("[data-list]").innerText)).observe(
        document.querySelector("[data-list]"), {childList: true, subtree: true, characterData: true}); }""")
    box = page.locator("[data-drop]").bounding_box()
    assert box
    session = desk.context.new_cdp_session(page)
    at = {"x": box["x"] + 40, "y": box["y"] + 20}
    given = {"items": [], "files": [str(tmp_path / "九月")], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        session.send("Input.dispatchDragEvent", {"type": kind, **at, "data": given})
    page.locator("a.file-name", has_text="收文.xlsx").first.wait_for()
    expect(page.locator("#imports")).to_contain_text("东栅街道")
    desk.context.close()
    assert not desk.wrong


def test_dragging_an_entry_shows_the_cost_and_moves_nothing_before_it_is_confirmed(
    browser: Browser, office: Office
) -> None:
    desk = Desk.at(browser, office, "supervisor")
    desk.end_tour()
    page = desk.open("/agenda/")
    block = page.locator("[data-week] [data-try]").first
    name, was = block.get_attribute("title") or "", block.get_attribute("class")
    block.drag_to(page.locator("[data-day]").nth(3), target_position={"x": 30, "y": 12})
    tried = page.locator("#drop-panel #tried")
    expect(tried).to_contain_text(name)
    expect(tried.locator("ul.reasons, .alert").first).to_be_visible()
    page.reload()
    expect(page.locator("[data-week] [data-try]").first).to_have_attribute("class", was or "")
    desk.open(f"/agenda/?day={clock.today() + timedelta(days=7)}")
    undated = page.locator("a.undated-item[data-try]").first
    undated.drag_to(page.locator("[data-day]").nth(3), target_position={"x": 30, "y": 12})
    expect(tried).to_contain_text(undated.locator("strong").inner_text())
    desk.follow(tried.locator("form[action$='/decide/'] button, a.btn").first)
    expect(page).to_have_url(re.compile(r"/agenda/\d+/"))
    assert not desk.wrong
    desk.context.close()


def test_my_week_by_keyboard(browser: Browser, office: Office, pictures: Path) -> None:
    desk = Desk.at(browser, office, "village", PHONE)
    page = desk.page
    desk.go(page.locator(".tour [data-escapes]"))
    desk.open("/week/")
    expect(page.locator(".day-item").first).to_be_visible()
    picture(page, pictures / "office-week-390.png")
    desk.press(page.locator("#feed button"))
    expect(page.locator("#feed-address")).to_have_value(re.compile(r"^http.*/week/.*\.ics$"))
    assert not desk.wrong
    desk.context.close()


@pytest.mark.parametrize("role", ["supervisor", "village"])
def test_the_tour_is_walked_by_keyboard_to_its_end(browser: Browser, office: Office, role: str) -> None:
    desk = Desk.at(browser, office, role)
    page = desk.page
    steps = 0
    while not page.locator(".tour form[action]:has(button[formaction])").count():
        desk.go(page.locator(".tour button.on"))
        page.locator(".tour-at").wait_for()
        steps += 1
        assert steps < 12
    desk.go(page.locator(".tour button[formaction]"))
    expect(page).to_have_url(re.compile("/log-in/"))
    assert steps >= 4
    assert not desk.wrong
    desk.context.close()


def test_a_menu_group_opens_and_closes_by_keyboard(browser: Browser, office: Office) -> None:
    desk = Desk.at(browser, office, "supervisor")
    desk.end_tour()
    page = desk.page
    group = page.locator(".site-menu .menu-group summary").first
    desk.press(group)
    expect(page.locator(".site-menu details[open] a").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".site-menu details[open]")).to_have_count(0)
    assert group.evaluate("one => one === document.activeElement")
    desk.context.close()
