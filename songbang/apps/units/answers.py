"""Answers of writes kept by their Idempotency-Key, so that a retry does nothing twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest

from songbang.apps.units.models import ApiToken, KeptAnswer
from songbang.core.errors import Conflict
from songbang.ui import clock

KEPT = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and JSON; whether they are of an earlier request."""

    status: int
    body: str
    replayed: bool


@transaction.atomic
def once(token: ApiToken, key: str, request: str, act: Callable[[], tuple[int, str]]) -> Answer:
    """Do the act and keep its answer, in one transaction; or give the answer that the key has had.

    Who comes with the same key meanwhile waits at the row until the first is through. An act that fails keeps nothing:
    it may be tried again. Raises `Conflict` ("api.key_reused") where the key came with another request.
    """
    now = clock.now()
    KeptAnswer.objects.filter(made_at__lt=now - KEPT).delete()
    try:
        with transaction.atomic():
            kept = KeptAnswer.objects.create(token=token, key=key, request=request, made_at=now)
    except IntegrityError:
        kept = KeptAnswer.objects.get(token=token, key=key)
        if kept.request != request:
            raise Conflict("api.key_reused") from None
        return Answer(kept.status, kept.body, replayed=True)
    kept.status, kept.body = act()
    kept.save(update_fields=["status", "body"])
    return Answer(kept.status, kept.body, replayed=False)


def digest_of(request: HttpRequest) -> str:
    """Of method, address and body. Of a form its fields and files: a retry sends other boundaries between them."""
    digest = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    for part in _parts(request):
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


def _parts(request: HttpRequest) -> Iterator[bytes]:
    if not (request.content_type or "").startswith("multipart/"):
        yield request.body
        return
    yield json.dumps(sorted(request.POST.lists())).encode()
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            yield f"{name} {file.name}".encode()
            yield from _chunks(file)


def _chunks(file: Any) -> Iterator[bytes]:
    yield from file.chunks()
    file.seek(0)
