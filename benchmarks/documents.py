"""How well documents are read: each element right of all, wrong characters, time a page, beside plain extraction.

    python -m benchmarks.documents [--scans] [--invented 3] [--shared ../shared]

Without `--scans` no picture is recognised (it takes seconds a page). Peers are run where they are installed and named
where they are not: what they give is text alone, so only wrong characters are compared.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Levenshtein

from samples.documents.files import FORMATS, write
from samples.documents.notices import Inventor
from songbang.core.errors import SongbangError
from songbang.core.reading.documents.reader import read_document
from songbang.core.text import half_width

FIELDS = ("number", "title", "issuer", "date", "kind", "main_recipients")
INVENTED = (*FIELDS, "copied_to", "secrecy", "urgency", "signer", "attachments", "asks", "deadlines")
_BRACKETS = str.maketrans("[]", "〔〕")


def solid(value: Any) -> Any:
    """The form in which values are compared: half width, no blanks, one style of brackets."""
    if isinstance(value, list | tuple):
        return [solid(one) for one in value]
    return re.sub(r"\s", "", half_width(value)).translate(_BRACKETS) if isinstance(value, str) else value


class Score:
    """Right and total by field; wrong characters; pages and processor seconds."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.right: Counter[str] = Counter()
        self.total: Counter[str] = Counter()
        self.wrong = self.characters = self.pages = 0
        self.seconds = 0.0
        self.missed: list[str] = []

    def field(self, document: str, name: str, got: Any, expected: list[Any]) -> None:
        self.total[name] += 1
        if solid(got) in [solid(one) for one in expected]:
            self.right[name] += 1
        else:
            self.missed.append(f"  {document} {name}: {got!r} for {expected[0]!r}")

    def text(self, got: str, truth: str) -> None:
        self.wrong += Levenshtein.distance(solid(got), solid(truth))
        self.characters += len(solid(truth))

    def show(self) -> None:
        print(f"\n{self.name}: {self.pages} pages, {self.seconds / max(self.pages, 1):.3f} CPU s a page")
        for name, total in self.total.items():
            print(f"  {name:30} {self.right[name]:4}/{total}  {self.right[name] / total:7.2%}")
        if self.total:
            right, total = self.right.total(), self.total.total()
            print(f"  {'all fields':30} {right:4}/{total}  {right / total:7.2%}")
        if self.characters:
            print(f"  wrong characters {self.wrong / self.characters:.3%}")
        print("\n".join(self.missed))


def read(score: Score, path: Path, more: list[Path]) -> dict[str, Any]:
    """The document's account, empty where it could not be read."""
    began = time.process_time()
    try:
        document = read_document(path, more=more)
    except SongbangError as error:
        score.missed.append(f"  {path.name}: {error}")
        return {}
    finally:
        score.seconds += time.process_time() - began
    score.pages += document.pages
    return document.as_json()


def texts(shared: Path) -> Iterator[Score]:
    """The shared text documents, all and by format."""
    score = Score("text documents (match/doc-parse)")
    folder = shared / "data/match/doc-parse"
    for expected in sorted(folder.glob("expected/*.json")):
        truth = json.loads(expected.read_text())
        got = read(score, folder / "files" / truth["file"], [])
        for name in FIELDS:
            score.field(truth["file"], name, got.get(name), [truth.get(name), *truth.get(f"{name}_also", [])])
        for name in ("asks_for_report", "asks_for_supporting_document"):
            if truth.get(name) is not None:
                score.field(truth["file"], name, got.get(name), [truth[name]])
        if truth.get("decided") and "deadlines" in truth:
            score.field(truth["file"], "deadlines", got.get("deadlines"), [[d["date"] for d in truth["deadlines"]]])
        score.text(got.get("text", ""), (folder / "text" / f"{truth['file']}.txt").read_text())
    yield score


def scans(shared: Path) -> Iterator[Score]:
    """The shared scans. What the pictures do not show (s22's issuer and day) cannot be right."""
    score = Score("scans (match/scans)")
    folder = shared / "data/match/scans"
    for truth in json.loads((folder / "expected.json").read_text()):
        first, *more = [folder / "files" / name for name in truth["files"]]
        got = read(score, first, more)
        for name in FIELDS:
            if name in truth:
                score.field(truth["id"], name, got.get(name), [truth[name]])
        score.text(got.get("text", ""), (folder / "truth" / f"{truth['id']}.txt").read_text())
    yield score


def invented(seed: int, *, pictures: bool) -> Iterator[Score]:
    """Documents that samples.documents invents, each layout in each format."""
    for form in FORMATS:
        if form == "jpg" and not pictures:
            continue
        score = Score(f"invented, {'noisy scans' if form == 'jpg' else form} (seed {seed})")
        with tempfile.TemporaryDirectory() as folder:
            for number, notice in enumerate(Inventor(seed).notices()):
                got = read(score, write(notice, Path(folder), form, number), [])
                got["asks"] = sorted(name for name, asked in got.get("asks", {}).items() if asked)
                for name in INVENTED:
                    told = notice.truth[name]
                    score.field(notice.name, name, got.get(name), [sorted(told) if name == "asks" else told])
        yield score


def _pdfium(path: Path) -> str:
    import pypdfium2

    return "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(path))


def _pdfminer(path: Path) -> str:
    from pdfminer.high_level import extract_text

    return str(extract_text(path))


def _python_docx(path: Path) -> str:
    import docx

    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def _markitdown(path: Path) -> str:
    from markitdown import MarkItDown

    return str(MarkItDown().convert(str(path)).text_content)


PEERS: Mapping[str, tuple[str, Callable[[Path], str]]] = {
    "pypdfium2 plain": ("pdf", _pdfium),
    "pdfminer.six": ("pdf", _pdfminer),
    "python-docx paragraphs": ("docx", _python_docx),
    "markitdown docx": ("docx", _markitdown),
    "markitdown pdf": ("pdf", _markitdown),
    "markitdown html": ("html", _markitdown),
}


def peers(shared: Path) -> None:
    """Wrong characters of ours and of plain extraction on the same files."""
    folder = shared / "data/match/doc-parse"
    for name, (ending, extract) in PEERS.items():
        ours, theirs = Score("ours"), Score(name)
        try:
            for path in sorted(folder.glob(f"files/*.{ending}")):
                truth = (folder / "text" / f"{path.name}.txt").read_text()
                theirs.text(extract(path), truth)
                ours.text(read_document(path).text, truth)
        except ImportError:
            print(f"  {name:24} not installed here")
            continue
        wrong, own = theirs.wrong / theirs.characters, ours.wrong / ours.characters
        print(f"  {name:24} wrong characters {wrong:8.3%}   ours {own:8.3%}")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--scans", action="store_true", help="recognise the shared scans and invented ones too")
    options.add_argument("--invented", type=int, default=3, metavar="SEED", help="0: none")
    options.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    given = options.parse_args()
    runs: list[Iterator[Score]] = [texts(given.shared)] if given.shared.is_dir() else []
    runs += [scans(given.shared)] if given.scans and given.shared.is_dir() else []
    runs += [invented(given.invented, pictures=given.scans)] if given.invented else []
    for run in runs:
        for score in run:
            score.show()
    if given.shared.is_dir():
        print("\ntext beside plain extraction")
        peers(given.shared)


if __name__ == "__main__":
    main()
