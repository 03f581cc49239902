"""The office under load, on the rows of a whole district: 100 readers and 10 writers at once, on SQLite.

    python -m benchmarks.web [--rows 1000000] [--home FOLDER] [--seconds 60] [--readers 100] [--writers 10]

Serves a home made by `songbang demo --scale` as `songbang serve` does, and prints for each page: requests, what the
readers waited (p50, p95), errors, and the server's own time (its Server-Timing: all, and what the processor worked).
Readers are `hey` processes (Debian's `hey`: a small load generator whose csv names each request, so that waiting times
are known page by page, and which itself takes next to no processor time; `apt-get install hey`). Writers are sessions
that bring a register of their own, wait until it is read, accept it and undo it, again and again. Then each page alone,
one request at a time, beside a bare Django page that lists fifty of the same rows. Then how long the site takes to
start, and to import a register of 100,000 rows (`--import-rows`). The journal is proved at the end.

With `--home` the rows are not made anew; what the writers bring stays in that home.
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import requests

ROOT = Path(__file__).resolve().parents[1]
SONGBANG = [sys.executable, "-m", "songbang"]
PASSWORD = "songbang-demo"
SPAN = "period=2019-01:2019-07&baseline=2018-01:2018-07"
PAGES: tuple[tuple[str, str, int], ...] = (
    ("supervisor", f"/overview/?{SPAN}", 14), ("supervisor", f"/overview/documents.received/?{SPAN}", 8),
    ("supervisor", f"/rows/?figure=documents.received&{SPAN}", 10), ("supervisor", f"/rows/?figure=demands&{SPAN}", 6),
    ("supervisor", "/imports/", 6), ("supervisor", f"/duplicates/?{SPAN}", 4), ("town", f"/overview/?{SPAN}", 12),
    ("town", f"/rows/?figure=meetings.attended&{SPAN}", 8), ("town", "/week/?day=2019-06-12", 8),
    ("village", "/week/?day=2019-06-12", 12), ("department", f"/overview/?{SPAN}", 4),
    ("department", f"/rows/?figure=documents.received&{SPAN}", 4), ("administrator", "/units/", 2),
    ("auditor", "/journal/", 2),
)  # fmt: skip
"""(role, page, of 100 readers so many)."""
TARGET_PAGE, TARGET_START, TARGET_IMPORT = 100, 3, 30
BARE = """
import os, django
from django.conf import settings
settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY="x", DATABASES={"default": {"ENGINE":
    "django.db.backends.sqlite3", "NAME": os.environ["BARE"]}}, TEMPLATES=[{"BACKEND":
    "django.template.backends.django.DjangoTemplates"}])
django.setup()
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpResponse
from django.template import engines
from django.urls import path
PAGE = engines["django"].from_string("<table>{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table>")
def rows(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, day, unit, name, issuer, number, channel, file, sheet, line_no FROM intake_registerrow"
            " WHERE territory = '330402' AND live IN (1) AND register = 'documents' AND day >= '2019-01-01'"
            " ORDER BY register, day, id LIMIT 50")
        return HttpResponse(PAGE.render({"rows": cursor.fetchall()}))
urlpatterns = [path("", rows)]
application = get_wsgi_application()
"""  # noqa: E501


def environment(home: Path) -> dict[str, str]:
    told = {"SONGBANG_HOME": str(home), "SONGBANG_DEMO": "1", "SONGBANG_DATABASE_URL": "", "PYTHONPATH": str(ROOT)}
    return {**os.environ, **told}


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@dataclass(slots=True)
class Site:
    """A site that answers; what it cost to start, in seconds of the clock and of the processor."""

    address: str
    log: Path
    said: Path
    started: float
    worked: float


@contextmanager
def served(command: Sequence[str], env: dict[str, str], port: int, page: str, folder: Path) -> Iterator[Site]:
    """The command's site, until the block ends; it and its children are ended by its process group."""
    said, begun = folder / f"said-{port}.txt", time.monotonic()
    with said.open("wb") as out:
        process = subprocess.Popen(command, env=env, stdout=out, stderr=out, start_new_session=True, cwd=folder)
    try:
        while not _answers(f"http://127.0.0.1:{port}{page}"):
            if process.poll() is not None or time.monotonic() - begun > 120:
                raise SystemExit(f"the site did not start:\n{said.read_text('utf-8')[-2000:]}")
            time.sleep(0.02)
        took = time.monotonic() - begun
        yield Site(f"http://127.0.0.1:{port}", folder / f"access-{port}.log", said, took, _worked(process.pid))
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=60)


