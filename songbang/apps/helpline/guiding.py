"""Guidance: a thread is opened, units ask, the body answers once for all."""

from __future__ import annotations

from django.db import transaction

from songbang.apps.helpline.models import Question, Thread
from songbang.apps.journal.services import Actor, record
from songbang.apps.units.models import Unit
from songbang.core.errors import BadInput, Conflict, NotAllowed, NotFound
from songbang.ui import clock


@transaction.atomic
def open_thread(actor: Actor, body: Unit, title: str, about: str) -> Thread:
    made = Thread.objects.create(
        territory=body.territory, body=body, title=title, about=about, opened_at=clock.now()
    )  # fmt: skip
    record(actor, "thread.opened", f"thread:{made.pk}", after={"title": title})
    return made


@transaction.atomic
def ask(actor: Actor, unit: Unit, thread: Thread, text: str) -> Question:
    """Raises `Conflict` ("thread.closed"), `BadInput` ("thread.says_nothing")."""
    if thread.closed_at is not None:
        raise Conflict("thread.closed")
    if not text.strip():
        raise BadInput("thread.says_nothing")
    made = Question.objects.create(thread=thread, unit=unit, text=text.strip()[:2000], asked_at=clock.now())
    record(actor, "thread.asked", f"thread:{thread.pk}", after={"question": made.pk})
    return made


@transaction.atomic
def answer(actor: Actor, body: Unit, pk: int, text: str) -> Question:
    """Raises `NotAllowed` ("thread.not_yours") for every other body."""
    question = Question.objects.select_for_update(of=("self",)).select_related("thread").filter(pk=pk).first()
    if question is None or question.thread.territory != body.territory:
        raise NotFound("thread.not_found", id=pk)
    if question.thread.body_id != body.pk:
        raise NotAllowed("thread.not_yours")
    if not text.strip():
        raise BadInput("thread.says_nothing")
    before = {"answer": question.answer}
    question.answer, question.answered_at = text.strip()[:4000], clock.now()
    question.save()
    record(actor, "thread.answered", f"thread:{question.thread_id}", before=before, after={"question": pk})
    return question
