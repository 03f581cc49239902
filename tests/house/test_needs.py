"""A missing browser skips its tests at a desk, and fails them under CI=true; a missing ../shared only ever skips."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests import conftest


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which nothing is found."""
    nothing: Callable[[], str | None] = lambda: None  # noqa: E731
    monkeypatch.setattr(conftest, "_FINDERS", {"chromium": nothing, "fonts": nothing})
    monkeypatch.setattr(conftest, "SHARED", conftest.ROOT / "no-such-folder")


@pytest.mark.usefixtures("bare_machine")
@pytest.mark.parametrize("part", ["chromium", "fonts"])
def test_a_missing_part_skips_saying_what_to_do(monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match=f"{part} is not installed: run `make system`"):
        conftest.needs(part)


@pytest.mark.usefixtures("bare_machine")
@pytest.mark.parametrize("part", ["chromium", "fonts"])
def test_under_ci_a_missing_part_fails(monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match=part):
        conftest.needs(part)


@pytest.mark.usefixtures("bare_machine")
@pytest.mark.parametrize("ci", ["", "true"])
def test_a_missing_shared_folder_skips_even_under_ci(monkeypatch: pytest.MonkeyPatch, ci: str) -> None:
    monkeypatch.setenv("CI", ci)
    with pytest.raises(pytest.skip.Exception, match="shared/contracts"):
        conftest.needs_shared("contracts")
