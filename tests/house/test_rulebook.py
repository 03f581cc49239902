"""The rulebook is data that loads."""

from __future__ import annotations

import re
from pathlib import PurePath

import pytest
import yaml

from songbang.core import rulebook
from tests.house.tree import committed, text_of

SHIPPED = [name for name in committed() if name.startswith("songbang/rulebook/") and name.endswith(".yaml")]


class _Strict(yaml.SafeLoader):
    """YAML as we mean it: a key given twice is a slip, not an override."""


def _mapping(loader: _Strict, node: yaml.MappingNode) -> dict[object, object]:
    keys = [loader.construct_object(key, deep=True) for key, _ in node.value]
    twice = {key for key in keys if keys.count(key) > 1}
    assert not twice, f"given twice: {twice} (line {node.start_mark.line + 1})"
    return loader.construct_mapping(node, deep=True)


_Strict.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_file_of_the_rulebook_loads_and_gives_no_key_twice(name: str) -> None:
    assert yaml.load(text_of(name), _Strict)
    assert rulebook.load(PurePath(name).relative_to("songbang/rulebook").as_posix())


def test_every_file_of_the_rulebook_is_read_by_the_code() -> None:
    # cases/*.yaml are read by the tests of the rules alone
    read = "\n".join(text_of(name) for name in committed() if name.startswith("songbang/") and name.endswith(".py"))
    by_prefix = ("elements", *re.findall(r'(?:load_all|files_of)\("(\w+)"\)', read))
    assert not [
        name
        for name in SHIPPED
        if "/cases/" not in name and PurePath(name).name not in read and not PurePath(name).stem.startswith(by_prefix)
    ]


def test_no_yaml_file_of_the_rulebook_has_another_ending() -> None:
    assert not [name for name in committed() if name.startswith("songbang/rulebook/") and name.endswith(".yml")]
