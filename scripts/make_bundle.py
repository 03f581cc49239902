"""Make the offline bundle: everything that an office's machine without a network needs, in one archive.

    python -m scripts.make_bundle out/bundle [--extra ocr] [--extra scale]

Wheels of what runs (not of what tests), by the hashes of requirements.lock; our own wheel; fonts with Chinese glyphs;
systemd units; an installer and a check. Made on a machine of the same kind (system, processor, Python) as the office's.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.metadata
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts")
FONTS = ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc", "NotoSerifCJK-Regular.ttc")
SUMS = "SHA256SUMS"
SOURCES = {"pyspark-client"}
"""Packages that come as source alone (scripts/setup.sh): checked against the lock, and built into a wheel here."""


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m scripts.make_bundle", description=__doc__.partition("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--extra", action="append", default=[], help="an extra of pyproject.toml, such as ocr")
    given = parser.parse_args()
    version = importlib.metadata.version("songbang")
    folder = given.out / f"songbang-{version}"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "wheels").mkdir(parents=True)
    lay_wheels(folder, given.extra)
    lay_files(folder)
    write_sums(folder)
    archive = given.out / f"{folder.name}.tar"
    with tarfile.open(archive, "w") as tar:  # wheels are packed already
        tar.add(folder, folder.name)
    print(f"{archive}: {archive.stat().st_size / 2**20:.0f} MB, {len(list((folder / 'wheels').iterdir()))} wheels")


def lay_wheels(folder: Path, extras: Sequence[str]) -> None:
    """Third parties' wheels by their locked hashes, and ours, built from this checkout."""
    lock = locked((ROOT / "requirements.lock").read_text("utf-8"))
    named = sorted(needed(extras))
    (folder / "requirements.txt").write_text("\n".join(lock[name] for name in named) + "\n", "utf-8")
    pip = [sys.executable, "-m", "pip"]
    asked = ["--quiet", "--require-hashes", "--no-deps", "--no-build-isolation", "--only-binary", ":all:"]
    asked += [told for name in SOURCES for told in ("--no-binary", name)]
    run([*pip, "wheel", *asked, "-w", folder / "wheels", "-r", folder / "requirements.txt"])
    for name in SOURCES & set(named):
        lock[name] = pinned(name, next((folder / "wheels").glob(f"{name.replace('-', '_')}-*.whl")))
    (folder / "requirements.txt").write_text("\n".join(lock[name] for name in named) + "\n", "utf-8")
    laid = {canonicalize_name(path.name.partition("-")[0]) for path in (folder / "wheels").iterdir()}
    if lacking := sorted(set(named) - laid):
        raise SystemExit(f"songbang: no wheel of {', '.join(lacking)}")
    run([*pip, "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", folder / "wheels", ROOT])


def pinned(name: str, wheel: Path) -> str:
    """The line that lets the installer take this wheel and no other."""
    version = wheel.name.split("-")[1]
    return f"{name}=={version} \\\n    --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}"


def needed(extras: Sequence[str] = ()) -> set[str]:
    """All packages that ours needs to run on a machine like this one: those that pyproject.toml names, and what those
    name where they are installed here, which is what is locked."""
    ours = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = [*ours["dependencies"], *(told for extra in extras for told in ours["optional-dependencies"][extra])]
    asked = [_asked(told) for told in named]
    found: dict[str, set[str]] = {}
    while asked:
        name, wanted = asked.pop()
        if name in found and wanted <= found[name]:
            continue
        found[name] = found.get(name, set()) | wanted
        for told in importlib.metadata.distribution(name).requires or []:
            marker = Requirement(told).marker
            if marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *found[name])):
                asked.append(_asked(told))
    return set(found)


def _asked(told: str) -> tuple[str, set[str]]:
    one = Requirement(told)
    return canonicalize_name(one.name), set(one.extras)


def locked(text: str) -> dict[str, str]:
    """Package → its lines of the lock file, without the comments.

    >>> locked("a==1 \\\\\\n    --hash=sha256:00\\n    # via b\\nb==2 \\\\\\n    --hash=sha256:11\\n")["a"]
    'a==1 \\\\\\n    --hash=sha256:00'
    """
    found: dict[str, list[str]] = {}
    name = ""
    for line in text.splitlines():
        if begun := re.match(r"([A-Za-z0-9._-]+)==", line):
            name = canonicalize_name(begun[1])
            found.setdefault(name, [])  # one package may stand there twice, for two versions of Python
        if name and not line.strip().startswith("#"):
            found[name].append(line)
    return {name: "\n".join(lines) for name, lines in found.items()}


def lay_files(folder: Path) -> None:
    """Installer, check, units, list of system packages, fonts, samples to check with."""
    for path in sorted(DEPLOY.rglob("*")):
        if path.is_file():
            place = folder / path.relative_to(DEPLOY)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, place)
    shutil.copy(ROOT / "scripts/compile_planning.py", folder / "compile_planning.py")
    shutil.copy(ROOT / "LICENSE", folder / "LICENSE")
    shutil.copytree(ROOT / "docs", folder / "docs", ignore=shutil.ignore_patterns("images"))
    (folder / "fonts").mkdir()
    for path in fonts():
        shutil.copy(path, folder / "fonts" / path.name)
    run([sys.executable, "-m", "samples.maker", folder / "sample", "--seed", "1", "--style", "demo"], quiet=True)


def fonts() -> Iterator[Path]:
    """Noto's Chinese fonts (SIL Open Font License) as they are installed here."""
    for name in FONTS:
        found = next((path for place in FONT_FOLDERS for path in Path(place).rglob(name)), None)
        if found is None:
            print(f"songbang: {name} is not installed here and not in the bundle: make system", file=sys.stderr)
        else:
            yield found


def write_sums(folder: Path) -> None:
    lines = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != SUMS:
            with path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
            lines.append(f"{digest}  {path.relative_to(folder).as_posix()}\n")
    (folder / SUMS).write_text("".join(lines), "utf-8")


def run(command: Sequence[str | Path], *, quiet: bool = False) -> None:
    subprocess.run(list(map(str, command)), cwd=ROOT, check=True, stdout=subprocess.DEVNULL if quiet else None)


if __name__ == "__main__":
    main()
