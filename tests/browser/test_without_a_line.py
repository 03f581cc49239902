"""A telephone without a line: what was given waits, the page opens all the same, nothing is lost and nothing twice."""

from __future__ import annotations

import re
import warnings
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, expect

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


KEPT = """async () => {
    const kept = [];
    for (const name of await caches.keys())
        for (const request of await (await caches.open(name)).keys()) kept.push(`${name} ${request.url}`);
    return kept;
}"""


def open_again(desk: Desk, path: str) -> None:
    """Open a page without a line, a second time where Chromium refuses the first and says nothing of why.

    That was seen once in some hundred runs (net::ERR_FAILED); what the worker held then goes to the warnings.
    """
    try:
        desk.page.goto(desk.office / path)
    except Error as refused:
        held = [worker.evaluate(KEPT) for worker in desk.context.service_workers]
        warnings.warn(f"{refused.message.splitlines()[0]}; kept: {held}", stacklevel=2)
        desk.page.goto(desk.office / path)


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
    page.add_init_script(ANSWER_LOST_ONCE)
    open_again(desk, "/ledger/phone/")
    expect(state).to_contain_text("2 件存在手机里")
    desk.context.set_offline(False)  # the open page hears of the line, and sends by itself
    page.wait_for_function("() => localStorage.getItem('lost')")  # the first was taken in, and its answer lost
    expect(state).to_contain_text("2 件存在手机里")
    page.reload()
    expect(page.locator(".list-group-item", has_text="机耕路塌方2")).to_be_visible(timeout=20_000)
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


def test_two_of_a_team_change_one_finding_without_a_line(browser: Browser, office: Office) -> None:
    """Both write on what they saw; the first that has a line again is heard, the second keeps the words, with why."""
    first, second = (Desk.at(browser, office, "supervisor", PHONE) for _ in range(2))
    first.end_tour()
    page = first.open("/campaigns/")
    first.follow(page.locator("td a").first)
    expect(page).to_have_url(re.compile(r"/campaigns/\d+/$"))
    if page.get_by_role("button", name="出发").count():
        first.follow(page.get_by_role("button", name="出发"))
    first.follow(page.locator("td a").first)
    page.fill("#text", "仍要求纸质台账")
    page.get_by_role("button", name="记下").click()
    expect(page.locator("section", has_text="仍要求纸质台账")).to_be_visible()
    other = second.open(page.url.removeprefix(office.address))
    for desk, words in ((first, "先写的"), (second, "后写的")):
        desk.context.set_offline(True)
        desk.page.locator("summary", has_text="修改").click()
        desk.page.locator("details textarea").fill(words)
        desk.page.locator("details button", has_text="保存").click()
        expect(desk.page.locator("[data-waiting] li")).to_contain_text(words)
    first.context.set_offline(False)
    expect(page.locator("section", has_text="先写的")).to_be_visible()
    second.context.set_offline(False)
    expect(other.locator("[data-waiting] li")).to_contain_text("后写的：")
    expect(other.get_by_role("button", name="再发")).to_be_visible()
    other.reload()
    expect(other.locator("section", has_text="先写的")).to_be_visible()
    expect(other.locator("[data-waiting] li")).to_contain_text("后写的")
    for desk in (first, second):
        desk.context.close()
