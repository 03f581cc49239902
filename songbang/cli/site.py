"""The site for commands that need it: settings loaded, database brought up to date."""

from __future__ import annotations

import os


def open_site(*, migrate: bool = True) -> None:
    """Load the site's settings; with `migrate`, bring the database to this version."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "songbang.settings")
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    from songbang.ui import wall

    wall.open_house()
    settings.HOME.mkdir(parents=True, exist_ok=True)
    if migrate:
        call_command("migrate", verbosity=0)
