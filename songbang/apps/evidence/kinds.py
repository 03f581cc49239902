"""What a file is, by its ending and first bytes; never by what the browser says of it."""

from __future__ import annotations

from pathlib import PurePosixPath

ENDINGS = {
    "photo": (".jpg", ".jpeg", ".png", ".webp", ".heic", ".bmp", ".tif", ".tiff", ".gif"),
    "document": (".pdf", ".docx", ".doc", ".wps", ".ofd", ".txt", ".html", ".htm", ".ppt", ".pptx"),
    "table": (".xlsx", ".xls", ".et", ".csv", ".ods"),
    "sound": (".mp3", ".m4a", ".wav", ".amr", ".aac", ".ogg"),
    "film": (".mp4", ".mov", ".avi", ".mkv"),
}
READABLE = (".pdf", ".docx", ".ofd", ".txt", ".html", ".htm", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp")
"""Endings of which the text is read. Tables are found by their name and title."""


def ending_of(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).suffix.lower()


def kind_of(name: str) -> str:
    ending = ending_of(name)
    return next((kind for kind, endings in ENDINGS.items() if ending in endings), "other")
