"""Which column of a register is what: by the header's words and by what the values look like."""

from __future__ import annotations

from dataclasses import dataclass, field

from songbang.core.reading.headers import ColumnHeader
from songbang.core.reading.lexicon import Lexicon
from songbang.core.reading.looks import Look
from songbang.core.registers import RegisterKind

ENOUGH = 2.5
"""A column is taken for a field from this score on; 3 is a bare word that nothing contradicts."""
CLOSE = 0.75
"""Two columns for one deciding field whose scores differ by no more than this are a doubt."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A column taken for a field. `words` and `look` are the two parts of its score, `other` the next best field."""

    column: int
    header: str
    field: str
    words: float
    look: float
    trait: str = ""
    share: float = 0.0

    @property
    def score(self) -> float:
        return self.words + self.look

    @property
    def sure(self) -> bool:
        """The words are telling, or words and values agree."""
        return self.words >= 9 or (self.words >= 3 and self.look > 0)


@dataclass
class Assignment:
    """One reading of a region as a register of `kind`: field → column, with reasons."""

    kind: RegisterKind
    choices: dict[str, Choice] = field(default_factory=dict)
    rivals: dict[str, Choice] = field(default_factory=dict)
    """For `day` and `name`: another column that could be it about as well."""

    @property
    def complete(self) -> bool:
        """It has the two columns without which it is no register."""
        return "day" in self.choices and "name" in self.choices

    def column(self, name: str) -> int | None:
        choice = self.choices.get(name)
        return choice.column if choice else None


# trait of the values that a field wants, what agreeing adds, what contradicting takes, and the score it may have on
# values alone (headers that nobody foresaw)
_WANTS: dict[str, tuple[str, float, float, float]] = {
    "day": ("day", 3, -7, 4.0),
    "issued_on": ("day", 1, -6, 0),
    "due_on": ("day", 1, -3, 0),
    "notified_on": ("day", 1, -6, 0),
    "ends_on": ("day", 1, -6, 0),
    "closed_on": ("day", 2, -5, 0),
    "starts_at": ("clock", 3, -7, 0),
    "ends_at": ("clock", 3, -7, 0),
    "slot": ("clock", 3, -7, 0),
    "duration": ("duration", 2, -4, 0),
    "number": ("number", 3, -5, 5.0),
    "issuer": ("org", 2, -3, 3.0),
    "unit": ("unit", 3, -4, 4.0),
    "channel": ("channel", 3, -5, 3.5),
    "line": ("line", 3, -6, 0),
    "form": ("form", 3, -3, 4.0),
    "requires": ("attendance", 2, -8, 4.0),
    "channel_electronic": ("answer", 1, -6, 0),
    "channel_paper": ("answer", 1, -6, 0),
    "form_onsite": ("answer", 1, -6, 0),
    "form_video": ("answer", 1, -6, 0),
    "solved": ("answer", 1, -1, 0),
    "headcount": ("count", 1, -3, 0),
    "escorts": ("count", 1, -3, 0),
    "fields": ("count", 2, -3, 0),
    "copies": ("count", 1, -3, 0),
    "pages": ("count", 1, -3, 0),
    "members": ("count", 1, -3, 0),
    "serial": ("count", 1, -3, 0),
    "planned": ("answer", 1, -1, 0),
    "joint": ("answer", 1, -2, 0),
    "ledger": ("answer", 1, -2, 0),
    "nested": ("answer", 1, -1, 0),
    "filed": ("answer", 1, -1, 0),
    "punch_in": ("answer", 1, -1, 0),
    "problem": ("answer", 1, -1, 0),
    "requires_principal": ("answer", 1, -3, 0),
    "requires_deputy": ("answer", 1, -3, 0),
    "requires_village": ("answer", 1, -3, 0),
}
_MOSTLY, _HARDLY, _FEW = 0.6, 0.25, 3
_ALMOST_ALL = 0.85


def word_score(lexicon: Lexicon, kind: RegisterKind, name: str, header: ColumnHeader) -> float:
    """How well the header's words name the field; a child's words count nearly as much as the whole's."""

    def of(words: str) -> float:
        return lexicon.field_score(kind, name, words) if words else 0.0

    child = max(of(header.child.words), of(header.child.whole))
    if not header.parent.whole:
        return child
    whole = max(of(header.whole.words), of(header.whole.whole))
    return max(whole, child * 0.9, max(of(header.parent.words), of(header.parent.whole)) * 0.5)


