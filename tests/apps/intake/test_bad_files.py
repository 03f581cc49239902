"""Files that cannot be read are refused with a reason, within limits, and kept aside."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from samples.bad import make_bad
from songbang.apps.intake import keeping, room
from songbang.apps.intake.models import Import
from songbang.apps.units.models import Unit
from songbang.core.errors import Unreadable
from songbang.core.words import message
from tests.apps.intake.making import DOCUMENTS, bring, workbook

pytestmark = [pytest.mark.django_db, pytest.mark.either_engine]
CODES = {
    "locked": "file.password", "truncated": "file.truncated", "zip_bomb": "file.zip_bomb",
    "picture": "file.not_a_workbook", "empty_file": "file.empty",
}  # fmt: skip


def _with(content: bytes, name: str, part: bytes) -> bytes:
    """The workbook with one part more, or with another in its place."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, part)
    return out.getvalue()


def test_each_bad_file_fails_for_its_own_reason_and_is_kept(district: Unit, tmp_path: Path) -> None:
    for defect, path in make_bad(tmp_path / "bad").items():
        if defect not in CODES:
            continue
        taken = bring(path.read_bytes(), path.name)
        assert (taken.state, taken.account["code"]) == ("failed", CODES[defect])
        assert message(taken.account["code"], taken.account["parameters"], "zh-Hans").what.count(path.name) == 1
        assert keeping.path_of(taken.file).read_bytes() == path.read_bytes()


def test_a_workbook_without_a_register_is_read_and_counts_nothing(district: Unit, tmp_path: Path) -> None:
    taken = bring(make_bad(tmp_path / "bad")["no_register"].read_bytes())
    assert (taken.state, taken.counted, taken.account["sheets"][0]["registers"]) == ("previewed", 0, [])


def test_macros_are_refused(district: Unit) -> None:
    taken = bring(_with(workbook(DOCUMENTS), "xl/vbaProject.bin", b"x"), "收文.xlsm")
    assert (taken.state, taken.account["code"]) == ("failed", "file.macros")


def test_an_xml_bomb_is_refused(district: Unit) -> None:
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><sst><si><t>&c;</t></si></sst>'
    )
    taken = bring(_with(workbook(DOCUMENTS), "xl/sharedStrings.xml", bomb))
    assert (taken.state, taken.account["code"]) == ("failed", "file.xml_bomb")


def _job(tmp_path: Path) -> room.Job:
    path = tmp_path / "kept"
    path.write_bytes(workbook(DOCUMENTS))
    return room.Job(path, "a.xlsx", "a.xlsx", (), [])


def test_what_takes_too_much_memory_is_stopped_and_the_room_goes_on(tmp_path: Path) -> None:
    csv = tmp_path / "big"
    csv.write_bytes(b"2019-01-01,a,b,c\n" * 2_000_000)
    with room.Room(memory=400 * 2**20) as small:
        with pytest.raises(Unreadable, match=r"file\.too_hard"):
            small.read(room.Job(csv, "big.csv", "big.csv", (), []))
        assert small.read(_job(tmp_path)).found == "register"


def test_what_takes_too_long_is_stopped(tmp_path: Path) -> None:
    csv = tmp_path / "big"
    csv.write_bytes(b"2019-01-01,a,b,c\n" * 4_000_000)
    started = time.monotonic()
    with room.Room(seconds=1) as hasty, pytest.raises(Unreadable, match=r"file\.too_hard"):
        hasty.read(room.Job(csv, "big.csv", "big.csv", (), []))
    assert time.monotonic() - started < 8


def test_what_was_found_goes_with_whoever_asked(tmp_path: Path) -> None:
    """A worker that is killed while it reads leaves no register in the folder of temporary files."""
    job = _job(tmp_path)
    asks = (
        "import os, sys; from pathlib import Path; from songbang.apps.intake.room import Job, Room;"
        f"Room().read(Job(Path({str(job.path)!r}), 'a.xlsx', 'a.xlsx', (), [])); os._exit(9)"
    )
    (place := tmp_path / "temporary").mkdir()
    killed = subprocess.run([sys.executable, "-c", asks], env={**os.environ, "TMPDIR": str(place)}, check=False)
    assert killed.returncode == 9
    for _ in range(200):
        if not list(place.iterdir()):
            return
        time.sleep(0.05)
    raise AssertionError(f"left: {[str(one) for one in place.rglob('*')]}")


def test_a_failed_import_can_be_discarded_by_a_better_file(district: Unit) -> None:
    bring(b"not a workbook at all \x00\x01")
    taken = bring(workbook(DOCUMENTS))
    assert taken.state == "previewed"
    assert Import.objects.filter(state="failed").count() == 1
