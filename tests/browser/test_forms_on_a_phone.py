"""A village clerk answers a form on the phone: a question a screen, checks while typing, without a line, handed in."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.browser.office import PHONE, Desk, Office

SLOW = 30_000
"""Milliseconds that a check may take on a busy machine."""


def _take_what_comes_near(page: Page, address: str) -> None:
    page.goto(address)
    near = page.get_by_role("button", name=re.compile("就是它")).first
    field = page.locator(f"#{near.get_attribute('data-into')}")
    near.click()
    expect(field).to_have_value(near.get_attribute("data-take") or "?")
    expect(page.locator("[data-told]")).to_contain_text("已保存", timeout=SLOW)
    page.reload()
    expect(field).to_have_value(near.get_attribute("data-take") or "?")


def test_a_form_is_answered_on_the_phone_also_without_a_line(browser: Browser, office: Office, tmp_path: Path) -> None:
    desk = Desk.at(browser, office, "village", PHONE)
    if desk.page.locator(".tour").count():
        desk.end_tour()
    page = desk.open("/forms/mine/")
    desk.follow(page.locator("a.paper, main a[href*='/forms/mine/']").filter(has_text="防汛").first)
    first = page.url
    page.screenshot(path=tmp_path / "list.png", full_page=True)
    troubles = desk.troubles(PHONE, ask_axe=True)
    desk.follow(page.get_by_role("link", name="一题一题填"))
    expect(page.locator(".question")).to_have_count(1)
    label = page.locator(".question .form-label").inner_text()
    page.locator(".question input").fill("3处")
    page.screenshot(path=tmp_path / "one.png", full_page=True)
    troubles += desk.troubles(PHONE, ask_axe=True)
    desk.follow(page.get_by_role("button", name="保存，下一题"))
    expect(page).to_have_url(re.compile(r"\?n=2$"))
    expect(page.locator(".question .form-label")).not_to_have_text(label)

    _take_what_comes_near(page, first)
    drivers = page.get_by_label(re.compile("能驾驶冲锋舟"))
    page.get_by_label("应急队员", exact=True).fill("4")
    drivers.fill("25")
    drivers.blur()
    expect(page.locator("#checks [role=alert]")).to_contain_text("应急队员", timeout=SLOW)
    expect(page.locator(".question [data-cells]")).to_have_count(2)
    page.screenshot(path=tmp_path / "checks.png", full_page=True)
    desk.context.set_offline(True)
    drivers.fill("2")
    drivers.blur()
    expect(page.locator("[data-told]")).to_contain_text("这台设备", timeout=SLOW)
    desk.context.set_offline(False)
    expect(page.locator("#checks [role=alert]")).to_have_count(0, timeout=SLOW)
    page.reload()
    expect(page.get_by_label(re.compile("能驾驶冲锋舟"))).to_have_value("2")

    page.locator("details > summary").filter(has_text="已经填好的").click()
    wrong = page.locator("tr", has=page.locator("td.key", has_text=re.compile(r"^\s*户籍人口\s*$")))
    wrong.locator("summary").click()
    wrong.get_by_role("textbox").fill("少了新迁入的一户")
    page.screenshot(path=tmp_path / "known.png", full_page=True)
    desk.follow(wrong.get_by_role("button"))
    expect(page.locator("main")).to_contain_text("少了新迁入的一户")
    for field in page.locator(".question input:enabled").all():
        if not field.input_value():
            field.fill("5")
    page.locator(".question select").select_option("否")
    desk.follow(page.get_by_role("button", name="交表"))
    expect(page.locator(".question input").first).to_be_disabled()
    expect(page.locator(".question select")).to_have_value("否")
    page.screenshot(path=tmp_path / "handed-in.png", full_page=True)
    assert not troubles
    # Without a line the browser itself says that the request failed.
    assert not [what for what in desk.wrong if "ERR_INTERNET_DISCONNECTED" not in what]
    desk.context.close()
