"""The rulebook read by day, and the verdict on a demand.

A rule is data (`songbang/rulebook/rules_*.yaml`: dated values, articles, exceptions, words) and one function
(`@check`), grouped by kind. What a demand is held against comes in as values: the history through `Register`.
Not its job: reading the demand (`demand`), remembering the verdict, or asking for any of this.

>>> from datetime import date
>>> from songbang.core.demand import read_demand
>>> form = read_demand({"kind": "form", "issued_on": "2025-03-02", "details": {"frequency": "daily"}})
>>> verdict = weigh(form, load_book())
>>> verdict.outcome, [one.rule for one in verdict.findings]
('refuse', ['form.off-platform', 'form.uncatalogued', 'form.daily'])
>>> load_book().rules["form.daily"].in_force(date(2019, 3, 10))
False
"""

from songbang.core.rules.book import Book, Change, Rule, Value, book_of, load_book, with_local
from songbang.core.rules.case import CHECKS, Known
from songbang.core.rules.history import History, Register, Same
from songbang.core.rules.verdict import Breach, NotChecked, Outcome, Verdict
from songbang.core.rules.weigh import known_from, readers_of, replay, weigh

__all__ = [
    "CHECKS", "Book", "Breach", "Change", "History", "Known", "NotChecked", "Outcome", "Register", "Rule", "Same",
    "Value", "Verdict", "book_of", "known_from", "load_book", "readers_of", "replay", "weigh", "with_local",
]  # fmt: skip
