"""The tree as house tests look at it: committed files (and new ones not ignored), and our sources as syntax trees."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def committed() -> tuple[str, ...]:
    """Paths under ROOT of all files that git knows or would be asked to know."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return tuple(sorted(name for name in set(listed.split("\0")) if name and (ROOT / name).is_file()))


def python_files(folder: str = "") -> list[str]:
    """Our own Python files under `folder`; what was vendored keeps its own house."""
    return [name for name in committed() if name.endswith(".py") and name.startswith(folder) and "/vendor/" not in name]


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


@cache
def tree_of(name: str) -> ast.Module:
    return ast.parse(text_of(name), filename=name)


def trees(folder: str = "songbang/") -> Iterator[tuple[str, ast.Module]]:
    """Each file under `folder` with its syntax tree."""
    for name in python_files(folder):
        yield name, tree_of(name)


def functions(folder: str) -> Iterator[tuple[str, FunctionNode]]:
    """Each function and method under `folder`, as (`file:line name`, node)."""
    for name, tree in trees(folder):
        for node in ast.walk(tree):
            if isinstance(node, FunctionNode):
                yield f"{name}:{node.lineno} {node.name}", node


def lines_of(node: FunctionNode) -> int:
    """Lines from `def` to the last, docstring included."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def called_name(call: ast.Call) -> str:
    """`Finding` for both `Finding(...)` and `findings.Finding(...)`."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""
