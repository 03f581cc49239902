"""Operations of the API. An app's `api.py` makes a `router = Routes("units")` and its views by it: no operation can
forget token, scope, right, problem answers, or the Idempotency-Key of a write.

    @router.reads("/units/{code}", "units", response=UnitOut)
    def read_unit(request: HttpRequest, code: Code) -> UnitOut: ...

    @router.writes("/imports/{key}/accept", "imports", "create", response=ImportOut)
    def accept_import(request: HttpRequest, key: Key, told: Act) -> ImportOut: ...

In the view `access.standing(request)` tells who asks, as in pages. A right that is lacking is 404, as in pages; a scope
that the token lacks is 403. `songbang/api.py` finds the module by itself.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Annotated, Any, Generic, TypeVar, cast

from django.http import HttpRequest, HttpResponse
from ninja import Header, Path, Query, Router, Schema
from ninja.errors import ValidationError
from ninja.security import HttpBearer
from pydantic import Field, WithJsonSchema

from songbang.apps.units import answers, tokens
from songbang.apps.units.permissions import scope_of
from songbang.apps.units.tokens import Granted
from songbang.core.errors import NotAllowed, NotFound
from songbang.ui import wall

T = TypeVar("T")
View = Callable[..., Any]
OPERATIONS: dict[str, tuple[str, str]] = {}
"""Operation (`GET /units`) → (resource, action): read by the test that walks every operation as every role."""
TEXT = r"^[^\x00-\x1f\x7f]*$"
MOST_A_PAGE = 200

Key = Annotated[int, Path(ge=1, le=2**53 - 1)]
Code = Annotated[str, Path(pattern=r"^[A-Za-z0-9_.-]+$", max_length=12, description="Code of the unit.")]
Cursor = Annotated[str, Query(max_length=500, pattern=r"^[A-Za-z0-9_-]*$", description="`next` of the page before.")]
Limit = Annotated[int, Query(ge=1, le=MOST_A_PAGE, description="Most items of the page.")]


def one_of(values: Iterable[str]) -> WithJsonSchema:
    """Describes a text as one of `values`; that it is, the view checks, in words of its own."""
    return WithJsonSchema({"type": "string", "enum": list(values)})


class Problem(Schema):
    """What is wrong, as RFC 9457 has it: `code` is permanent; `errors` name the fields."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    code: str
    errors: list[dict[str, Any]] | None = None


class Page(Schema, Generic[T]):
    """A page of a list. `next` is the cursor after its last item; null at the end."""

    items: list[T]
    next: str | None = Field(description="Cursor of the page after this; null at the end.")


class TokenAuth(HttpBearer):
    """`Authorization: Bearer sbt_…`."""

    def authenticate(self, request: HttpRequest, token: str) -> Granted:
        with wall.everywhere():
            found = tokens.granted(token, request.META.get("REMOTE_ADDR"))
        wall.enter(found.standing.territory)
        return found


class Routes(Router):
    """The operations of one app, tagged by what they are about."""

    def __init__(self, tag: str) -> None:
        super().__init__(tags=[tag])

    def reads(
        self, path: str, resource: str, action: str = "view", *, response: Any, **told: Any
    ) -> Callable[[View], View]:
        """A GET for tokens with the scope and whose holding has the right."""
        return self._made("GET", path, (resource, action), response, (400, 401, 403, 404, 422), told)

    def writes(
        self, path: str, resource: str, action: str, *, response: Any, method: str = "POST",
        first: Callable[[HttpRequest], None] | None = None, **told: Any,
    ) -> Callable[[View], View]:  # fmt: skip
        """A POST (or else) with the scope `resource:write`. It must answer with a `Schema`, or `Status(code, schema)`:
        what it answers is kept for a retry with the same Idempotency-Key. `first` sees the request before its body is
        read, where the view itself reads it."""
        problems = (400, 401, 403, 404, 409, 422)
        return self._made(method, path, (resource, action), response, problems, told, first)

    def _made(
        self, method: str, path: str, right: tuple[str, str], response: Any, problems: Sequence[int], told: Any,
        first: Callable[[HttpRequest], None] | None = None,
    ) -> Callable[[View], View]:  # fmt: skip
        answered = response if isinstance(response, dict) else {200: response}
        told = {"openapi_extra": {}, **told}
        told["openapi_extra"] = {"x-scope": scope_of(*right), **told["openapi_extra"]}

        def made(view: View) -> View:
            OPERATIONS[f"{method} {path}"] = right
            guard = _Guard(right, first)
            checked = _checked(view, guard, writes=method != "GET")
            words = inspect.getdoc(view) or view.__name__
            self.add_api_operation(
                path, [method], checked, response={**answered, frozenset(problems): Problem},
                operation_id=view.__name__, summary=words.partition("\n")[0].rstrip("."), description=words,
                **told,
            )  # fmt: skip
            guard.query.update(_query_names(checked))
            return view

        return made


RetryKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key", max_length=200, pattern=r"^[\x21-\x7e]*$",
        description="A word of yours for this act (such as a UUID): a retry with it within 24 hours changes nothing "
        "more and gets the same answer.",
    ),
]  # fmt: skip


@dataclass(frozen=True)
class _Guard:
    """What stands before a view: scope and right, and what the query may name."""

    right: tuple[str, str]
    first: Callable[[HttpRequest], None] | None
    query: set[str] = field(default_factory=set)

    def let_through(self, request: HttpRequest) -> Granted:
        """Raises `NotAllowed`, `NotFound`, ninja's `ValidationError`."""
        granted = cast(Granted, cast(Any, request).auth)
        if scope_of(*self.right) not in granted.scopes:
            raise NotAllowed("token.scope", scope=scope_of(*self.right))
        if not granted.standing.may(*self.right):
            raise NotFound("api.not_there")
        # A parameter that is misspelt must not be passed over: the answer would be one to another question.
        unknown = sorted(set(request.GET) - self.query)
        if unknown:
            raise ValidationError([{"loc": ("query", name), "msg": "no such parameter"} for name in unknown])
        request.standing = granted.standing  # type: ignore[attr-defined]
        if self.first is not None:
            self.first(request)
        return granted


def _checked(view: View, guard: _Guard, *, writes: bool) -> View:
    """The view behind its guard; a write also behind its kept answers."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        granted = guard.let_through(request)
        key = kwargs.pop("idempotency_key", "")
        if not key:
            return view(request, *args, **kwargs)
        return _kept(request, granted, key, lambda: view(request, *args, **kwargs))

    # ninja reads types by the globals of the function that it calls: they are resolved here, by those of the view.
    signature = inspect.signature(view, eval_str=True)
    if writes:
        asked = inspect.Parameter("idempotency_key", inspect.Parameter.KEYWORD_ONLY, default="", annotation=RetryKey)
        signature = signature.replace(parameters=[*signature.parameters.values(), asked])
    checked.__signature__ = signature  # type: ignore[attr-defined]
    return checked


def _query_names(view: View) -> set[str]:
    """The names that the operation takes in the query."""
    models = cast(Any, view)._ninja_operation.models
    return {name for m in models if m.__ninja_param_source__ == "query" for name in m.__ninja_flatten_map__}


def _kept(request: HttpRequest, granted: Granted, key: str, act: Callable[[], Any]) -> HttpResponse:
    answer = answers.once(granted.token, key, answers.digest_of(request), lambda: _told(act()))
    response = HttpResponse(answer.body, status=answer.status, content_type="application/json; charset=utf-8")
    if answer.replayed:
        response["Idempotency-Replayed"] = "true"
    return response


def _told(answered: Any) -> tuple[int, str]:
    """(status, JSON) of what a write answers."""
    status, schema = getattr(answered, "status_code", 200), getattr(answered, "value", answered)
    return status, cast(Schema, schema).model_dump_json()
