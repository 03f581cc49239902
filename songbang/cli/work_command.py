"""`songbang work`: runs the site's jobs."""

from __future__ import annotations

import threading

import click

from songbang.cli.screen import Screen
from songbang.cli.site import open_site


@click.command()
@click.option("--once", is_flag=True, help="Stop when no job is ready.")
def work(once: bool) -> None:
    """Run the site's jobs (reading registers, computing figures) until stopped."""
    open_site(migrate=False)
    from songbang.apps.intake import jobs

    stop = threading.Event()
    jobs.stop_on_signal(stop)
    done = jobs.work_off(once=once, stop=stop)
    screen = Screen("zh-Hans")
    screen.say(screen.words["intake"]["cli_worked"].format(count=done))
