"""A telephone without a line: what was given waits, the page opens all the same, nothing is lost and nothing twice."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.browser.office import PHONE, Desk, Office

FIRST, SECOND = "机耕路塌方1.jpg", "机耕路塌方2.jpg"

ANSWER_LOST_ONCE = """
const real = window.fetch;
window.fetch = async (...asked) => {
    const answer = await real(...asked);
    if (localStorage.getItem("lost")) return answer;
    localStorage.setItem("lost", "yes");
    throw new TypeError("the line is gone");
};
"""
"""The office takes the first file in, and its answer never arrives: the telephone must send it again."""


def given(page: Page, title: str) -> int:
    return page.locator(".list-group-item", has_text=title).count()


def test_evidence_waits_for_a_line_and_comes_once(browser: Browser, office: Office, tmp_path: Path) -> None:
    desk = Desk.at(browser, office, "village", PHONE)
    desk.end_tour()
    page = desk.open("/ledger/phone/")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    page.wait_for_function("() => caches.match('/ledger/phone/').then(Boolean)")
    for name in (FIRST, SECOND):
        (tmp_path / name).write_bytes(b"\xff\xd8\xff" + name.encode())
    desk.context.set_offline(True)
    page.set_input_files("#files", [tmp_path / FIRST, tmp_path / SECOND])
    page.fill("#place", "村东")
    page.get_by_role("button", name="放入").click()
    state = page.locator("[data-state]")
    expect(state).to_contain_text("2 件存在手机里")
    expect(page.locator("[data-waiting] li")).to_have_count(2)
    page.goto(office / "/ledger/phone/")
    expect(state).to_contain_text("2 件存在手机里")
    page.add_init_script(ANSWER_LOST_ONCE)
    desk.context.set_offline(False)
    page.goto(office / "/ledger/phone/")
    expect(state).to_contain_text("2 件存在手机里")
    page.reload()
    expect(page.locator(".list-group-item", has_text="机耕路塌方2")).to_be_visible()
    expect(page.locator("[data-waiting] li")).to_have_count(0)
    assert (given(page, "机耕路塌方1"), given(page, "机耕路塌方2")) == (1, 1)

    page.fill("#title", "x")
    page.evaluate("() => { document.querySelector('#effective_on').type = 'text'; }")
    page.fill("#effective_on", "昨天")
    page.get_by_role("button", name="放入").click()
    expect(page.locator("[data-waiting] li")).to_contain_text("日期没写对")
    page.get_by_role("button", name="不发了").click()
    expect(page.locator("[data-waiting] li")).to_have_count(0)
    assert not [one for one in desk.wrong if "400" not in one and "ERR_INTERNET_DISCONNECTED" not in one]
    desk.context.close()
