"""`songbang work`: runs the site's jobs."""

from __future__ import annotations

import threading

import click

from songbang.cli.screen import Screen
from songbang.cli.site import open_site

QUEUES = ("default", "long")


@click.command()
@click.option("--once", is_flag=True, help="Stop when no job is ready.")
@click.option(
    "--queue", type=click.Choice(QUEUES), help="Only jobs of this queue: default, or long for those of minutes."
)
def work(once: bool, queue: str | None) -> None:
    """Run the site's jobs (reading registers, computing figures) until stopped."""
    open_site(migrate=False)
    from songbang.apps.intake import jobs
    from songbang.apps.upkeep.tidying import tidy

    stop = threading.Event()
    jobs.stop_on_signal(stop)
    done = jobs.work_off(
        once=once, stop=stop, queues=(queue,) if queue else QUEUES, hourly=tidy if queue != "long" else None
    )
    screen = Screen("zh-Hans")
    screen.say(screen.words["intake"]["cli_worked"].format(count=done))
