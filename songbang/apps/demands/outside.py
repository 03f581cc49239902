"""Callers outside (an OA system): each change of state of a demand of theirs is sent, signed, by the job queue.

The body is JSON. `X-Songbang-Signature` is `t=<seconds>,v1=<hex>`: HMAC-SHA256 with the hook's secret over
`<seconds>.<body>`. In demo mode nothing is ever sent.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from songbang.apps.demands.models import Call, Demand, Hook
from songbang.apps.demands.tasks import order_call
from songbang.apps.journal.services import record
from songbang.apps.units.holding import Standing
from songbang.apps.units.models import Unit
from songbang.core.errors import BadInput, NotFound, Unavailable
from songbang.ui import clock

TIMEOUT = (5, 10)
"""Seconds to connect, and to answer."""


def tell_outside(demand: Demand, before: str) -> None:
    """Order a call for each hook of the demand's unit, inside the act's transaction."""
    if demand.unit_id is None:
        return
    for hook in Hook.objects.filter(territory=demand.territory, unit_id=demand.unit_id, ended_at=None):
        told = {
            "event": "demand.state", "demand": demand.pk, "state": demand.state, "before": before,
            "number": demand.number or None, "title": demand.title, "at": clock.now().isoformat(),
        }  # fmt: skip
        body = json.dumps(told, ensure_ascii=False)
        call = Call.objects.create(hook=hook, territory=demand.territory, body=body, made_at=clock.now())
        order_call(call.pk)


def signature(secret: str, seconds: int, body: str) -> str:
    """What the header says."""
    made = hmac.new(secret.encode(), f"{seconds}.{body}".encode(), hashlib.sha256).hexdigest()
    return f"t={seconds},v1={made}"


def send(key: int) -> None:
    """Send one call. Raises `Unavailable` ("hook.unreachable") where it did not arrive: the queue tries again."""
    import requests

    call = Call.objects.select_related("hook").get(pk=key)
    if call.state == "sent" or call.hook.ended_at is not None:
        return
    if settings.DEMO:
        Call.objects.filter(pk=key).update(state="kept_back")
        return
    body, seconds = call.body, int(clock.now().timestamp())
    headers = {
        "Content-Type": "application/json; charset=utf-8", "X-Songbang-Call": str(call.pk),
        "X-Songbang-Signature": signature(call.hook.secret, seconds, body),
    }  # fmt: skip
    try:
        answer = requests.post(
            call.hook.address, data=body.encode(), headers=headers, timeout=TIMEOUT, allow_redirects=False
        )
        arrived = answer.status_code < 300
    except requests.RequestException:
        arrived = False
    Call.objects.filter(pk=key).update(
        state="sent" if arrived else "failed", attempts=call.attempts + 1, last_at=clock.now()
    )
    if not arrived:
        raise Unavailable("hook.unreachable", address=urlsplit(call.hook.address).netloc)


@transaction.atomic
def add_hook(standing: Standing, unit: Unit, address: str) -> Hook:
    """A unit's system is called from now on; its secret is shown once. Raises `BadInput` ("hook.address")."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.username:
        raise BadInput("hook.address", given=address[:80])
    hook = Hook.objects.create(
        territory=standing.territory, unit=unit, address=address, secret=secrets.token_urlsafe(32), made_at=clock.now()
    )
    record(standing.actor, "hook.added", f"hook:{hook.pk}", after={"unit": unit.code, "address": address})
    return hook


@transaction.atomic
def end_hook(standing: Standing, pk: int) -> None:
    hook = Hook.objects.filter(territory=standing.territory, pk=pk, ended_at=None).first()
    if hook is None:
        raise NotFound("hook.not_here", id=pk)
    hook.ended_at = clock.now()
    hook.save(update_fields=["ended_at"])
    record(standing.actor, "hook.ended", f"hook:{hook.pk}")
