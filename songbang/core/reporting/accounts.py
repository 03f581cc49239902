"""What was understood of a register's columns, and why, in words: for the terminal and for the preview of an import.

A `ColumnAccount` has no words of a language in it, so that it can be kept and told later in any.
"""

from __future__ import annotations

from dataclasses import dataclass

from songbang.core.reading.books import column_letters
from songbang.core.reading.columns import Choice
from songbang.core.reading.reader import RegionReading
from songbang.core.words import Language, labels


@dataclass(frozen=True, slots=True)
class ColumnAccount:
    """A column and what it was taken for. `field` None: it is not used."""

    column: str
    """Its letters."""
    header: str
    field: str | None
    sure: bool = True
    by_words: bool = False
    by_values: bool = False
    trait: str = ""
    share: float = 0.0
    """Share of the values that have the trait."""


def column_accounts(part: RegionReading) -> list[ColumnAccount]:
    """Each column that has a header or was taken for a field, from the left."""
    by_column = {choice.column: choice for choice in part.region.assignment.choices.values()}
    found = []
    for column, header in enumerate(part.region.block.columns):
        choice = by_column.get(column)
        if header is not None or choice is not None:
            found.append(_account(column, header.text if header else "", choice))
    return found


def _account(column: int, header: str, choice: Choice | None) -> ColumnAccount:
    letters = column_letters(column)
    if choice is None:
        return ColumnAccount(letters, header, None)
    told = (choice.words > 0, choice.look > 0, choice.trait, round(choice.share, 3))
    return ColumnAccount(letters, header, choice.field, choice.sure, *told)


def why(account: ColumnAccount, language: Language) -> str:
    """Why the column was taken for its field; empty where it is not used."""
    words, traits = labels(language)["accounts"], labels(language)["traits"]
    if account.field is None:
        return ""
    if account.trait == "mapping":
        return words["mapping"]
    trait = traits.get(account.trait.partition(":")[0], "")
    filled = {"header": account.header, "share": f"{account.share:.0%}", "trait": trait}
    if not account.by_words:
        return words["values"].format(**filled)
    return words["words_and_values" if account.by_values and trait else "words"].format(**filled)
