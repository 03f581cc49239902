"""The office in a real browser: a demo home made once, the server on it, and pages that know whether they are whole.

`Desk` is a browser context logged in as one role. It gathers what a page does wrong while one works on it: messages of
the console, what the content policy refused, requests that failed; and asks axe-core about accessibility.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page

from tests.conftest import ROOT
from tests.tables import made_once

DESK, PHONE = (1280, 900), (390, 844)
ROLES = ("village", "town", "department", "approver", "supervisor", "administrator", "auditor")
PASSWORD = "songbang-demo"
GRAVE = ("serious", "critical")
_AXE = ROOT / "tests" / "vendor" / "axe-core" / "axe.min.js"
_ASK_AXE = """() => axe.run(
    {exclude: [["tbody tr:nth-child(n+11)"]]}, {resultTypes: ["violations"], preload: false}
).then(found => found.violations
    .filter(one => ["serious", "critical"].includes(one.impact))
    .map(one => `${one.id}: ${one.nodes.slice(0, 3).map(node => node.target.join(" ")).join(" | ")}`))"""
"""Of a table its first ten rows: the others are made like them, and each costs as much."""
_OVERFLOW = """() => [...document.querySelectorAll("main *, header *")].filter(one => {
    const box = one.getBoundingClientRect();
    if (!box.width || box.right <= innerWidth + 1 || getComputedStyle(one).position === "absolute") return false;
    for (let up = one.parentElement; up; up = up.parentElement)
        if (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(up).overflowX)) return false;
    return true;
}).slice(0, 3).map(one => `${one.tagName}.${one.className}`)"""
"""Elements that reach past the window and lie in nothing that scrolls by itself."""


@dataclass(frozen=True)
class Office:
    """The site with the sample district, and where it answers."""

    address: str
    home: Path

    def __truediv__(self, path: str) -> str:
        return f"{self.address}{path}"


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SONGBANG_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return {**kept, "SONGBANG_HOME": str(home), "SONGBANG_DEMO": "1"}


def start(home: Path, log: Path) -> tuple[Office, subprocess.Popen[bytes]]:
    """Put a demo into `home` and serve it with its worker; the caller ends the process."""
    shutil.copytree(made_once("demo", _make_demo), home)
    songbang = str(Path(sys.executable).with_name("songbang"))
    port = free_port()
    with log.open("wb") as told:
        command = [songbang, "serve", "--no-input", "--port", str(port)]
        process = subprocess.Popen(command, env=environment(home), stdout=told, stderr=subprocess.STDOUT)
    office = Office(f"http://127.0.0.1:{port}", home)
    for _ in range(300):
        assert process.poll() is None, log.read_text("utf-8")
        if _answers(office / "/log-in/"):
            return office, process
        time.sleep(0.1)
    process.terminate()
    raise AssertionError(f"the site did not start in 30 s: {log.read_text('utf-8')}")


def _make_demo(home: Path) -> None:
    songbang = str(Path(sys.executable).with_name("songbang"))
    made = subprocess.run([songbang, "demo", "--home", home, "--quiet"], env=environment(home), capture_output=True)
    assert made.returncode == 0, made.stderr.decode()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5):
            return True
    except (urllib.error.URLError, OSError):
        return False


@cache
def axe() -> str:
    return _AXE.read_text("utf-8")


@dataclass
class Desk:
    """One person at the office, logged in as `role` ("" for nobody)."""

    office: Office
    role: str
    context: BrowserContext
    page: Page
    wrong: list[str] = field(default_factory=list)

    @classmethod
    def at(cls, browser: Browser, office: Office, role: str, size: tuple[int, int] = DESK, **more: Any) -> Desk:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce", locale="zh-CN", **more
        )
        desk = cls(office, role, context, context.new_page())
        desk.page.on("console", lambda said: desk._note(f"console: {said.text}") if said.type == "error" else None)
        desk.page.on("pageerror", lambda error: desk._note(f"error: {error}"))
        desk.page.on("response", lambda got: desk._note(f"{got.status} {got.url}") if got.status >= 500 else None)
        if role:
            desk.open("/log-in/")
            desk.page.fill("#id_username", f"demo-{role}")
            desk.page.fill("#id_password", PASSWORD)
            desk.page.press("#id_password", "Enter")
            desk.page.wait_for_url(lambda address: "/log-in/" not in address)
        return desk

    def _note(self, what: str) -> None:
        self.wrong.append(f"{self.page.url}: {what}")

    def open(self, path: str) -> Page:
        """The page, with its figures computed where it lacked them."""
        self.page.goto(self.office / path)
        if self.page.locator(".spinner-border").count():
            self.follow(self.page.locator(".empty-step a.btn"))
        return self.page

    def follow(self, sought: Locator) -> None:
        """Click what leads to another page, and be there: a click alone returns while the old page still stands."""
        with self.page.expect_navigation():
            sought.click()

    def end_tour(self) -> None:
        self.follow(self.page.locator(".tour [data-escapes]"))

    def reach(self, sought: Locator, most: int = 80) -> None:
        """Go to an element by the Tab key alone, and see that the focus shows."""
        aim = sought.first
        for _ in range(most):
            if aim.evaluate("one => one === document.activeElement"):
                style = aim.evaluate("one => [getComputedStyle(one).outlineStyle, getComputedStyle(one).boxShadow]")
                assert style[0] != "none" or style[1] != "none", "the focus does not show"
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{most} times Tab on {self.page.url} did not reach {sought}")

    def press(self, sought: Locator, key: str = "Enter") -> None:
        self.reach(sought)
        self.page.keyboard.press(key)

    def go(self, sought: Locator) -> None:
        """`follow` by the keyboard alone."""
        self.reach(sought)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def troubles(self, size: tuple[int, int], *, ask_axe: bool) -> list[str]:
        """What is wrong with the page as it stands, at this width."""
        self.page.set_viewport_size({"width": size[0], "height": size[1]})
        path = self.page.url.removeprefix(self.office.address)
        where = f"{self.role} {size[0]} {path}"
        found = [f"{where}: reaches past the window: {one}" for one in self.page.evaluate(_OVERFLOW)]
        if ask_axe:
            if not self.page.evaluate("() => 'axe' in window"):
                self.page.evaluate(axe())
            found += [f"{where}: {one}" for one in self.page.evaluate(_ASK_AXE)]
        return found
