"""Units with names over time, people, posts, accounts and the roles they hold."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


def unit_levels() -> list[tuple[str, str]]:
    return [(level, level) for level in ("province", "city", "county", "town", "village", "department")]


def post_kinds() -> list[tuple[str, str]]:
    return [(kind, kind) for kind in ("principal", "deputy", "secretary", "director", "clerk")]


def successions() -> list[tuple[str, str]]:
    return [(kind, kind) for kind in ("merged", "split")]


def roles() -> list[tuple[str, str]]:
    kinds = ("village", "town", "department", "approver", "supervisor", "administrator", "auditor")
    return [(role, role) for role in kinds]


class Unit(models.Model):
    """A unit of the tree. `territory` is the code of its district; names over time are `UnitName`s."""

    code = models.CharField(max_length=12, unique=True)
    territory = models.CharField(max_length=12, db_index=True)
    level = models.CharField(max_length=12, choices=unit_levels)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    name = models.CharField(max_length=80)
    """Its name today; what it was called on a day, `UnitName` tells."""
    cadres = models.PositiveIntegerField(null=True, blank=True)
    functional_area = models.BooleanField(default=False)
    traits = models.JSONField(default=list, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class UnitName(models.Model):
    """What a unit was called, officially (`alias` False) or otherwise, from a day to a day (both count)."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="names")
    name = models.CharField(max_length=80)
    alias = models.BooleanField(default=False)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("unit_id", "id")
        constraints = (models.UniqueConstraint(fields=("unit", "name", "valid_from"), name="units_name_once"),)

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """On a day `before` was merged into `after`, or `after` was split off from `before`."""

    before = models.ForeignKey(Unit, models.PROTECT, related_name="followed_by")
    after = models.ForeignKey(Unit, models.PROTECT, related_name="came_from")
    kind = models.CharField(max_length=12, choices=successions)
    on = models.DateField()

    class Meta:
        ordering = ("on", "id")
        constraints = (models.UniqueConstraint(fields=("before", "after", "kind"), name="units_succession_once"),)

    def __str__(self) -> str:
        return f"{self.before} {self.kind} {self.after}"


class Person(models.Model):
    """Somebody who holds posts."""

    name = models.CharField(max_length=60)
    territory = models.CharField(max_length=12, db_index=True)
    same_as = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="also")
    """The person that this one is, as somebody said; posts stay with each, so that it can be undone."""

    class Meta:
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name


class Apart(models.Model):
    """Two people of one name of whom somebody said that they are two."""

    a = models.ForeignKey(Person, models.CASCADE, related_name="apart_from")
    b = models.ForeignKey(Person, models.CASCADE, related_name="apart_from_before")

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("a", "b"), name="units_apart_once"),)

    def __str__(self) -> str:
        return f"{self.a_id} ≠ {self.b_id}"


class Post(models.Model):
    """A post at a unit, held by a person from a day to a day. `lines` are a deputy's lines of work."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="posts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    kind = models.CharField(max_length=12, choices=post_kinds)
    lines = models.JSONField(default=list, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("unit_id", "id")

    def __str__(self) -> str:
        return f"{self.unit} {self.kind}"


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts with a hashed password."""

    def create_account(self, username: str, password: str | None, **fields: object) -> Account:
        account = self.model(username=self.model.normalize_username(username), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(username=username)


class Account(AbstractBaseUser):
    """A log-in. What it may do stands in its holdings."""

    username = models.CharField(max_length=150, unique=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="accounts")
    label = models.CharField(max_length=80, blank=True)
    """How the account is called on pages, e.g. the person's name."""
    is_active = models.BooleanField(default=True)
    sign_on = models.CharField(max_length=200, blank=True, db_index=True)
    """Subject at the OpenID Connect provider; empty: no single sign-on."""
    large_type = models.BooleanField(default=False)
    password_given = models.BooleanField(default=False)
    """The password was set by an administrator: its owner must choose one before anything else."""
    seen_tour = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        ordering = ("username",)

    def __str__(self) -> str:
        return self.label or self.username


class Holding(models.Model):
    """A role that an account holds at a unit. Supervisor, administrator, auditor are never one account (三员分立)."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="holdings")
    role = models.CharField(max_length=20, choices=roles)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="holdings")

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("account", "role", "unit"), name="units_holding_once"),)

    def __str__(self) -> str:
        return f"{self.account} {self.role} {self.unit}"


class ApiToken(models.Model):
    """A token by which a program acts in one holding, within its scopes. Only the digest of what it says is kept.

    An administrator allows it; its owner collects what it says, once. Until then `digest` is empty and nothing works.
    """

    holding = models.ForeignKey(Holding, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    """What it is for."""
    scopes = models.JSONField(default=list)
    """Such as `figures:read`, `imports:write` (`permissions.scope_of`)."""
    prefix = models.CharField(max_length=12, blank=True)
    """How the token begins, by which people tell it from others."""
    digest = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - unique among those collected
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.name} {self.prefix}"


class KeptAnswer(models.Model):
    """What a write of the API with an Idempotency-Key was answered: a retry gets the same, and nothing twice."""

    token = models.ForeignKey(ApiToken, models.CASCADE, related_name="answers")
    key = models.CharField(max_length=200)
    request = models.CharField(max_length=64)
    """Digest of method, address and body."""
    status = models.PositiveSmallIntegerField(default=0)
    body = models.TextField(blank=True)
    made_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("token", "key"), name="units_answer_once"),)

    def __str__(self) -> str:
        return self.key
