"""What parts a pleasure from a chore is the tail: no long file, no long function, no test that fails once in fifty."""

from __future__ import annotations

import ast
from statistics import median, quantiles

from tests.house.tree import called_name, functions, lines_of, python_files, text_of, trees


def test_no_file_is_over_500_lines() -> None:
    long = {name: count for name in python_files() if (count := text_of(name).count("\n")) > 500}
    assert not long


def test_no_function_is_over_80_lines() -> None:
    long = {where: count for where, node in functions("") if (count := lines_of(node)) > 80}
    assert not long


def test_half_of_our_functions_fit_in_10_lines_and_nine_of_ten_in_30() -> None:
    lengths = [lines_of(node) for _, node in functions("songbang/")]
    assert median(lengths) <= 10
    assert quantiles(lengths, n=10)[-1] <= 30


def test_tests_of_the_office_wait_for_what_they_look_at() -> None:
    """`expect(…)` asks until it is so. After a click the old page still stands a while; `is_visible()` asks once."""
    asks_once = [
        f"{name}:{node.lineno}"
        for name, tree in trees("tests/browser/test_")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and called_name(node) in ("is_visible", "is_hidden", "is_enabled", "is_disabled")
    ]
    assert not asks_once
