"""The door from end to end in a browser: a notice is dropped, corrected, filed, numbered, and checked by phone."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

from docx import Document
from playwright.sync_api import Browser, expect

from songbang.core.rules.workdays import decreed, is_working
from songbang.ui import clock
from tests.browser.office import PHONE, Desk, Office
from tests.browser.test_journeys import picture

MONDAY = 0


def _a_monday(today: date) -> date:
    """In two weeks or later, so that there is time enough to tell those who come; it is worked."""
    day = today + timedelta(days=14)
    while day.weekday() != MONDAY or (decreed(day) and not is_working(day)):
        day += timedelta(days=1)
    return day


def _notice(to: Path, village: str, held: date, today: date) -> None:
    said = [
        "松绑示范区农业农村局文件", f"示农〔{today.year}〕31号", "区农业农村局关于召开村级集体经济经验交流会的通知",
        f"{_committee(village)}：", "现将会议有关事项通知如下：",
        f"一、会议时间：{held.year}年{held.month}月{held.day}日上午8:30，会期约5小时。",
        "二、会议地点：区农业农村局301会议室。",
        f"三、参会人员：{village}党组织书记。", "区农业农村局", f"{today.year}年{today.month}月{today.day}日",
    ]  # fmt: skip
    document = Document()
    for line in said:
        document.add_paragraph(line)
    document.save(str(to))


def _committee(village: str) -> str:
    return f"{village}居民委员会" if village.endswith("社区") else f"{village}民委员会"


def _own_village(desk: Desk) -> str:
    said = re.search(r"(\S+(?:村|社区|居))\s*[·・•]", desk.page.locator("header").inner_text())
    assert said, "the head of the page names the unit"
    return said[1]


def _agree_to_all(desk: Desk, title: str) -> None:
    """The approver agrees to every step of the demand, one after another."""
    page = desk.open("/door/desk/")
    for _ in range(6):
        agree = page.get_by_role("button", name="同意", exact=True)
        cards = page.locator(".card", has=page.get_by_role("link", name=title)).filter(has=agree)
        if not cards.count():
            return
        desk.follow(cards.first.get_by_role("button", name="同意", exact=True))
    raise AssertionError("there is no end of steps")


def test_a_notice_is_dropped_corrected_filed_numbered_and_checked_on_a_phone(
    browser: Browser, office: Office, pictures: Path, tmp_path: Path
) -> None:
    phone = Desk.at(browser, office, "village")
    village, today = _own_village(phone), clock.today()
    phone.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    _notice(tmp_path / "通知.docx", village, _a_monday(today), today)

    secretary = Desk.at(browser, office, "department")
    secretary.end_tour()
    page = secretary.open("/door/")
    page.set_input_files("input[name=files]", tmp_path / "通知.docx")
    page.locator("form:has(input[name=files]) button").click()
    page.locator("#verdict .verdict").wait_for()
    expect(page.locator("#common-targets")).to_have_value(_committee(village))
    expect(page.locator("body")).to_contain_text("会期约5小时")  # the words that the minutes were read from
    expect(page.locator("#verdict")).to_contain_text("没有分组讨论的会议 300 分钟")
    picture(page, pictures / "door-draft-1280.png")
    page.fill("#meeting-duration_minutes", "60")
    expect(page.locator("#verdict")).not_to_contain_text("没有分组讨论的会议")
    expect(page.locator("#verdict .h2").first).to_have_text("需要报批（报备）")
    secretary.follow(page.get_by_role("button", name="提交", exact=True))
    expect(page.locator(".badge.state-passing").first).to_be_visible()
    address = page.url

    approver = Desk.at(browser, office, "approver")
    approver.end_tour()
    _agree_to_all(approver, "区农业农村局关于召开村级集体经济经验交流会的通知")

    page.goto(address)
    number = page.locator("strong.number").inner_text()
    secretary.follow(page.get_by_role("button", name="下发", exact=True))
    secretary.follow(page.get_by_role("link", name="打印单"))
    expect(page.locator("img.qr")).to_be_visible()
    slip = page.locator(".sheet .lines").text_content() or ""
    picture(page, pictures / "door-sheet-1280.png")

    for given in (number, slip):
        phone.open("/door/check/")
        phone.page.fill("#given", given)
        phone.follow(phone.page.get_by_role("button", name="核对", exact=True))
        expect(phone.page.locator("[role=status]")).to_contain_text("经验交流会")
        expect(phone.page.locator("[role=status] .h2")).to_contain_text("✓")
    picture(phone.page, pictures / "door-check-390.png")
    assert not phone.troubles(PHONE, ask_axe=True)
    phone.page.fill("#given", number[:-1] + ("A" if number[-1] != "A" else "B"))
    phone.follow(phone.page.get_by_role("button", name="核对", exact=True))
    expect(phone.page.locator("[role=status] .h2")).to_contain_text("✗")
    wrong = [*secretary.wrong, *approver.wrong, *phone.wrong]
    assert not wrong, wrong
    for desk in (secretary, approver, phone):
        desk.context.close()
