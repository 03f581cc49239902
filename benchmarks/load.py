"""Monday, 08:30: every unit opens its week within a minute.

    python -m benchmarks.load [--home FOLDER] [--rows 200000] [--units 160] [--seconds 60] [--seed 1] [--logged-in]

Serves a home that `songbang demo --scale` made as `songbang serve` does (two workers), with an account for each of its
towns and villages (and departments for what is missing to 160). Each comes at a moment drawn by the seed, logs in and
opens its week; with `--logged-in` the sessions are there already. Prints what each waited, and what the server says
that it took (`Server-Timing`). Status 1 where one was not answered, or p95 of the week is over 300 ms.

A log-in costs more than a page by design: the password's hash takes time and memory of who tries many (`ui.passwords`).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import requests

from benchmarks.web import PASSWORD, SONGBANG, Site, environment, free_port, part, served

TARGET = 300
WEEK = "/week/?day=2019-06-10"
MAKE = """
import django, json, sys
django.setup()
from songbang.ui import wall
wall.open_house()
from django.contrib.auth.hashers import make_password
from django.db import transaction
from songbang.apps.units.models import Account, Holding, Unit
most, secret = int(sys.argv[1]), make_password(sys.argv[2])
units = list(Unit.objects.filter(level__in=("town", "village"), valid_to=None).order_by("pk"))[:most]
units += units[:most - len(units)]
with transaction.atomic():
    for number, unit in enumerate(units):
        made, new = Account.objects.get_or_create(username=f"load-{number}", defaults={"password": secret})
        if new:
            Holding.objects.create(account=made, role=unit.level, unit=unit)
print(json.dumps([f"load-{number}" for number in range(len(units))]))
"""


@dataclass(slots=True)
class Waited:
    """Milliseconds by step, those of the server by step, and what went wrong."""

    waited: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    worked: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)


def come(site: Site, name: str, at: float, done: Waited, session: requests.Session | None) -> None:
    """One unit's morning."""
    time.sleep(max(0.0, at - time.monotonic()))
    try:
        if session is None:
            session = enter(site, name, done)
        asked(done, "week", lambda: session.get(f"{site.address}{WEEK}", timeout=60))
    except (requests.RequestException, AssertionError) as error:
        done.errors.append(f"{name}: {error!r}"[:200])


def enter(site: Site, name: str, done: Waited) -> requests.Session:
    """Log in as a person does."""
    session = requests.Session()
    page = asked(done, "log-in page", lambda: session.get(f"{site.address}/log-in/", timeout=60))
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
    assert token, "no form on the log-in page"
    told = {"username": name, "password": PASSWORD, "csrfmiddlewaretoken": token[1]}
    asked(done, "log-in", lambda: session.post(f"{site.address}/log-in/", told, timeout=60, allow_redirects=False))
    assert "songbang" in session.cookies, "not logged in"
    return session


def asked(done: Waited, step: str, ask: object) -> requests.Response:
    begun = time.perf_counter()
    answer: requests.Response = ask()  # type: ignore[operator]
    done.waited[step].append((time.perf_counter() - begun) * 1000)
    assert answer.status_code in (200, 302), f"{step}: {answer.status_code}"
    worked = re.search(r"cpu;dur=([0-9.]+)", answer.headers.get("Server-Timing", ""))
    done.worked[step].append(float(worked[1]) if worked else 0.0)
    return answer


def morning(site: Site, names: list[str], seconds: int, seed: int, *, logged_in: bool) -> Waited:
    """All units come, each at its moment."""
    draw, done = random.Random(seed), Waited()
    sessions = [enter(site, name, Waited()) if logged_in else None for name in names]
    begun = time.monotonic() + 0.5
    threads = [
        threading.Thread(target=come, args=(site, name, begun + draw.random() * seconds, done, session))
        for name, session in zip(names, sessions, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return done


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__.partition("\n")[0])
    parser.add_argument("--home", type=Path)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--units", type=int, default=160)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--logged-in", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="songbang-load-") as scratch:
        folder = Path(scratch)
        home = given.home.resolve() if given.home else folder / "home"
        env = {**environment(home), "DJANGO_SETTINGS_MODULE": "songbang.settings", "SONGBANG_DEMO": ""}
        if given.home is None:
            made = [*SONGBANG, "demo", "--scale", str(given.rows), "--home", str(home)]
            subprocess.run(made, env=env, check=True, stdout=subprocess.DEVNULL)
        told = subprocess.run(
            [sys.executable, "-c", MAKE, str(given.units), PASSWORD],
            env=env,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        port = free_port()
        command = [*SONGBANG, "serve", "--no-input", "--port", str(port)]
        with served(command, env, port, "/log-in/", folder) as site:
            done = morning(site, json.loads(told.stdout), given.seconds, given.seed, logged_in=given.logged_in)
    show(done, given.units)
    late = part(done.waited["week"], 0.95) > TARGET if done.waited["week"] else True
    raise SystemExit(1 if done.errors or late else 0)


def show(done: Waited, units: int) -> None:
    print(f"{'load before':14}{os.getloadavg()[0]:8.1f}")
    print(f"{'':14}{'answers':>8}{'p50 ms':>9}{'p95 ms':>9}{'worst':>9}{'server cpu p50':>16}{'p95':>8}")
    for step, times in done.waited.items():
        worked = done.worked[step] or [0.0]
        print(f"{step:14}{len(times):8}{part(times, 0.5):9.1f}{part(times, 0.95):9.1f}{max(times):9.1f}"
              f"{part(worked, 0.5):16.1f}{part(worked, 0.95):8.1f}")  # fmt: skip
    print(f"{units} units, {len(done.errors)} not answered {done.errors[:3]}; target p95 of the week {TARGET} ms")


if __name__ == "__main__":
    main()
