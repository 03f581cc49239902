"""The first start: a district and its first administrator."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from songbang.apps.journal.services import SYSTEM
from songbang.apps.units import services
from songbang.apps.units.models import Account, Unit
from songbang.core.units import Unit as UnitFacts


def has_administrator() -> bool:
    return Account.objects.filter(holdings__role="administrator", is_active=True).exists()


def district() -> tuple[str, str] | None:
    """Name and code of the district, if units were imported."""
    found = Unit.objects.filter(level="county").order_by("code").first()
    return (found.name, found.code) if found else None


def password_troubles(username: str, password: str) -> list[str]:
    """What is wrong with a password, in words; nothing where it will do."""
    try:
        validate_password(password, Account(username=username))
    except ValidationError as error:
        return list(error.messages)
    return []


@transaction.atomic
def make_first_administrator(username: str, password: str, *, district_name: str, district_code: str) -> Account:
    """The district (if it is not there) and an account that administers it."""
    if not Unit.objects.filter(code=district_code).exists():
        services.import_units(SYSTEM, [UnitFacts(district_code, district_name, "county")], district_code)
    county = Unit.objects.get(code=district_code)
    return services.make_account(SYSTEM, username, password, [("administrator", county)])
