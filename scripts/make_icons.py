"""Writes the site's icon sprite from the npm tarball of @tabler/icons (MIT): `python scripts/make_icons.py FOLDER`."""

from __future__ import annotations

import re
import sys
from pathlib import Path

ICONS = {
    "chart": "chart-bar", "calendar": "calendar-week", "inbox": "inbox", "copy": "copy", "report": "file-text",
    "tree": "sitemap", "users": "users", "journal": "history", "menu": "menu-2", "out": "logout",
    "language": "language",
    "upload": "upload", "undo": "arrow-back-up", "check": "check", "alert": "alert-triangle", "download": "download",
    "print": "printer", "filter": "filter", "next": "chevron-right", "file": "file-spreadsheet", "key": "key",
    "plus": "plus", "edit": "pencil", "close": "x", "search": "search", "help": "help", "home": "home", "link": "link",
}  # fmt: skip
TARGET = Path(__file__).parents[1] / "songbang/ui/static/ui/icons.svg"


def main(folder: Path) -> None:
    symbols = [_symbol(name, folder / "icons/outline" / f"{icon}.svg") for name, icon in ICONS.items()]
    TARGET.write_text('<svg xmlns="http://www.w3.org/2000/svg">' + "".join(symbols) + "</svg>\n", "utf-8")


def _symbol(name: str, path: Path) -> str:
    drawn = re.sub(r"<!--.*?-->", "", path.read_text("utf-8"), flags=re.S)
    inner = re.search(r"<svg[^>]*>(.*)</svg>", drawn, re.S)
    paths = re.sub(r"\s+", " ", inner[1]).strip() if inner else ""
    look = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
    return f'<symbol id="{name}" viewBox="0 0 24 24" {look}>{paths}</symbol>'


if __name__ == "__main__":
    main(Path(sys.argv[1]))
