"""What is done with many texts together is what is done with each alone."""

from __future__ import annotations

import random

import pytest

from songbang.core.matching.issuers import key, keys
from songbang.core.matching.titles import read_title, read_titles
from songbang.core.matching.writing import folded, folded_each, uniform, uniform_each, unquoted, unquoted_each
from tests.core.matching.test_columns import register

CHARS = "關于转發（〔［【“《》”】］〕）２０１９年３月Ａz 　\ufeff\u200b白勺木几关干未末𠀀0…\t\r中共区局通知"


def spoilt(seed: int, many: int, chars: str = CHARS) -> list[str]:
    chance = random.Random(seed)
    return ["".join(chance.choices(chars, k=chance.randrange(24))) for _ in range(many)]


@pytest.mark.parametrize("texts", [[], ["", "木几构"], spoilt(1, 400), spoilt(2, 400, CHARS + "\n"), [""] * 40])
def test_characters_of_many_texts_are_changed_as_those_of_each(texts: list[str]) -> None:
    for together, alone in ((uniform_each, uniform), (unquoted_each, unquoted), (folded_each, folded), (keys, key)):
        assert together(texts) == [alone(text) for text in texts]


def test_titles_are_read_together_as_each_alone() -> None:
    records = register(3, 300)
    names = {key(record.issuer) for record in records if record.issuer}
    titles = [record.title for record in records] + spoilt(4, 200) + [record.issuer or "" for record in records[:40]]
    titles += [f"{record.issuer}{record.title}" for record in records[:80]]
    assert read_titles(titles, names) == [read_title(title, names) for title in titles]