def _answers(address: str) -> bool:
    try:
        return requests.get(address, timeout=5).status_code == 200
    except (requests.ConnectionError, requests.Timeout):
        return False


def _worked(pid: int) -> float:
    told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def log_in(site: Site, role: str) -> requests.Session:
    session = requests.Session()
    page = session.get(f"{site.address}/log-in/", timeout=60).text
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token, "no form on the log-in page"
    told = {"username": f"demo-{role}", "password": PASSWORD, "csrfmiddlewaretoken": token[1]}
    answer = session.post(f"{site.address}/log-in/", told, timeout=60)
    assert "songbang" in session.cookies, answer.status_code
    return session


def cookies_of(session: requests.Session) -> str:
    return "; ".join(f"{name}={value}" for name, value in session.cookies.items())


# -- writers ----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Writing:
    """What one writer did, and what went wrong."""

    acts: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)


class Writer(threading.Thread):
    """Brings a register, waits until it is read, accepts it, undoes it; again until the time is up."""

    def __init__(self, site: Site, number: int, until: float) -> None:
        super().__init__(daemon=True)
        self.site, self.number, self.until = site, number, until
        self.done = Writing()
        self.session = log_in(site, "town")

    def run(self) -> None:
        turn = 0
        while time.monotonic() < self.until:
            turn += 1
            try:
                self._once(turn)
            except (requests.RequestException, AssertionError) as error:
                self.done.errors.append(repr(error)[:200])

    def _once(self, turn: int) -> None:
        name = f"{os.getpid()}-{self.number}-{turn}.csv"
        lines = ["收文日期,来文单位,来文字号,文件标题"]
        lines += [f"2019-06-{n % 28 + 1:02},区民政局,南民〔2019〕{n}{turn}{self.number}号,关于第{turn}批{self.number}{n}号走访的通知" for n in range(30)]  # fmt: skip # noqa: E501
        files = {"files": (name, "\n".join(lines).encode())}
        answer = self._post("bring", "/imports/upload/", files=files, headers={"Accept": "application/json"})
        place = answer.json()["received"][0]["address"]
        version = self._read(place)
        self._post("accept", f"{place}accept/", data={"version": version})
        self._post("undo", f"{place}undo/", data={"version": version + 1})

    def _read(self, place: str) -> int:
        """Wait until it is read; its version."""
        begun = time.monotonic()
        while time.monotonic() - begun < 120:
            page = self.session.get(f"{self.site.address}{place}", timeout=60).text
            version = re.search(r'action="[^"]*/accept/".*?name="version" value="(\d+)"', page, re.S)
            if version:
                self.done.acts["read"].append(time.monotonic() - begun)
                return int(version[1])
            time.sleep(0.5)
        raise AssertionError(f"{place} was not read")

    def _post(self, act: str, path: str, **told: object) -> requests.Response:
        begun = time.monotonic()
        headers = {"X-CSRFToken": self.session.cookies["csrftoken"], **told.pop("headers", {})}  # type: ignore[dict-item]
        answer = self.session.post(f"{self.site.address}{path}", headers=headers, timeout=60, **told)  # type: ignore[arg-type]
        assert answer.status_code == 200, f"{act}: {answer.status_code}"
        self.done.acts[act].append(time.monotonic() - begun)
        return answer


# -- readers ----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Waited:
    """What the readers of a page waited, in milliseconds."""

    times: list[float] = field(default_factory=list)
    errors: int = 0


