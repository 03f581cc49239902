"""What is done in columns says what the rules say on single rows."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.made_registers import make
from songbang.core.matching import Record, match_records
from songbang.core.matching.candidates import candidates
from songbang.core.matching.columns import read_records
from songbang.core.matching.evidence import DIFFERENT, EQUAL, MISSING, PART, SLIP, Evidence
from songbang.core.matching.identities import Identities
from songbang.core.matching.joins import Ints
from songbang.core.matching.numbers import likeness, parse_number, parse_numbers
from songbang.core.matching.plain_numbers import Lines
from songbang.core.matching.verdicts import Verdict, judge

LIKENESS = {EQUAL: "equal", PART: "part", SLIP: "slip", MISSING: "missing", DIFFERENT: "different"}


def judged(seen: Evidence) -> tuple[list[Verdict], Ints]:
    return seen.judged(*seen.cases())


def register(seed: int, rows: int = 250) -> list[Record]:
    """Both sides of made registers, with relays, revisions, cut titles and rows that lack things among them."""
    made = make(rows, seed)
    records = [*made.electronic, *made.paper]
    found = []
    for at, record in enumerate(records):
        if at % 11 == 0:
            record = replace(
                record, title=f"转发{record.issuer or ''}{record.title}的通知", number=f"青农〔2019〕{at}号"
            )
        elif at % 13 == 0:
            record = replace(record, title=record.title.replace("的通知", "的通知（修订）"), number=None)
        elif at % 17 == 0:
            record = replace(record, title=f"转发{record.number}文件的通知", number=None, issuer=None)
        elif at % 19 == 0:
            record = replace(record, title="", received_on=None)
        found.append(record)
    return found


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_pair_is_judged_as_the_rules_judge_it_alone(seed: int) -> None:
    rows, issuers = read_records(register(seed, 60))
    a, b = (np.array(side, dtype=np.int64) for side in np.triu_indices(len(rows), 1))
    verdicts, said = judged(Evidence(rows, issuers, a, b))
    for one, two, place in zip(a.tolist(), b.tolist(), said.tolist(), strict=True):
        assert judge(rows[one], rows[two], issuers) == (verdicts[place] if place >= 0 else None)


def test_no_pair_that_the_rules_relate_is_left_out_of_the_comparison() -> None:
    rows, issuers = read_records(register(4))
    compared = set(zip(*(side.tolist() for side in candidates(rows, Identities(rows, issuers))), strict=True))
    a, b = (np.array(side, dtype=np.int64) for side in np.triu_indices(len(rows), 1))
    _, said = judged(Evidence(rows, issuers, a, b))
    related = {(one, two) for one, two, place in zip(a.tolist(), b.tolist(), said.tolist(), strict=True) if place >= 0}
    assert len(related) > 150
    assert len(related - compared) <= 0.01 * len(related)


def test_the_numbers_of_many_pairs_are_likened_as_those_of_one() -> None:
    rows, issuers = read_records(register(5, 120))
    a, b = (np.array(side, dtype=np.int64) for side in np.triu_indices(len(rows), 1))
    seen = Evidence(rows, issuers, a, b).numbers.tolist()
    for one, two, told in zip(a.tolist(), b.tolist(), seen, strict=True):
        assert LIKENESS[told] == likeness(rows[one].number, rows[two].number)


@pytest.mark.parametrize(
    "written",
    [
        "南政办发〔2019〕12号", "南政办发［２０１９］第０12号", "发〔2O19〕l2", "第12号", "国令第708号", "待补", "12",
        "南农\n〔2019〕3号", "〔2019〕3号", "南农2019年第3号", "南农（二〇一九）七号", "青府简报第十二期",
        "中华人民共和国〔2019〕3号",
    ],
)  # fmt: skip
def test_numbers_are_read_together_as_each_alone(written: str) -> None:
    found = parse_numbers(Lines(["前政〔2018〕1号", written, "后政〔2018〕2号"]))
    number = parse_number(written)
    assert found.serial.tolist()[0::2] == [1, 2]
    assert (found.codes[found.code[1]], found.year[1] or None, found.serial[1]) == (
        (number.code, number.year, number.serial) if number else ("", None, -1)
    )


def test_numbers_spoilt_at_random_are_read_together_as_each_alone() -> None:
    chance = random.Random(3)
    chars = "南政办发字〔[（【］)】〕2019０１２lIOZS|丨第号年- 一二十\n𠀀7"
    written = ["".join(chance.choices(chars, k=chance.randrange(16))) for _ in range(3000)]
    written += [
        f"{'南政办发'[: chance.randrange(5)]}{chance.choice('〔[（〈')}{chance.choice(['2019', '2O1９', '19', 'l998'])}"
        f"{chance.choice('〕]）〉')}{chance.choice(['', '第'])}{chance.choice(['12', '０7', '123456', 'Z', ''])}{mark}"
        for mark in chance.choices(["号", "", "号 ", "期", "\n"], k=1000)
    ]
    found = parse_numbers(Lines(written))
    told = zip(found.code.tolist(), found.year.tolist(), found.serial.tolist(), strict=True)
    for text, (code, year, serial) in zip(written, told, strict=True):
        number = parse_number(text)
        alone = (number.code, number.year or 0, number.serial) if number else ("", 0, -1)
        assert (found.codes[code], year, serial) == alone, text
    assert 0.2 < (found.serial >= 0).mean() < 0.9


def test_records_of_two_groups_are_never_a_pair() -> None:
    records = [replace(record, group=str(at % 3)) for at, record in enumerate(register(6))]
    groups = {record.id: record.group for record in records}
    found = match_records(records)
    assert found
    assert all(groups[pair.a] == groups[pair.b] for pair in found)
    alone = [pair for group in "012" for pair in match_records([one for one in records if one.group == group])]
    assert {(one.a, one.b, one.relation) for one in found} >= {
        (one.a, one.b, one.relation) for one in alone if one.relation == "same" and one.score > 0.9
    }
