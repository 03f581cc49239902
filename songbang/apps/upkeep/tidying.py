"""What has had its day is taken away by the hour: sessions that ended, counts of failed log-ins, jobs that are done."""

from __future__ import annotations

from datetime import timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.sessions.models import Session
from django_tasks_db.models import DBTaskResult

from songbang.ui import clock

DONE_FOR = timedelta(days=30)
"""Jobs that were done or given up are kept so long: the administrator looks for what failed."""


def tidy() -> dict[str, int]:
    """Take away what has had its day; table → how many rows."""
    now = clock.now()
    locked_until = now - timedelta(hours=settings.AXES_COOLOFF_TIME)
    done = DBTaskResult.objects.finished().filter(finished_at__lt=now - DONE_FOR)
    found = {
        "sessions": Session.objects.filter(expire_date__lt=now),
        "failures": AccessAttempt.objects.filter(attempt_time__lt=locked_until),
        "jobs": done,
    }
    return {name: rows.delete()[0] for name, rows in found.items()}