def read_pages(site: Site, cookies: dict[str, str], readers: int, seconds: int) -> dict[tuple[str, str], Waited]:
    running = {}
    for role, page, share in PAGES:
        many = max(1, round(readers * share / 100))
        command = ["hey", "-z", f"{seconds}s", "-c", str(many), "-t", "60", "-o", "csv", "-disable-redirects",
                   "-H", f"Cookie: {cookies[role]}", f"{site.address}{page}"]  # fmt: skip
        running[role, page] = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    return {key: _waited(process.communicate()[0]) for key, process in running.items()}


def _waited(text: str) -> Waited:
    found = Waited()
    for line in csv.DictReader(io.StringIO(text)):
        found.times.append(float(line["response-time"]) * 1000)
        found.errors += line["status-code"] != "200"
    return found


def part(numbers: Sequence[float], share: float) -> float:
    """A quantile; nan of nothing."""
    ordered = sorted(numbers)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


_TIMING = re.compile(r"^(\S+) (\S+) (\d+) app;dur=([\d.]+);desc=\\?\"([^\"\\]*)\\?\", cpu;dur=([\d.]+)")


def server_times(log: Path, since: int) -> dict[str, list[tuple[float, float, int]]]:
    """View → (all, worked, status) of each answer, from the access log after `since` lines."""
    found: dict[str, list[tuple[float, float, int]]] = defaultdict(list)
    for line in log.read_text("utf-8").splitlines()[since:]:
        told = _TIMING.match(line)
        if told:
            name = told[5] if told[1] == "GET" else f"{told[1]} {told[5]}"
            found[name].append((float(told[4]), float(told[6]), int(told[3])))
    return found


# -- what is printed --------------------------------------------------------------------------------------------------


def load(site: Site, readers: int, writers: int, seconds: int) -> None:
    roles = {role for role, _, _ in PAGES}
    sessions = {role: log_in(site, role) for role in roles}
    for role, page, _ in PAGES:
        _settled(site, sessions[role], page)
    cookies = {role: cookies_of(session) for role, session in sessions.items()}
    since = len(site.log.read_text("utf-8").splitlines())
    until = time.monotonic() + seconds
    writing = [Writer(site, number, until) for number in range(writers)]
    for writer in writing:
        writer.start()
    waited = read_pages(site, cookies, readers, seconds)
    for writer in writing:
        writer.join(timeout=180)
    print(f"\n{readers} readers and {writers} writers for {seconds} s, load average {os.getloadavg()[0]:.1f}")
    print(f"{'page':52} {'requests':>8} {'p50 ms':>8} {'p95 ms':>8} {'errors':>6}   as the readers waited")
    for (role, page), one in waited.items():
        print(f"{role + ' ' + page.partition('&period')[0].partition('period')[0]:52} {len(one.times):8} "
              f"{part(one.times, 0.5):8.0f} {part(one.times, 0.95):8.0f} {one.errors:6}")  # fmt: skip
    acts: dict[str, list[float]] = defaultdict(list)
    for writer in writing:
        for act, times in writer.done.acts.items():
            acts[act] += times
    for act, times in acts.items():
        print(f"{'writer ' + act:52} {len(times):8} {part(times, 0.5) * 1000:8.0f} {part(times, 0.95) * 1000:8.0f}")
    errors = [error for writer in writing for error in writer.done.errors]
    print(f"errors of readers {sum(one.errors for one in waited.values())}, of writers {len(errors)} {errors[:3]}")
    _print_server(site, since)


def _settled(site: Site, session: requests.Session, page: str) -> None:
    """Ask for a page until its figures are computed."""
    for _ in range(100):
        answer = session.get(f"{site.address}{page}", timeout=120)
        if "Refresh" not in answer.headers:
            return
        session.get(site.address + answer.headers["Refresh"].partition("url=")[2], timeout=120)
        time.sleep(1)


