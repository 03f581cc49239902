"""Every reader of files against bytes that nobody meant: no crash, no hang, no memory beyond the limit.

    python -m benchmarks.fuzzing [READER …] [--seconds 600] [--memory 2048] [--corpus out/fuzz]      (make fuzz)

Each reader runs in a process of its own under atheris (coverage-guided), begun from the samples of its format. What a
reader may do with any bytes is to read them, or to refuse them by an error of ours (`SongbangError`). Anything else is
a crash, and its input is kept in the corpus folder as `crash-…`; more than `--one` seconds of the processor for one
input is a hang (of the clock ten times that: the machine may be busy otherwise).
Parsers in C (calamine, lxml, pdfium) are not instrumented: what they do is seen, what they branch on is not.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

ENDINGS = {
    "xlsx": "register", "xls": "register", "ods": "register", "csv": "register", "tsv": "register", "html": "register",
    "docx": "document", "pdf": "document", "ofd": "document", "txt": "document", "web": "document", "doc": "document",
    "form": "form", "oldform": "form", "ics": "ics", "upload": "upload",
}  # fmt: skip
"""Reader → of which kind it is; a reader's name is its file's ending, but for `web` (html as a document), `form`
and `oldform` (workbooks as forms), `ics` (a calendar), `upload` (what an upload is asked before it is opened)."""


SLOWEST = "slowest.txt"
INSTRUMENTED = (
    "songbang.core.reading",
    "songbang.core.filling",
    "songbang.apps.intake",
    "icalendar",
    "openpyxl",
    "docx",
)


def reader(name: str, folder: Path) -> Callable[[bytes], None]:
    """What is done with an input."""
    kind = ENDINGS[name]
    ending = {"web": "html", "form": "xlsx", "oldform": "xls", "upload": "xlsx"}.get(name, name)
    path = folder / f"input.{ending}"
    opened = {"register": _register, "document": _document, "form": _form, "upload": _upload}

    def read(content: bytes) -> None:
        if kind == "ics":
            _calendar(content)
            return
        path.write_bytes(content)
        opened[kind](path)

    return read


def _register(path: Path) -> None:
    from songbang.core.reading.formats import open_book
    from songbang.core.reading.lexicon import load_lexicon
    from songbang.core.reading.reader import BookReader
    from songbang.core.units import Unit, UnitTree

    units = UnitTree([Unit("330402103", "新丰镇", "town", ("新丰",))])
    BookReader(load_lexicon(), units).read(open_book(path, path.name))


def _document(path: Path) -> None:
    from songbang.core.reading.documents.reader import read_document

    read_document(path, file=path.name).as_json()


def _form(path: Path) -> None:
    from songbang.core.filling.anatomy import anatomy
    from songbang.core.filling.books import load_template
    from songbang.core.filling.grid import grid_of

    for sheet in load_template(path).worksheets:
        anatomy(grid_of(sheet))


def _upload(path: Path) -> None:
    from songbang.apps.intake.opening import check_harmless

    check_harmless(path, path.name)


def _calendar(content: bytes) -> None:
    from songbang.apps.agenda.ics import read_busy

    read_busy(content, date(2026, 1, 1), date(2026, 3, 1))


def once(read: Callable[[bytes], None], content: bytes) -> None:
    """Read, or be refused by an error of ours; anything else goes through."""
    from songbang.core.errors import SongbangError

    try:
        read(content)
    except SongbangError:
        return


def clocked(read: Callable[[bytes], None], content: bytes, most: float, slowest: Path) -> None:
    """`once`, within so much of the processor's time; the longest so far is kept in a file, for the fuzzer ends this
    process without a word. Raises TimeoutError."""
    begun = time.process_time()
    once(read, content)
    took = time.process_time() - begun
    if took > LONGEST.get(slowest, 0.1):
        LONGEST[slowest] = took
        slowest.write_text(f"{took:.1f}")
    if took > most:
        raise TimeoutError(f"{took:.1f} s")


LONGEST: dict[Path, float] = {}


def seeds(name: str, folder: Path) -> Iterator[bytes]:
    """Small whole files of a reader's format."""
    from benchmarks.fuzz_seeds import made

    yield from made(name, folder)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzzing", description=__doc__.partition("\n")[0])
    parser.add_argument("readers", nargs="*", metavar="READER", help=f"of {', '.join(ENDINGS)}; all without")
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--memory", type=int, default=2048, help="megabytes a reader may take")
    parser.add_argument("--one", type=int, default=20, help="seconds of the processor that one input may take")
    parser.add_argument("--corpus", type=Path, default=Path("out/fuzz"))
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    unknown = [name for name in given.readers if name not in ENDINGS]
    if unknown:
        parser.error(f"no such reader: {unknown}")
    if given.inside:
        inside(given.readers[0], given)
        return
    failed = [name for name in given.readers or ENDINGS if not outside(name, given)]
    raise SystemExit(f"crashed, hung or beyond the limit: {', '.join(failed)}" if failed else 0)


def outside(name: str, given: argparse.Namespace) -> bool:
    """A process for one reader; whether it found nothing."""
    corpus = (given.corpus / name).resolve()
    corpus.mkdir(parents=True, exist_ok=True)
    (corpus / SLOWEST).unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        for number, content in enumerate(seeds(name, Path(scratch))):
            (corpus / f"seed-{number}").write_bytes(content)
    command = [sys.executable, "-m", "benchmarks.fuzzing", name, "--inside", "--corpus", str(corpus)]
    told = ["--seconds", str(given.seconds), "--memory", str(given.memory), "--one", str(given.one)]
    done = subprocess.run([*command, *told], stderr=subprocess.PIPE, text=True, check=False)
    lines = done.stderr.splitlines()
    told_at_end = dict(re.findall(r"stat::(\w+):\s+(\d+)", done.stderr))
    runs, most = (told_at_end.get(name, "?") for name in ("number_of_executed_units", "peak_rss_mb"))
    slowest = (corpus / SLOWEST).read_text() if (corpus / SLOWEST).exists() else "?"
    well = "well" if done.returncode == 0 else "FAILED"
    said = f"{runs:>9} files, most {most:>5} MB, slowest {slowest:>5} s of the processor"
    print(f"{name:8} {well:6} {given.seconds:5} s {said}", flush=True)
    if done.returncode:
        print("\n".join(lines[-40:]))
    return done.returncode == 0


def inside(name: str, given: argparse.Namespace) -> None:
    """This process is the fuzzer's."""
    import atheris

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "songbang.settings")
    os.environ["SONGBANG_HOME"] = scratch = tempfile.mkdtemp(prefix="songbang-fuzz-")
    with atheris.instrument_imports(include=list(INSTRUMENTED)):
        import django

        django.setup()
        read = reader(name, Path(scratch))
        for content in list(given.corpus.glob("seed-*"))[:1]:
            once(read, content.read_bytes())  # what is imported when it is first needed is instrumented too
    options = [
        f"-max_total_time={given.seconds}", f"-rss_limit_mb={given.memory}", f"-timeout={given.one * 10}",
        "-max_len=65536", f"-artifact_prefix={given.corpus}/", "-print_final_stats=1", "-verbosity=1",
    ]  # fmt: skip
    atheris.Setup(
        [sys.argv[0], *options, str(given.corpus)],
        lambda content: clocked(read, content, given.one, given.corpus / SLOWEST),
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
