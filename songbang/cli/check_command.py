"""`songbang check`: whether a control number or a signed slip is right, without a network or an installation."""

from __future__ import annotations

import base64
import binascii
import json

import click

from songbang.cli import clock
from songbang.cli.gate_command import read_day
from songbang.core.demand.numbers import read_number
from songbang.core.demand.slips import MARK_SM2, Slip, is_slip, read_signed, read_slip
from songbang.core.errors import BadInput
from songbang.ui import sm2


@click.command()
@click.argument("given")
@click.option("--key", help="The place's public key in base 64, as the check page shows it; needed for a slip.")
@click.option("--on", help="The day (2025-03-02) on which it must be valid; today without it.")
def check(given: str, key: str | None, on: str | None) -> None:
    """Check GIVEN, a control number or the text of a QR code (SB1.…, SB2.…): a line of JSON; exit status 1 if it is
    wrong."""
    if is_slip(given):
        told = _slip(given, key, on)
    else:
        number = read_number(given)
        told = {"number": str(number) if number else None, "check_digit": number is not None}
    click.echo(json.dumps(told, ensure_ascii=False))
    if not told.get("check_digit", told.get("valid", False)):
        raise SystemExit(1)


def _slip(given: str, key: str | None, on: str | None) -> dict[str, object]:
    if not key:
        raise BadInput("usage.missing", name="--key", command="songbang check")
    try:
        public = base64.b64decode(key, validate=True)
    except binascii.Error:
        raise BadInput("slip.malformed") from None
    slip = _read(given.strip(), public)
    day = read_day(on, "--on") if on else clock.now().date()
    return {
        "number": slip.number, "title": slip.title, "issuer": slip.issuer, "asks": slip.asks,
        "until": slip.until.isoformat(), "valid": not slip.expired(day),
    }  # fmt: skip


def _read(given: str, public: bytes) -> Slip:
    """By Ed25519, or (SB2) by SM2 through the system's OpenSSL."""
    if not given.startswith(f"{MARK_SM2}."):
        return read_slip(given, public)
    pem = b"-----BEGIN PUBLIC KEY-----\n" + base64.encodebytes(public) + b"-----END PUBLIC KEY-----\n"
    return read_signed(given, {MARK_SM2: lambda content, signature: sm2.verifies(content, signature, pem)})
