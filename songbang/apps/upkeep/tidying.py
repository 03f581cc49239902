"""What has had its day is taken away by the hour: sessions that ended, counts of failed log-ins, jobs that are done."""

from __future__ import annotations

from datetime import timedelta

from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django_tasks_db.models import DBTaskResult

from songbang.ui import clock

DONE_FOR = timedelta(days=30)
"""Jobs that were done or given up are kept so long: the administrator looks for what failed."""
FAILURES_FOR = timedelta(days=90)
"""Failed log-ins are kept so long, for whoever looks for what happened; they lock an account for minutes only."""


def tidy() -> dict[str, int]:
    """Take away what has had its day; table → how many rows."""
    now = clock.now()
    done = DBTaskResult.objects.finished().filter(finished_at__lt=now - DONE_FOR)
    found = {
        "sessions": Session.objects.filter(expire_date__lt=now),
        "failures": AccessAttempt.objects.filter(attempt_time__lt=now - FAILURES_FOR),
        "jobs": done,
    }
    return {name: rows.delete()[0] for name, rows in found.items()}
