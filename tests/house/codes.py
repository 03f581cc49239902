"""Which codes of findings, rejects and errors the code can produce, read from its syntax trees.

A code is recognised by where it stands: as the argument for a parameter or field named `code` of anything that
songbang defines (`SongbangError` and its kinds, `Finding`, a reject), or as a value of a Literal type named `…Code`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

from tests.house.tree import FunctionNode, called_name, functions, trees

DOTTED = re.compile(r"[a-z][a-z0-9]*([._][a-z0-9]+)+")
"""A code; the code of a unit, of a currency or of a language is none."""


@cache
def used_codes() -> dict[str, str]:
    """Each code with one place (`file:line`) where it is used."""
    return {code: where for where, code in [*_passed(), *_typed()] if DOTTED.fullmatch(code)}


@cache
def error_classes() -> frozenset[str]:
    """SongbangError and every class derived from it, however far."""
    bases = {
        node.name: _base_names(node) for _, tree in trees() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)
    }
    known = {"SongbangError"}
    while more := {name for name, above in bases.items() if above & known} - known:
        known |= more
    return frozenset(known)


def unknown_codes() -> Iterator[str]:
    """Places where a code cannot be read off, so that nobody can search for it or tell whether it has words.

    An error is raised without one that stands there, or a code is put together from pieces.
    """
    positions = _code_positions()
    for name, tree in trees():
        for call in _calls(tree):
            called = called_name(call)
            code = _argument(call, positions[called]) if called in positions else None
            if (called in error_classes() and not list(_constants(code))) or _has_pieces(code):
                yield f"{name}:{call.lineno}"


def _passed() -> Iterator[tuple[str, str]]:
    positions = _code_positions()
    for name, tree in trees():
        for call in _calls(tree):
            if called_name(call) in positions:
                for code in _constants(_argument(call, positions[called_name(call)])):
                    yield f"{name}:{call.lineno}", code


def _typed() -> Iterator[tuple[str, str]]:
    for name, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign | ast.AnnAssign) and _target(node).endswith("Code") and node.value:
                for code in _constants(node.value):
                    yield f"{name}:{node.lineno}", code


@cache
def _code_positions() -> dict[str, int]:
    """For each function, dataclass or constructor with a parameter or field `code`: how many stand before it."""
    positions = dict.fromkeys(error_classes(), 0)
    for _, node in functions("songbang/"):
        if "code" in _parameters(node) and not node.name.startswith("__"):
            positions[node.name] = _parameters(node).index("code")
    for defined in _classes():
        if "code" in _fields(defined):
            positions[defined.name] = _fields(defined).index("code")
    return positions


def _parameters(node: FunctionNode) -> list[str]:
    return [argument.arg for argument in node.args.args if argument.arg not in ("self", "cls")]


def _fields(node: ast.ClassDef) -> list[str]:
    """What the constructor takes: the parameters of `__init__`, else a dataclass's fields."""
    for part in node.body:
        if isinstance(part, ast.FunctionDef) and part.name == "__init__":
            return _parameters(part)
    return [_target(part) for part in node.body if isinstance(part, ast.AnnAssign)]


def _target(node: ast.Assign | ast.AnnAssign) -> str:
    target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
    return target.id if isinstance(target, ast.Name) else ""


def _argument(call: ast.Call, position: int) -> ast.expr | None:
    named = next((word.value for word in call.keywords if word.arg == "code"), None)
    return named or (call.args[position] if len(call.args) > position else None)


def _constants(node: ast.expr | None) -> Iterator[str]:
    """Strings in the expression: one, or several of a condition (`"a.b" if x else "a.c"`)."""
    for part in ast.walk(node) if node else ():
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def _has_pieces(node: ast.expr | None) -> bool:
    return any(isinstance(part, ast.JoinedStr) for part in ast.walk(node)) if node else False


def _calls(tree: ast.Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _classes() -> Iterator[ast.ClassDef]:
    return (node for _, tree in trees() for node in ast.walk(tree) if isinstance(node, ast.ClassDef))


def _base_names(node: ast.ClassDef) -> set[str]:
    names = {base.id for base in node.bases if isinstance(base, ast.Name)}
    return names | {base.attr for base in node.bases if isinstance(base, ast.Attribute)}
