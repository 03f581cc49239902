"""The page of what went wrong is there when the database is not."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import RequestFactory

from songbang.ui.views import failed


class Standing:
    """Of somebody who was logged in before the database went."""

    def __getattr__(self, name: str) -> Any:
        raise OperationalError("server closed the connection unexpectedly")


@pytest.mark.django_db
def test_the_page_of_a_failure_asks_the_database_nothing() -> None:
    request = RequestFactory().get("/")
    request.standing = Standing()  # type: ignore[attr-defined]

    def refuse(*_: object) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    with connection.execute_wrapper(refuse):
        answer = failed(request)
    assert answer.status_code == 500
    assert "<h1" in answer.content.decode()
