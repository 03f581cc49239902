"""What every page's frame needs: standing, holdings, menu."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from songbang.apps.units.holding import Standing
from songbang.apps.units.queries import DEMO_PASSWORD
from songbang.core.words import LANGUAGES
from songbang.ui.middleware import language_of

MENU: tuple[tuple[str, str, str, str, str], ...] = (
    ("insight:overview", "overview", "figures", "view", "chart"),
    ("insight:week", "week", "week", "view", "calendar"),
    ("intake:imports", "imports", "imports", "view", "inbox"),
    ("insight:duplicates", "duplicates", "duplicates", "view", "copy"),
    ("insight:reports", "reports", "reports", "view", "report"),
    ("units:tree", "units", "units", "view", "tree"),
    ("units:accounts", "accounts", "accounts", "view", "users"),
    ("insight:journal", "journal", "journal", "view", "journal"),
)
"""Address, label, resource, action, icon of each entry; those without the right are left out."""


def page(request: HttpRequest) -> dict[str, Any]:
    """`standing`, `holdings`, `menu`, `language`, `languages`, `demo`."""
    standing: Standing | None = getattr(request, "standing", None)
    menu = [entry for entry in MENU if standing and standing.may(entry[2], entry[3])]
    return {
        "standing": standing,
        "holdings": list(standing.account.holdings.select_related("unit")) if standing else [],
        "menu": [{"address": a, "label": label, "icon": icon} for a, label, _, _, icon in menu],
        "language": language_of(request),
        "languages": LANGUAGES,
        "demo": settings.DEMO,
        "demo_password": DEMO_PASSWORD if settings.DEMO else "",
    }
