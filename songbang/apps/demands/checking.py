"""Control numbers and signed slips: making them, checking them, and refusing what has none.

The private key lies in SONGBANG_HOME; `songbang check` and docs/door.md tell how a slip is checked without this
installation.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from django.conf import settings
from django.db import transaction

from songbang.apps.demands.models import Demand, Refusal
from songbang.apps.demands.states import ENDS
from songbang.apps.journal.services import record
from songbang.apps.units.holding import Standing
from songbang.core.demand.numbers import read_number
from songbang.core.demand.slips import (
    MARK,
    MARK_SM2,
    Slip,
    is_slip,
    new_key,
    public_key,
    read_signed,
    read_slip,
    sign,
    signed,
)
from songbang.core.errors import BadInput
from songbang.ui import clock, sm2

VALID = ("numbered", "delivered", "answered")
LONGEST = 120
"""Of title and asking in a slip: a QR code that a phone reads from paper holds some 600 bytes."""


KEYS = {MARK: "slips.key", MARK_SM2: "slips-sm2.key"}


def private_key(mark: str = MARK) -> bytes:
    """The place's key for slips of this mark, made once."""
    path = settings.HOME / KEYS[mark]
    if not path.exists():
        made = new_key() if mark == MARK else sm2.new_key()
        path.touch(mode=0o600)
        path.write_bytes(made)
    return bytes(path.read_bytes())


def public_key_told() -> str:
    """The public key as base 64 (of SM2: of its DER), to be handed out once and kept beside the telephone."""
    if settings.CIPHERS == "sm":
        return "".join(_public_sm2(private_key(MARK_SM2)).decode().splitlines()[1:-1])
    return base64.b64encode(public_key(private_key())).decode()


@cache
def _public_sm2(private: bytes) -> bytes:
    """Computed by another program, and asked for by every check."""
    return sm2.public_key(private)


def slip_of(demand: Demand, asks: str) -> str:
    """The signed slip of a numbered demand."""
    assert demand.expires_on is not None
    slip = Slip(
        demand.number, (demand.title or "")[:LONGEST], str(demand.issuer.get("name", "")), asks[:LONGEST],
        demand.expires_on,
    )  # fmt: skip
    if settings.CIPHERS == "sm":
        key = private_key(MARK_SM2)
        return signed(slip, MARK_SM2, _public_sm2(key), lambda content: sm2.sign(content, key))
    return sign(slip, private_key())


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: `code` of the catalogue, and what is shown where it is valid."""

    code: str
    valid: bool
    demand: Demand | None = None
    slip: Slip | None = None
    filled: dict[str, Any] = field(default_factory=dict)


def check(given: str, on: date) -> Checked:
    """Whether what somebody typed or pasted is a valid number or slip on the day."""
    if is_slip(given):
        return _check_slip(given, on)
    number = read_number(given)
    if number is None:
        return Checked("check.no_number", valid=False, filled={"given": given[:60]})
    return _of_register(str(number), on)


def _check_slip(given: str, on: date) -> Checked:
    try:
        slip = _read_slip(given)
    except BadInput as error:
        forged = error.code == "slip.forged"
        return Checked("check.forged", valid=False) if forged else Checked("check.malformed", valid=False)
    found = _of_register(slip.number, on)
    return Checked(found.code, found.valid, found.demand, slip, found.filled)


def _read_slip(given: str) -> Slip:
    """By the key that its mark stands for: slips on paper stay right when the place signs otherwise."""
    if given.startswith(MARK_SM2) and (settings.HOME / KEYS[MARK_SM2]).exists():
        public = _public_sm2(private_key(MARK_SM2))
        return read_signed(given, {MARK_SM2: lambda content, signature: sm2.verifies(content, signature, public)})
    return read_slip(given, public_key(private_key()))


def _of_register(number: str, on: date) -> Checked:
    demand = Demand.objects.filter(number=number).first()
    if demand is None:
        return Checked("check.unknown", valid=False, filled={"number": number})
    filled = {"number": number, "until": demand.expires_on}
    if demand.state in ENDS and demand.state != "closed":
        return Checked("check.withdrawn", valid=False, demand=demand, filled=filled)
    if demand.expires_on is not None and demand.expires_on < on:
        return Checked("check.expired", valid=False, demand=demand, filled=filled)
    return Checked("check.valid", valid=True, demand=demand, filled=filled)


@transaction.atomic
def refuse(standing: Standing, issuer: str, title: str, number: str) -> str:
    """Keep that the unit did not accept it; the code of the words with the clause.

    The journal, which the issuer never sees, says who acted; what the issuer sees is counted over five units or more.
    Raises `BadInput` ("refusal.is_valid") where the number is valid after all.
    """
    found = check(number, clock.today()) if number else None
    if found is not None and found.valid:
        raise BadInput("refusal.is_valid", number=number)
    kept = Refusal.objects.create(
        territory=standing.territory, unit=standing.unit, issuer=issuer.strip(), title=title.strip(),
        given_number=number.strip(), why=(found.code.partition(".")[2] if found else "none"), on=clock.today(),
    )  # fmt: skip
    record(standing.actor, "refusal.kept", f"refusal:{kept.pk}", after={"issuer": kept.issuer})
    return "refusal.kept"
