"""A document or form that was read → a draft: kind, values of the form's fields, and the words each came from.

Takes the account that the room gave (contract `read.md`). What the document does not say stays unstated; who asks is
not taken from it, since the door knows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from songbang.apps.demands.reckoning import first_due, how_often, time_to_reply
from songbang.apps.demands.requesting import told_as_values
from songbang.core import rulebook
from songbang.core.filling.explain import cell_name
from songbang.core.reading.attendance import read_attendance
from songbang.core.text import plain
from songbang.core.words import Language, labels

_MORE = {"form": "form", "pledge": "pledge", "app": "digital", "meeting": "meeting"}
"""What a document asks beside itself, and the kind of demand that this is."""
_COMMON = {
    "title": "common.title", "date": "common.issued_on", "main_recipients": "common.targets",
}  # fmt: skip
_OWN: Mapping[str, Mapping[str, str | tuple[str, ...]]] = {
    "document": {
        "number": "number", "kind": "document_kind", "asks.report": "asks_for_report",
        "asks.supporting_document": "asks_for_supporting_document",
    },
    "meeting": {
        "meeting.starts": "starts_at", "meeting.minutes": "duration_minutes", "meeting.place": "venue",
        "meeting.who": ("requires", "levels_reached"), "meeting.video": "form",
    },
    "inspection": {"title": "inspection_kind"},
}  # fmt: skip
Account = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A draft as the document gives it; `also`: kinds of demands that it makes besides."""

    kind: str
    values: dict[str, list[str]]
    sources: dict[str, str]
    also: tuple[str, ...] = ()


def propose(account: Account, kind: str | None = None, language: Language = "zh-Hans") -> Proposal:
    """The draft of `kind`, or of the kind that the document is most of all."""
    if "cells" in account:
        return _form(account)
    kinds = _kinds(account)
    chosen = kind or kinds[0]
    told = _common(account) | {"details": _details(account, chosen)}
    values = told_as_values(told, chosen)
    recipients = account.get("main_recipients")
    if recipients:
        values["common.targets"] = ["\n".join(_recipients(recipients))]
    return Proposal(chosen, values, _sources(account, chosen, values, language), tuple(k for k in kinds if k != chosen))


def _kinds(account: Account) -> list[str]:
    """Kinds of demands in the document: the first is what it is most of all."""
    asks = account["asks"]
    first = "meeting" if asks["meeting"] else "inspection" if _inspection_kind(account) else "document"
    also = [kind for name, kind in _MORE.items() if asks[name]]
    also += ["village_task"] if account.get("village_duties") else []
    return list(dict.fromkeys([first, *also, "document"]))


def _inspection_kind(account: Account) -> str | None:
    words: Mapping[str, str] = rulebook.load("documents.yaml")["inspection_words"]
    title = plain(account.get("title") or "")
    return next((kind for kind, pattern in words.items() if re.search(pattern, title)), None)


def _recipients(text: str) -> list[str]:
    """Of the main recipients the base: one line, as 街道 after 各镇 is read with it."""
    base = rulebook.load("door_lists.yaml")["recipients"]["base"]
    parts = [part for part in re.split("[，,；;、]", text) if part]
    kept = [part for part in parts if re.search(base, part)]
    return ["、".join(kept)] if kept else parts


def _common(account: Account) -> dict[str, Any]:
    due = first_due(account)
    return {
        "title": account.get("title"), "issued_on": account.get("date"),
        "due_on": due[0].isoformat() if due else None,
        "text": account.get("text"),
    }  # fmt: skip


def _details(account: Account, kind: str) -> dict[str, Any]:
    if kind == "document":
        return _document(account)
    if kind == "meeting":
        return _meeting(account.get("meeting") or {}, account.get("main_recipients") or "")
    if kind == "form":
        every, reply = how_often(account), time_to_reply(account)
        return {"frequency": every and every["every"], "reply_working_days": reply and reply["count"]}
    return {"inspection_kind": _inspection_kind(account)} if kind == "inspection" else {}


def _document(account: Account) -> dict[str, Any]:
    known = rulebook.load("gate_words.yaml")["kinds"]
    kind = (account.get("kind") or "").partition("（")[0]
    return {
        "number": account.get("number"), "document_kind": kind if kind in known else None,
        "characters": account["characters"]["body"] or account["characters"]["all"], "pages": account["pages"],
        "asks_for_report": account["asks_for_report"],
        "asks_for_supporting_document": account["asks_for_supporting_document"],
        "as": "red_head" if account.get("number") else None,
    }  # fmt: skip


def _meeting(meeting: Account, recipients: str) -> dict[str, Any]:
    who = meeting.get("who") or ""
    starts = f"{meeting['day']}T{meeting['starts']}" if meeting.get("day") and meeting.get("starts") else None
    return {
        "starts_at": starts, "duration_minutes": meeting.get("minutes"), "venue": meeting.get("place"),
        "requires": _required(who), "levels_reached": _levels(who, recipients),
        "form": "video" if meeting.get("video") else None,
    }  # fmt: skip


def _levels(who: str, recipients: str) -> list[str]:
    """Levels of the base from which people are to come: as those who attend are named, else as the recipients are."""
    words: Mapping[str, str] = rulebook.load("documents.yaml")["levels_named"]
    text = plain(who or recipients)
    return [level for level, pattern in words.items() if re.search(pattern, text)]


def _required(who: str) -> list[str]:
    words: Mapping[str, str] = rulebook.load("documents.yaml")["required_posts"]
    text = plain(who)
    posts = [post for post, pattern in words.items() if re.search(pattern, text)]
    if read_attendance(who, at_village=False).village_heads and "village_secretary" not in posts:
        posts.append("village_secretary")
    return posts


def _sources(account: Account, kind: str, values: Mapping[str, list[str]], language: Language) -> dict[str, str]:
    """Field → the words it was read from and their page."""
    template = labels(language)["drop"]["on_page"]
    own = [(name, f"{kind}.{one}") for name, several in _OWN.get(kind, {}).items() for one in _each(several)]
    evidence = account.get("evidence") or {}
    sources: dict[str, str] = {}
    for name, field in (*_COMMON.items(), *own):
        found = evidence.get(name)
        if found and field in values:
            sources.setdefault(field, template.format(text=found["text"], page=found["page"]))
    return _sources_of_terms(account, values, template) | sources


def _each(fields: str | tuple[str, ...]) -> tuple[str, ...]:
    return (fields,) if isinstance(fields, str) else fields


def _sources_of_terms(account: Account, values: Mapping[str, list[str]], template: str) -> dict[str, str]:
    """The words of the day by which it is due, and of times that come again or count from another day."""
    due, every, reply = first_due(account), how_often(account), time_to_reply(account)
    found = {
        "common.due_on": due[1:] if due else None,
        "form.frequency": (every["text"], every["page"]) if every else None,
        "form.reply_working_days": (reply["text"], reply["page"]) if reply else None,
    }
    return {
        field: template.format(text=said[0], page=said[1]) for field, said in found.items() if said and field in values
    }


def _form(account: Account) -> Proposal:
    """A department's workbook: its title, and a field for each of its cells."""
    rows: dict[str, dict[str, str]] = {}
    for cell in account["cells"]:
        name = cell_name(cell["row_label"] or "", cell["column_label"] or "")
        rows.setdefault(name, {"name": name, "unit": cell["unit"] or ""})
    head = account["form"]
    told = {"title": head["title"] or None, "details": {"fields": list(rows.values())}}
    values = told_as_values(told, "form")
    sources = {"common.title": head["title"]} if head["title"] else {}
    return Proposal("form", values, sources)
