"""Sending through Apprise to a server of our own: at once above the base, once a day to it, never in demo mode."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.conf import settings

from songbang.apps.agenda import notices, services
from songbang.apps.agenda.models import Notice
from tests.apps.agenda.world import at, make_world, meeting, post, standing

pytestmark = pytest.mark.django_db


class _Taker(BaseHTTPRequestHandler):
    taken: list[tuple[str, dict[str, Any]]]
    status = 200

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.taken.append((self.path, json.loads(body)))
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, format: str, *told: Any) -> None:  # noqa: A002
        """Quiet."""


@pytest.fixture
def taker(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[_Taker]]:
    handler = type("Handler", (_Taker,), {"taken": [], "status": 200})
    server = HTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    monkeypatch.setattr(settings, "NOTIFY", f"json://127.0.0.1:{server.server_port}/{{unit}}")
    monkeypatch.setattr(settings, "DEMO", False)
    yield handler
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def announced(db: None) -> None:
    make_world()
    office = standing("supervisor")
    for title in ("经济例会", "安全例会"):
        entry = meeting(title)
        when = services.When(at(0, "08:30"), None, [post("镇长").person_id, post("街道主任").person_id])
        services.decide(office, entry.pk, None, when)
        services.announce(office, entry.pk, None)


def test_those_above_the_base_are_told_at_once_and_base_units_in_one_digest_a_day(taker: type[_Taker]) -> None:
    assert notices.send_open(at(0, "09:00")) == 2
    assert [path for path, _ in taker.taken] == ["/330402"]
    assert notices.send_open(at(0, "16:45")) == 4
    paths = [path for path, _ in taker.taken]
    assert sorted(paths) == ["/330402", "/330402010", "/330402103"]
    digest = next(body for path, body in taker.taken if path == "/330402103")
    assert "经济例会" in digest["message"] and "安全例会" in digest["message"]
    assert not Notice.objects.filter(sent_at=None).exists()


def test_a_base_unit_that_had_its_digest_waits_until_the_next_day(taker: type[_Taker]) -> None:
    notices.send_open(at(0, "16:45"))
    services.cancel(standing("supervisor"), Notice.objects.earliest("pk").entry_id, None, "不开了")
    taker.taken.clear()
    notices.send_open(at(0, "17:30"))
    assert [path for path, _ in taker.taken] == ["/330402"]
    notices.send_open(at(1, "16:45"))
    assert len(taker.taken) == 3


def test_what_could_not_be_sent_stays_open_for_five_attempts(taker: type[_Taker]) -> None:
    taker.status = 500
    for _ in range(7):
        assert notices.send_open(at(0, "16:45")) == 0
    assert {notice.attempts for notice in Notice.objects.all()} == {5}
    assert len(taker.taken) == 15


def test_nothing_is_sent_in_demo_mode_or_without_an_address(
    taker: type[_Taker], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "DEMO", True)
    assert notices.send_open(at(0, "16:45")) == 0
    monkeypatch.setattr(settings, "DEMO", False)
    monkeypatch.setattr(settings, "NOTIFY", "")
    assert notices.send_open(at(0, "16:45")) == 0
    assert not taker.taken
