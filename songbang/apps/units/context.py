"""What every page's frame needs: standing, holdings, menu."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from songbang.apps.units.holding import Standing
from songbang.apps.units.queries import DEMO_PASSWORD, holdings_of
from songbang.core.words import LANGUAGES
from songbang.ui.middleware import language_of


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the menu: its address and label, the right it needs, its icon, and the group it stands under."""

    address: str
    label: str
    resource: str
    action: str
    icon: str
    group: str = ""


MENU: tuple[Entry, ...] = (
    Entry("insight:week", "week", "week", "view", "calendar"),
    Entry("insight:overview", "overview", "figures", "view", "chart"),
    # one door
    Entry("demands:demands", "demands", "demands", "view", "inbox", "door"),
    Entry("demands:asked", "asked", "deliveries", "view", "inbox", "door"),
    Entry("demands:desk", "desk", "approvals", "decide", "check", "door"),
    Entry("demands:plans", "annual_plans", "plans", "view", "calendar", "door"),
    Entry("demands:lists", "lists", "lists", "view", "filter", "door"),
    Entry("demands:rules", "rules", "rules", "view", "journal", "door"),
    Entry("demands:leads", "leads", "leads", "view", "search", "door"),
    Entry("demands:posts", "posts", "desks", "view", "users", "door"),
    Entry("demands:refusals", "refusals", "refusals", "view", "close", "door"),
    # one calendar
    Entry("agenda:week", "agenda", "agenda", "view", "calendar", "calendar"),
    Entry("agenda:plans", "plans", "agenda", "plan", "check", "calendar"),
    Entry("agenda:places", "agenda_places", "agenda", "places", "home", "calendar"),
    # one form
    Entry("forms:papers", "papers", "papers", "view", "edit", "form"),
    Entry("forms:templates", "templates", "forms", "view", "upload", "form"),
    Entry("forms:facts", "facts", "facts", "view", "check", "form"),
    Entry("forms:elements", "elements", "elements", "view", "tree", "form"),
    Entry("forms:uses", "uses", "uses", "view", "users", "form"),
    # one ledger
    Entry("evidence:ledger", "evidence", "evidence", "view", "file", "ledger"),
    Entry("evidence:assessments", "assessments", "assessments", "view", "check", "ledger"),
    Entry("helpline:matters", "help", "help", "view", "alert", "ledger"),
    Entry("helpline:voices", "voices", "voices", "view", "users", "ledger"),
    Entry("helpline:threads", "guidance", "guidance", "view", "help", "ledger"),
    # one report
    Entry("oversight:campaigns", "campaigns", "campaigns", "view", "search", "report"),
    Entry("intake:imports", "imports", "imports", "view", "inbox", "report"),
    Entry("insight:duplicates", "duplicates", "duplicates", "view", "copy", "report"),
    Entry("insight:reports", "reports", "reports", "view", "report", "report"),
    # the house
    Entry("units:tree", "units", "units", "view", "tree", "house"),
    Entry("units:people", "people", "people", "view", "users", "house"),
    Entry("units:accounts", "accounts", "accounts", "view", "key", "house"),
    Entry("units:accounts", "accounts", "accounts", "view", "users", "house"),
    Entry("demands:hooks", "hooks", "hooks", "edit", "link", "house"),
    Entry("upkeep:health", "health", "health", "view", "check", "house"),
    Entry("insight:journal", "journal", "journal", "view", "journal", "house"),
)
"""In the order of the menu; entries of one group stand together. Those without the right are left out."""
GROUPS = ("door", "calendar", "form", "ledger", "report", "house")


def menu_of(standing: Standing | None, here: str = "") -> list[dict[str, Any]]:
    """The menu as groups of entries; a group with one entry left is that entry. `here`: the name of the page shown."""
    seen = [entry for entry in MENU if standing and standing.may(entry.resource, entry.action)]
    groups = [(key, list(entries)) for key, entries in groupby(seen, lambda entry: entry.group or entry.address)]
    return [
        {
            "label": key if len(entries) > 1 else "",
            "entries": entries,
            "here": any(entry.address == here for entry in entries),
        }
        for key, entries in groups
    ]


def page(request: HttpRequest) -> dict[str, Any]:
    """`standing`, `holdings`, `menu`, `language`, `languages`, `demo`."""
    standing: Standing | None = getattr(request, "standing", None)
    return {
        "standing": standing,
        "holdings": holdings_of(standing.account) if standing else [],
        "menu": menu_of(standing, getattr(request.resolver_match, "view_name", "")),
        "language": language_of(request),
        "languages": LANGUAGES,
        "demo": settings.DEMO,
        "demo_password": DEMO_PASSWORD if settings.DEMO else "",
    }
