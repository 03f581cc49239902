"""Every page that each role finds by following links, at the desk and on the phone: whole, accessible, without errors.

One address of a kind is opened for each role (numbers in paths count as one kind); axe-core is asked once for each kind
and width, of whichever role comes first to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.office import DESK, PHONE, ROLES, Desk, Office
from tests.tables import first_of_all

MOST_PAGES = 120
_FILES = re.compile(r"\.(ics|xlsx|docx|json|html|zip|csv|svg)$|/original/$|/read/$|/docs/?$")
_SAME = ("period", "baseline", "unit", "day", "actor", "subject", "before", "after", "q", "page", "state", "line",
         "issuer", "issuer_level", "month", "side", "figure", "exact", "check", "next")  # fmt: skip
"""Parameters whose value, or absence, makes no other kind of page."""


def kind(address: str) -> str | None:
    """The kind of page; None for what is no page of ours to look at."""
    parts = urlsplit(address)
    told = dict(parse_qsl(parts.query))
    if "as" in told or _FILES.search(parts.path):
        return None
    more = sorted(name for name in told if name not in _SAME)
    figure = re.sub(r"/[a-z]+\.[a-z_]+/", "/FIGURE/", parts.path)
    return re.sub(r"\d+", "N", figure) + ("?" + "&".join(more) if more else "")


def links(desk: Desk) -> list[str]:
    found = desk.page.locator("a[href]").evaluate_all("all => all.map(one => one.href.split('#')[0])")
    return [one.removeprefix(desk.office.address) for one in found if one.startswith(desk.office.address + "/")]


def walk(desk: Desk) -> Iterator[str]:
    """Open one page of each kind, in the order in which one finds them; the kind of each."""
    seen: set[str] = set()
    waiting = ["/", "/account/"]
    while waiting:
        path = waiting.pop(0)
        if kind(path) in (None, *seen):
            continue
        seen.add(str(kind(path)))
        desk.open(path)
        led = str(kind(desk.page.url.removeprefix(desk.office.address)))
        if led == kind(path) or led not in seen:
            seen.add(led)
            yield led
            waiting += links(desk)


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_a_role_is_whole_and_accessible(browser: Browser, office: Office, role: str) -> None:
    desk = Desk.at(browser, office, role)
    troubles = [trouble for size in (DESK, PHONE) for trouble in desk.troubles(size, ask_axe=role == ROLES[0])]
    desk.end_tour()
    for number, page_kind in enumerate(walk(desk)):
        for size in (DESK, PHONE):
            troubles += desk.troubles(size, ask_axe=first_of_all(f"axe {page_kind} {size}"))
        assert number < MOST_PAGES, "more kinds of pages than this test walks"
    desk.context.close()
    assert not troubles + desk.wrong
    assert number >= 2


@pytest.mark.parametrize("language", ["zh-Hant", "en"])
def test_pages_hold_in_other_languages_and_in_large_type(browser: Browser, office: Office, language: str) -> None:
    desk = Desk.at(browser, office, "supervisor", PHONE)
    desk.end_tour()
    desk.context.add_cookies([{"name": "songbang-language", "value": language, "url": office.address}])
    troubles = []
    for path in ("/overview/", "/overview/documents.received/", "/rows/?figure=documents.received", "/imports/"):
        desk.open(path)
        assert desk.page.locator("html").get_attribute("lang") == language
        desk.page.evaluate("document.body.classList.add('large')")
        for size in (DESK, PHONE):
            troubles += desk.troubles(size, ask_axe=False)
    desk.context.close()
    assert not troubles + desk.wrong


def test_pages_read_without_javascript(browser: Browser, office: Office) -> None:
    desk = Desk.at(browser, office, "supervisor", PHONE, java_script_enabled=False)
    page = desk.open("/overview/")
    expect(page.locator(".site-menu a").first).to_be_visible()
    expect(page.locator("#table-where")).to_be_visible()
    desk.follow(page.locator(".tour button.on"))
    expect(page.locator(".tour-at")).to_be_visible()
    page.locator("#months-documents summary").click()
    expect(page.locator("#table-months-documents")).to_be_visible()
    desk.context.close()


def test_the_overview_prints_without_the_furniture_of_a_screen(browser: Browser, office: Office) -> None:
    desk = Desk.at(browser, office, "supervisor")
    page = desk.open("/overview/")
    page.emulate_media(media="print")
    for hidden in (".site-head", ".tour", ".on-page", ".chart"):
        expect(page.locator(hidden).first, hidden).to_be_hidden()
    expect(page.locator("#table-where")).to_be_visible()
    expect(page.locator("#table-months-documents")).to_be_visible()
    desk.context.close()
