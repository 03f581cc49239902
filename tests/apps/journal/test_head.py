"""The journal's head, kept outside: whoever rewrites the journal, chain and all, is found by it."""

from __future__ import annotations

from typing import Any

import pytest
from click.testing import CliRunner
from django.db import transaction

from songbang.apps.journal.models import Entry
from songbang.apps.journal.services import FIRST, SYSTEM, Head, broken_entries, digest_of, head, record, stands
from songbang.cli.main import cli
from songbang.core.errors import BadInput

pytestmark = pytest.mark.django_db


def _write(acts: int) -> None:
    with transaction.atomic():
        for number in range(acts):
            record(SYSTEM, "test.act", f"thing:{number}")


def test_a_head_stands_while_the_journal_grows() -> None:
    assert head() == Head(0, FIRST)
    _write(3)
    kept = head()
    _write(2)
    assert stands(kept)
    assert stands(Head(0, FIRST))
    assert not stands(Head(kept.id, "a" * 64))


def test_a_journal_written_anew_holds_in_itself_and_not_against_its_head() -> None:
    _write(3)
    kept = head()
    forged, previous = list(Entry.objects.order_by("id")), FIRST
    forged[1].actor = "nobody"
    for entry in forged:
        entry.previous, entry.id = previous, entry.id + 10
        entry.digest = previous = digest_of(entry)
    assert forged[-1].digest != kept.digest
    assert not stands(Head(kept.id, forged[-1].digest))


def _verify(*options: str) -> Any:
    return CliRunner().invoke(cli, ["verify", "--journal", *options])


def test_the_command_prints_the_head_and_takes_it_back() -> None:
    _write(3)
    printed = _verify("--head").stdout.strip()
    assert printed == str(head())
    assert list(broken_entries()) == []
    assert _verify("--anchor", printed).exit_code == 0
    assert _verify("--anchor", printed[:-1] + ("0" if printed[-1] != "0" else "1")).exit_code == 1
    assert isinstance(_verify("--anchor", "rubbish").exception, BadInput)
