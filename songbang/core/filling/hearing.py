"""What all papers told, in the words in which a form's cells may hear it."""

from __future__ import annotations

from songbang.core.filling.accord import same_form
from songbang.core.filling.asked import Asked
from songbang.core.filling.hamlets import renamed_places
from songbang.core.filling.head import Head
from songbang.core.filling.lexicon import clean, words
from songbang.core.filling.refusing import but_refused
from songbang.core.filling.siblings import in_our_words, renamed
from songbang.core.filling.told import ByUnit, Told, Wording, add, forms_of
from songbang.core.filling.wholes_told import under_wholes


def heard(told: Told, head: Head, asked: list[Asked]) -> dict[Wording, ByUnit]:
    """Answers by wording: in the form's own words, but for papers that it refuses, and kinds under their whole."""
    return under_wholes(but_refused(_in_our_words(_spoken_of(told, asked), head, asked), head, asked), asked)


def _spoken_of(told: Told, asked: list[Asked]) -> dict[Wording, ByUnit]:
    """The answers of the units' own areas; where no label of the form says that a village's things are a village's
    (村级骨灰堂), theirs without it."""
    labels = "|".join(label for one in asked for label in (*one.keys, *one.outer))
    return told.by_wording if any(word in labels for word in words()["village_own"]) else told.by_bare_wording


def _in_our_words(spoken_of: dict[Wording, ByUnit], head: Head, asked: list[Asked]) -> dict[Wording, ByUnit]:
    """Answers of other forms, in the words of the cells that ask for the same under another name."""
    own = {form for form in forms_of(spoken_of) if same_form(head, form)}
    others = {(form, spoken) for form, spoken, _ in spoken_of if form not in own}
    named = renamed(asked, others, clean(head.title)) | renamed_places(asked, others)
    if not named:
        return spoken_of
    found: dict[Wording, ByUnit] = {}
    for (form, spoken, measure), by_unit in spoken_of.items():
        add(found, (form, in_our_words(form, spoken, named), measure), by_unit)
    return found
