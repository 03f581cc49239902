"""`songbang serve`: the site, its jobs, and at the first start the first administrator."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from songbang.cli.screen import Screen
from songbang.cli.site import open_site

WORKERS = 2


@click.command()
@click.option("--port", default=8000, show_default=True, help="Port on 127.0.0.1.")
@click.option("--no-input", is_flag=True, help="Ask nothing; without an administrator the site starts all the same.")
def serve(port: int, no_input: bool) -> None:
    """Serve the site on 127.0.0.1 (put a proxy with https before it) and work off its jobs."""
    open_site()
    screen = Screen("zh-Hans")
    if not no_input and sys.stdin.isatty():
        _first_administrator(screen)
    screen.say(screen.words["upkeep"]["serving"].format(address=f"http://127.0.0.1:{port}/"))
    with _jobs():
        _run_site(port)


def _first_administrator(screen: Screen) -> None:
    from songbang.apps.units import setup

    if setup.has_administrator():
        return
    words = screen.words["upkeep"]
    screen.say(words["first_administrator"], style="bold")
    name, code = setup.district() or ("", "")
    if not code:
        name, code = click.prompt(words["district"]), click.prompt(words["district_code"])
    while True:
        username = click.prompt(words["username"])
        password = click.prompt(words["password"], hide_input=True, confirmation_prompt=True)
        trouble = setup.password_troubles(username, password)
        if not trouble:
            break
        for told in trouble:
            screen.err.print(told, style="red", markup=False)
    setup.make_first_administrator(username, password, district_name=name, district_code=code)


@contextmanager
def _jobs() -> Iterator[None]:
    """One worker process beside the site; it ends with it."""
    worker = subprocess.Popen([sys.executable, "-m", "songbang", "work"])
    try:
        yield
    finally:
        worker.terminate()
        worker.wait(timeout=30)


def _run_site(port: int) -> None:
    from gunicorn.app.base import BaseApplication

    from songbang.wsgi import application

    class Site(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            told = {
                "bind": f"127.0.0.1:{port}",
                "workers": WORKERS,
                "timeout": 120,
                "accesslog": None,
                "control_socket_disable": True,
                "preload_app": True,
            }
            for name, value in told.items():
                self.cfg.set(name, value)

        def load(self) -> object:
            return application

    Site().run()