def _print_server(site: Site, since: int) -> None:
    times = server_times(site.log, since)
    head = f"{'answers':>8} {'p50 ms':>8} {'p95 ms':>8} {'worked p50':>10} {'worked p95':>10} {'5xx':>4}"
    print(f"\n{'as the server took':52} {head}")
    for name, told in sorted(times.items()):
        whole, worked = [one[0] for one in told], [one[1] for one in told]
        print(f"{name:52} {len(told):8} {part(whole, 0.5):8.1f} {part(whole, 0.95):8.1f} {part(worked, 0.5):10.1f} "
              f"{part(worked, 0.95):10.1f} {sum(one[2] >= 500 for one in told):4}")  # fmt: skip
    every = [one for name, told in times.items() if " " not in name for one in told]
    whole, worked = part([one[0] for one in every], 0.95), part([one[1] for one in every], 0.95)
    print(f"all pages: p95 {whole:.1f} ms, worked {worked:.1f} ms "
          f"(target {TARGET_PAGE}); 'locked' said {site.said.read_text('utf-8').count('is locked')} times")  # fmt: skip


def alone(site: Site, home: Path, folder: Path) -> None:
    """Each page by itself, one request after another, beside a bare Django page of the same rows."""
    (folder / "bare.py").write_text(BARE, "utf-8")
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "-w", "2", "-b", f"127.0.0.1:{port}", "bare:application"]
    env = {**os.environ, "BARE": str(home / "songbang.sqlite3"), "PYTHONPATH": str(folder)}
    print(f"\n{'one request at a time':52} {'p50 ms':>8} {'p95 ms':>8}")
    with served(command, env, port, "/", folder) as bare:
        once = ["hey", "-n", "40", "-c", "1", "-o", "csv"]
        done = subprocess.run([*once, f"{bare.address}/"], stdout=subprocess.PIPE, text=True, check=True)
        times = _waited(done.stdout).times
        print(f"{'bare Django: fifty rows, no log-in, no layout':52} {part(times, 0.5):8.1f} {part(times, 0.95):8.1f}")
    for role, page, _ in PAGES:
        cookies = cookies_of(log_in(site, role))
        done = subprocess.run([*once, "-H", f"Cookie: {cookies}", f"{site.address}{page}"], stdout=subprocess.PIPE, text=True, check=True)  # fmt: skip # noqa: E501
        times = _waited(done.stdout).times
        name = f"{role} {page.partition('&period')[0].partition('period')[0]}"
        print(f"{name:52} {part(times, 0.5):8.1f} {part(times, 0.95):8.1f}")


def clocked(name: str, command: Sequence[str], env: dict[str, str], target: float | None = None) -> None:
    """Run a command, and print what it took: of the clock, and of the processor with all its children."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL)
    after, took = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic() - begun
    worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    wanted = f", target {target:g} s" if target else ""
    print(f"{name}: {took:.1f} s, worked {worked:.1f} s{wanted}")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.web", description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--home", type=Path, help="a home that `songbang demo --scale` made")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--readers", type=int, default=100)
    parser.add_argument("--writers", type=int, default=10)
    parser.add_argument("--import-rows", type=int, default=100_000)
    given = parser.parse_args()
    if shutil.which("hey") is None:
        raise SystemExit("hey is not installed: apt-get install hey")
    with tempfile.TemporaryDirectory(prefix="songbang-web-") as scratch:
        folder = Path(scratch)
        home = given.home.resolve() if given.home else folder / "home"
        if given.home is None:
            clocked(f"{given.rows} rows made", [*SONGBANG, "demo", "--scale", str(given.rows), "--home", str(home)], environment(home))  # fmt: skip # noqa: E501
        port = free_port()
        log = folder / f"access-{port}.log"
        command = [*SONGBANG, "serve", "--no-input", "--port", str(port), "--access-log", str(log)]
        with served(command, environment(home), port, "/log-in/", folder) as site:
            print(f"started: {site.started:.1f} s, worked {site.worked:.1f} s, target {TARGET_START} s")
            load(site, given.readers, given.writers, given.seconds)
            alone(site, home, folder)
        if given.import_rows:
            big = folder / "big.xlsx"
            subprocess.run([sys.executable, "-m", "samples.big", str(big), "--rows", str(given.import_rows)], cwd=ROOT, check=True)  # fmt: skip # noqa: E501
            clocked(
                f"import of {given.import_rows} rows",
                [*SONGBANG, "import", str(big), "--unit", "330402100", "--accept"],
                environment(home),
                TARGET_IMPORT,
            )
        clocked("journal proved", [*SONGBANG, "verify", "--journal"], environment(home))


if __name__ == "__main__":
    main()
