"""The auditor's page."""

from __future__ import annotations

import io

from django.db import connection
from openpyxl import load_workbook

from songbang.apps.journal.models import Entry
from tests.apps.insight.conftest import Login


def test_only_the_auditor_reads_the_journal(enter: Login) -> None:
    roles = ("auditor", "supervisor", "administrator", "town", "village", "department", "approver")
    found = {role: enter(role).get("/journal/").status_code for role in roles}
    assert found.pop("auditor") == 200
    assert set(found.values()) == {404}


def test_entries_are_found_by_actor_act_subject_and_day(enter: Login) -> None:
    client = enter("auditor")
    made = Entry.objects.get(act="units.imported")
    for address in ("act=units.imported", "subject=territory:330402", f"actor=system&act={made.act}"):
        assert [e.pk for e in client.get(f"/journal/?{address}").context["entries"]] == [made.pk]
    assert client.get("/journal/?actor=nobody").context["entries"] == []
    assert client.get("/journal/?last=2000-01-01").context["entries"] == []
    assert client.get("/journal/?first=2000-01-01").context["entries"]


def test_before_and_after_are_shown(enter: Login) -> None:
    page = enter("auditor").get("/journal/?act=account.made").content.decode()
    assert "demo-village" in page
    assert "village@330402103208" in page


def test_the_page_says_whether_the_chain_holds(enter: Login) -> None:
    client = enter("auditor")
    assert "核对无误" in client.get("/journal/?check=1").content.decode()
    with connection.cursor() as cursor:
        drop = "DROP TRIGGER journal_no_update" + (" ON journal_entry" if connection.vendor == "postgresql" else "")
        if connection.vendor == "postgresql":
            drop = "DROP TRIGGER journal_no_change ON journal_entry"
        cursor.execute(drop)
        cursor.execute("UPDATE journal_entry SET actor = 'someone' WHERE act = 'units.imported'")
    page = client.get("/journal/?check=1").content.decode()
    assert "日志被动过" in page
    assert f"第 {Entry.objects.get(act='units.imported').pk} 条的内容被改过" in page


def test_the_journal_exports(enter: Login) -> None:
    content = enter("auditor").get("/journal/?as=xlsx").content
    assert load_workbook(io.BytesIO(content)).active.max_row == Entry.objects.count() + 1


def test_a_journal_entry_may_tell_of_anything_by_any_name(db: None) -> None:
    from songbang.ui.templatetags.words import pairs

    assert pairs({"items": 3, "keys": "x"}) == [("items", 3), ("keys", "x")]
    assert pairs(None) == []
