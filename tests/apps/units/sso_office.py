"""An office with single sign-on, as its own process under its own settings: `python sso_office.py`.

The settings that switch single sign-on on are read when the site starts, so a test process cannot switch them on.
Its home has its tables already. Prints one JSON line.
"""

from __future__ import annotations

import json
import sys
from urllib.parse import urlsplit

import django

django.setup()

import requests  # noqa: E402 - the site's settings first
from django.test import Client, override_settings  # noqa: E402

from songbang.apps.journal.models import Entry  # noqa: E402
from songbang.apps.journal.services import SYSTEM  # noqa: E402
from songbang.apps.units import services  # noqa: E402
from songbang.apps.units.models import Unit  # noqa: E402
from tests.apps.units.places import account, make_places  # noqa: E402


def begin() -> None:
    """An account whose subject at the provider is `known-subject`, and one that was deactivated."""
    make_places()
    for username, subject in (("town", "known-subject"), ("gone", "former-subject")):
        seat = [("town", Unit.objects.get(code="330402103"))]
        services.make_account(SYSTEM, username, None, seat, sign_on=subject)
    gone = account("village")
    gone.is_active, gone.sign_on = False, "gone-subject"
    gone.save()


def sign_on(subject: str, *, forged_state: bool = False) -> dict[str, object]:
    """Go the way a browser goes; where it ends, and who is logged in there."""
    client = Client(SERVER_NAME="127.0.0.1", raise_request_exception=False)
    asked = client.get("/sso/authenticate/?next=/units/")["Location"]
    answered = requests.post(asked, data={"sub": subject}, allow_redirects=False, timeout=10)
    back = urlsplit(answered.headers["Location"])
    query = back.query.replace("state=", "state=x") if forged_state else back.query
    callback = client.get(f"{back.path}?{query}")
    return {
        "status": callback.status_code, "location": callback.headers.get("Location", ""),
        "units": client.get("/units/").status_code, "asked": asked,
    }  # fmt: skip


def walk() -> dict[str, object]:
    begin()
    told: dict[str, object] = {
        "unknown": [sign_on("nobody-here") for _ in range(6)][-1], "deactivated": sign_on("gone-subject"),
        "forged": sign_on("known-subject", forged_state=True),
    }  # fmt: skip
    with override_settings(OIDC_OP_TOKEN_ENDPOINT="http://127.0.0.1:9/token"):
        told["unreachable"] = sign_on("known-subject")
    with override_settings(OIDC_ISSUER="http://other.example"):
        told["other_issuer"] = sign_on("known-subject")
    told["journal_before"] = list(Entry.objects.filter(act="account.logged-in").values_list("actor", flat=True))
    told["known"] = sign_on("known-subject")
    told["journal"] = list(Entry.objects.filter(act="account.logged-in").values_list("actor", flat=True))
    return told


if __name__ == "__main__":
    sys.stdout.write(json.dumps(walk()))
