"""Names say what lives there. These say nothing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import PurePath

from tests.house.tree import python_files, trees

BANNED = {"util", "utils", "helper", "helpers", "manager", "managers", "process", "data", "misc"}
GIVEN = {
    "handle_data": "html.parser.HTMLParser calls it so",
    "process_exception": "Django's middleware calls it so",
    "AccountManager": "Django's word for what makes and finds a model's rows",
}
"""Methods whose name and arguments a library has chosen, and which."""
_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def _says_nothing(name: str) -> bool:
    """One of the name's parts is banned: `DataManager`, `process_rows`."""
    return any(part.lower() in BANNED for part in _PARTS.findall(name))


def _given_arguments(tree: ast.Module) -> set[int]:
    """Ids of the arguments of methods in GIVEN."""
    given = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef) and n.name in GIVEN]
    return {id(node) for method in given for node in ast.walk(method.args)}


def _names(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Names of functions and classes (by parts), of variables and arguments (whole), with their lines."""
    given = _given_arguments(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            if node.name not in GIVEN and _says_nothing(node.name):
                yield node.lineno, node.name
        elif isinstance(node, ast.arg) and node.arg in BANNED and id(node) not in given:
            yield node.lineno, node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id in BANNED:
            yield node.lineno, node.id


def test_no_file_or_folder_has_a_banned_name() -> None:
    named = [
        name for name in python_files() if any(_says_nothing(part) for part in PurePath(name).with_suffix("").parts)
    ]
    assert not named


def test_no_function_class_variable_or_argument_has_a_banned_name() -> None:
    named = [f"{file}:{line} {name}" for file, tree in trees() for line, name in _names(tree)]
    assert not named
