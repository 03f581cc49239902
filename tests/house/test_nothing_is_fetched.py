"""A user's network is closed: no page that we make may ask another host for anything."""

from __future__ import annotations

import re

import pytest

from tests.house.tree import committed, text_of

PAGES = [
    name for name in committed() if name.startswith("songbang/") and name.endswith((".html", ".j2", ".css", ".svg"))
]
_FETCHES = re.compile(
    r"""(?:\bsrc\s*=\s*["']?|<link\b[^>]*href\s*=\s*["']?|url\(\s*["']?|@import\s+["']?|\bfetch\(\s*["'])(?:https?:)?//""",
    re.IGNORECASE,
)


def test_no_template_or_style_loads_anything_from_another_host() -> None:
    assert not [name for name in PAGES if _FETCHES.search(text_of(name))]


@pytest.mark.parametrize(
    "text",
    ['<script src="https://x/y.js">', "<link rel=stylesheet href='//x/y.css'>", "src: url(https://x/y.woff)"],
)
def test_a_page_that_loads_from_another_host_would_be_seen(text: str) -> None:
    assert _FETCHES.search(text)


def test_a_link_to_be_followed_by_a_person_is_allowed() -> None:
    assert not _FETCHES.search('<a href="https://example.org/">source</a>')