def look_score(kind: RegisterKind, name: str, look: Look, words: float) -> tuple[float, str, float]:
    """What the values add to or take from the words, the trait looked for, and its share."""
    if look.size == 0:
        return 0.0, "", 0.0
    if name == "name":
        return _name_look(kind, look, words)
    trait, agree, contradict, alone = _WANTS.get(name, ("", 0, 0, 0))
    if not trait:
        return 0.0, "", 0.0
    share = look[trait]
    if words == 0:
        return (alone if alone and share >= _ALMOST_ALL and look.filled > 0.3 else 0.0), trait, share
    if share >= _MOSTLY:
        return agree + _finer(name, look), trait, share
    if share < _HARDLY and look.size >= _FEW:
        return float(contradict), trait, share
    return 0.0, trait, share


def _finer(name: str, look: Look) -> float:
    """A time column with ranges is a slot, one without a start; a day column of clock times is none."""
    if name in ("slot", "starts_at", "ends_at") and look["day"] >= _MOSTLY:
        return -13.0  # a day stands in the same cells: this is the day column, and tells the slot beside it
    if name == "slot":
        return 0.5 if look["range"] > 0.2 else -0.5
    if name == "day" and look["clock"] > 0.9 and look["day"] < 0.9:
        return -8.0
    return 0.0


def _name_look(kind: RegisterKind, look: Look, words: float) -> tuple[float, str, float]:
    share = look[f"name:{kind}"]
    if max(look["day"], look["clock"], look["count"]) > _MOSTLY or look["answer"] > _MOSTLY or look["number"] > _MOSTLY:
        return -9.0, "day", 1 - share
    if words == 0:
        return (3.0 if share >= _MOSTLY and look.length >= 5 and look["unit"] < 0.5 else 0.0), "name", share
    return 3.0 * share - (3.0 if look["unit"] > 0.7 else 0.0), "name", share


def assign(
    lexicon: Lexicon, kind: RegisterKind, headers: tuple[ColumnHeader | None, ...], looks: list[Look]
) -> Assignment:
    """The best reading of the columns as a register of `kind`: each field at most one column, the surest first."""
    candidates = _candidates(lexicon, kind, headers, looks)
    assignment = Assignment(kind)
    taken: set[int] = set()
    for choice in candidates:
        if choice.field not in assignment.choices and choice.column not in taken:
            assignment.choices[choice.field] = choice
            taken.add(choice.column)
    _note_rivals(assignment, candidates, taken, headers)
    return assignment


def _candidates(
    lexicon: Lexicon, kind: RegisterKind, headers: tuple[ColumnHeader | None, ...], looks: list[Look]
) -> list[Choice]:
    found = []
    for column, header in enumerate(headers):
        for name in lexicon.fields[kind]:
            words = word_score(lexicon, kind, name, header) if header else 0.0
            look, trait, share = look_score(kind, name, looks[column], words)
            if words + look >= ENOUGH and (header or words + look > 4):
                text = header.text if header else ""
                found.append(Choice(column, text, name, words, look, trait, share))
    return sorted(found, key=lambda choice: (-choice.score, choice.column, choice.field))


def _note_rivals(
    assignment: Assignment, candidates: list[Choice], taken: set[int], headers: tuple[ColumnHeader | None, ...]
) -> None:
    """A free column that could be the day or the name about as well as the one chosen."""
    for name in ("day", "name"):
        chosen = assignment.choices.get(name)
        rival = next((c for c in candidates if chosen and c.field == name and c.column not in taken), None)
        if chosen and rival and chosen.score - rival.score <= CLOSE and not _one_span(chosen, rival, headers):
            assignment.rivals[name] = rival


def _one_span(first: Choice, second: Choice, headers: tuple[ColumnHeader | None, ...]) -> bool:
    """Two neighbours under one parent such as 起止日期: the left is the start, the right the end."""
    if second.column != first.column + 1:
        return False
    left, right = headers[first.column], headers[second.column]
    return left is not None and right is not None and bool(left.parent.whole) and left.parent == right.parent


_SHARED_FIELDS = frozenset({"serial", "remark", "unit", "line"})


def kind_score(assignment: Assignment, looks: list[Look]) -> float:
    """How much the columns speak for this kind: telling words count in full, shared and bare ones little."""
    score = 0.0
    for name, choice in assignment.choices.items():
        if name not in _SHARED_FIELDS:
            score += choice.words if choice.words >= 8 else choice.words / 3
    named = assignment.choices.get("name")
    if named:
        score += 8 * looks[named.column][f"name:{assignment.kind}"]
    return score
