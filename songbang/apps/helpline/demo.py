"""Duties, matters, voices and a thread for the demo."""

from __future__ import annotations

from songbang.apps.helpline import guiding, hearing, services
from songbang.apps.journal.services import SYSTEM
from songbang.apps.units.models import Account, Unit
from songbang.core import rulebook
from songbang.core.voices.anonymity import Voice


def fill(village: Unit, department: Unit) -> None:
    """One matter that the duty list leads to the department and is a published need, one that it does not;
    six voices; one answer."""
    told = rulebook.load("demo_ledger.yaml")
    lines = [(department, one["text"], one["words"]) for one in told["duties"]]
    services.take_in_duties(SYSTEM, village.territory, lines)
    raised = [services.raise_matter(SYSTEM, village, services.Raised(**one), by=None) for one in told["matters"]]
    services.publish(SYSTEM, raised[0].pk, raised[0].version, shown=True)
    _speak(village.territory, department.name, told["voices"])
    thread = guiding.open_thread(SYSTEM, department, told["thread"]["title"], "")
    question = guiding.ask(SYSTEM, village, thread, told["thread"]["question"])
    guiding.answer(SYSTEM, department, question.pk, told["thread"]["answer"])


def _speak(territory: str, issuer: str, told: dict[str, object]) -> None:
    """Several voices, of the demo's own accounts as it were: marks are digests, so no account is needed to be kept."""
    for number in range(int(str(told["count"]))):
        person = Account(pk=-1 - number)
        about = hearing.About(f"demo:{number}", territory, issuer, str(told["kind"]))
        hearing.hear(person, about, Voice(needed=number == 0, clear=True, twice=number > 1, minutes=60))
        hearing.suggest(person, territory, str(told["text"]))
