"""Each rule on its own cases: the day before, the first day, at the limit, above it, kept, broken, unchecked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from songbang.core.demand import KINDS, read_demand
from songbang.core.rules import CHECKS, Verdict, load_book, weigh
from songbang.core.words import LANGUAGES
from tests.core.rules.cases_of import RuleCase, base, every, written

BOOK = load_book()


def _found(verdict: Verdict) -> set[str]:
    return {one.rule for one in verdict.findings}


def _spoken_of(verdict: Verdict) -> set[str]:
    return _found(verdict) | set(verdict.looked_at) | {one.rule for one in verdict.not_checked}


@pytest.mark.parametrize("case", list(every("broken")), ids=str)
def test_a_broken_rule_is_found_on_its_day_and_from_its_first_day_on(case: RuleCase) -> None:
    rule = BOOK.rules[case.rule]
    last = rule.valid_to or rule.valid_from
    assert case.rule in _found(case.verdict())
    assert case.rule in _found(case.verdict(on=rule.valid_from))
    assert case.rule in _found(case.verdict(on=last))


@pytest.mark.parametrize("case", list(every("broken")), ids=str)
def test_a_rule_is_not_spoken_of_the_day_before_it_begins_nor_the_day_after_it_ends(case: RuleCase) -> None:
    rule = BOOK.rules[case.rule]
    assert case.rule not in _spoken_of(case.verdict(on=rule.valid_from - timedelta(days=1)))
    if rule.valid_to:
        assert case.rule not in _spoken_of(case.verdict(on=rule.valid_to + timedelta(days=1)))


@pytest.mark.parametrize("case", list(every("kept")), ids=str)
def test_a_rule_that_is_kept_is_looked_at_or_cannot_be_checked_but_never_found(case: RuleCase) -> None:
    verdict = case.verdict()
    assert case.rule not in _found(verdict)
    assert case.rule in _spoken_of(verdict)


@pytest.mark.parametrize("case", list(every("lacks")), ids=str)
def test_a_rule_that_lacks_what_it_needs_says_what(case: RuleCase) -> None:
    verdict = case.verdict()
    assert [one.needs for one in verdict.not_checked if one.rule == case.rule] == [case.needs]
    assert case.rule not in verdict.looked_at


@pytest.mark.parametrize("case", list(every("elsewhere")), ids=str)
def test_a_local_rule_does_not_run_elsewhere(case: RuleCase) -> None:
    assert case.rule not in _spoken_of(case.verdict())


@pytest.mark.parametrize("case", list(every("broken")), ids=str)
def test_a_finding_is_worded_in_each_language_with_no_blank_left(case: RuleCase) -> None:
    for language in LANGUAGES:
        for one in case.verdict(language=language).findings:
            for text in (one.why, one.remedy, one.article):
                assert text
                assert not set("{}") & set(text)
                assert "None" not in text
                assert language != "en" or "、" not in text


@pytest.mark.parametrize("kind", KINDS)
def test_the_demand_that_cases_start_from_breaks_no_rule(kind: str) -> None:
    assert not _found(weigh(read_demand(base(kind)), BOOK))


def test_every_rule_has_a_check_and_every_check_a_rule() -> None:
    assert set(CHECKS) == set(BOOK.rules)


def test_every_rule_has_cases_broken_and_kept() -> None:
    assert not [rule for rule in BOOK.rules if not written().get(rule, {}).get("broken")]
    assert not [rule for rule in BOOK.rules if not written().get(rule, {}).get("kept")]
    assert not set(written()) - set(BOOK.rules)


def test_every_rule_that_holds_against_the_record_says_so_where_there_is_none() -> None:
    with_history = {rule for rule, rows in written().items() if "history" in rows}
    silent = {rule for rule in with_history if not any(case.rule == rule for case in every("lacks"))}
    # These two count what is issued; without a year to compare they lack it, which the first of them shows.
    assert silent <= {"document.count-cut-2019", "document.both-channels"}
