"""`songbang serve`: the site, its jobs, and at the first start the first administrator."""

from __future__ import annotations

import gc
import hashlib
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from songbang.cli.screen import Screen
from songbang.cli.site import open_site

if TYPE_CHECKING:
    from django.core.handlers.wsgi import WSGIHandler

WORKERS = 2
WATCHED_EACH = 5
"""Seconds between two looks whether the workers live: one that cannot live is not begun more often."""
MEMORY = Path("/dev/shm")
LOGGED = "%(m)s %(U)s %(s)s %({server-timing}o)s"
"""Method, path, status, and the server's own time (`ui.timing`). No query and no address of a person: who looks at what
is nobody's business."""


@click.command()
@click.option("--port", default=8000, show_default=True, help="Port on 127.0.0.1.")
@click.option("--no-input", is_flag=True, help="Ask nothing; without an administrator the site starts all the same.")
@click.option(
    "--access-log", type=click.Path(path_type=Path, dir_okay=False), help="Write a line for each answer to this file."
)
def serve(port: int, no_input: bool, access_log: Path | None) -> None:
    """Serve the site on 127.0.0.1 (put a proxy with https before it) and work off its jobs."""
    gc.disable()  # until all code is loaded: it makes no garbage
    open_site()
    screen = Screen("zh-Hans")
    if not no_input and sys.stdin.isatty():
        _first_administrator(screen)
    screen.say(screen.words["upkeep"]["serving"].format(address=f"http://127.0.0.1:{port}/"))
    application = _loaded()
    with _jobs():  # they load the same code, beside the site that answers already
        _run_site(application, port, access_log)


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
    """A worker process for each queue beside the site, the one for long jobs with less right to the processor; one
    that ended, however it did, is begun anew. They end with the site; a job that takes too long to wait for is stopped,
    and taken up again at the next start."""
    command = [sys.executable, "-m", "songbang", "work", "--queue"]
    workers = _Workers([[*command, "default"], ["nice", *command, "long"]])
    watching = threading.Thread(target=workers.watch, daemon=True)
    watching.start()
    try:
        yield
    finally:
        workers.stop.set()
        watching.join()
        for worker in workers.running:
            worker.terminate()
        for worker in workers.running:
            _ended(worker)


class _Workers:
    """Processes that are begun anew where they end."""

    def __init__(self, commands: Sequence[Sequence[str]]) -> None:
        self.commands = commands
        self.running = [subprocess.Popen(command) for command in commands]
        self.stop = threading.Event()

    def watch(self) -> None:
        """Until `stop` is set."""
        while not self.stop.wait(WATCHED_EACH):
            for place, worker in enumerate(self.running):
                if worker.poll() is not None:
                    self.running[place] = subprocess.Popen(self.commands[place])


def _ended(worker: subprocess.Popen[bytes]) -> None:
    try:
        worker.wait(timeout=20)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()


def _count_together() -> None:
    """The site's processes count answers in files of one folder, which each start empties; set before any answer."""
    from django.conf import settings

    from songbang.ui.metrics import SHARED

    folder = _counts_folder(settings.HOME)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700, exist_ok=True)
    os.environ[SHARED] = str(folder)


def _counts_folder(home: Path) -> Path:
    """In memory: the files are mapped, and whoever writes to a mapped file on a full disk is killed (SIGBUS). In the
    home where there is no such place, or somebody else has taken the name."""
    named = hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:16]
    folder = MEMORY / f"songbang-{os.getuid()}-{named}"
    if not os.access(MEMORY, os.W_OK) or (folder.exists() and folder.stat().st_uid != os.getuid()):
        return home / "metrics"
    return folder


def _loaded() -> WSGIHandler:
    """The site with all its code, which is loaded once, before the workers part, and not by each at its first request.

    What stays need not be walked by every full collection of garbage: that took 0.2 s of one answer in ten."""
    from django.urls import reverse

    from songbang.wsgi import application

    reverse("home")
    gc.freeze()
    gc.enable()
    return application


def _run_site(application: WSGIHandler, port: int, access_log: Path | None) -> None:
    _count_together()
    from gunicorn.app.base import BaseApplication

    class Site(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            told = {
                "bind": f"127.0.0.1:{port}",
                "workers": WORKERS,
                "timeout": 120,
                "accesslog": str(access_log) if access_log else None,
                "access_log_format": LOGGED,
                "control_socket_disable": True,
                "preload_app": True,
            }
            for name, value in told.items():
                self.cfg.set(name, value)

        def load(self) -> WSGIHandler:
            return application

    Site().run()
