"""Files that cannot be drafts, or hardly: each is named in words with a way on, and the draft stays to be typed."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document
from PIL import Image

from songbang.apps.demands.models import Draft
from songbang.apps.intake.jobs import work_off

pytestmark = pytest.mark.either_engine
LogIn = Callable[..., Client]


@pytest.fixture(autouse=True)
def kept_here(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    settings.KEPT_FILES = tmp_path / "kept"  # type: ignore[attr-defined]


def _drop(client: Client, name: str, content: bytes) -> tuple[Draft, str]:
    answer = client.post("/door/drop/", {"files": SimpleUploadedFile(name, content)})
    draft = Draft.objects.get(pk=int(answer["Location"].rstrip("/").rpartition("/")[2]))
    work_off(once=True)
    draft.refresh_from_db()
    return draft, client.get(f"/door/drafts/{draft.pk}/").content.decode()


def _pdf(pages: int, said: str) -> bytes:
    """A PDF of so many pages, each with one line of Latin text (or none)."""
    parts = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(pages))
    parts.append(f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode())
    parts.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for number in range(pages):
        drawn = f"BT /F1 12 Tf 72 700 Td ({said} {number}) Tj ET".encode() if said else b""
        parts.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        parts.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
    out, places = io.BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, 2)
    for number, part in enumerate(parts, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, part))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(parts) + 1, start))
    return out.getvalue()


def _empty_docx() -> bytes:
    out = io.BytesIO()
    Document().save(out)
    return out.getvalue()


def _noise() -> bytes:
    """A photograph of nothing that can be read."""
    draw, out = random.Random(3), io.BytesIO()
    picture = Image.new("L", (320, 240))
    picture.putdata([draw.randrange(256) for _ in range(320 * 240)])
    picture.save(out, "PNG")
    return out.getvalue()


def _archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("a.bin", b"\x00" * 100)
    return out.getvalue()


@pytest.mark.parametrize(("name", "content"), [
    ("空白.docx", _empty_docx()), ("照片.png", _noise()), ("扫描件.pdf", _pdf(200, "")),
    ("程序.exe", b"MZ\x90\x00" + bytes(range(256)) * 4),
    ("打包.zip", _archive()), ("空.pdf", b""), ("断了.docx", _empty_docx()[:900]),
    ("坏的.pdf", b"%PDF-1.4\n" + b"x" * 500),
], ids=["no text", "poor scan", "200 pages of a scan", "a program", "an archive", "empty", "cut off",
"damaged"])  # fmt: skip
def test_what_cannot_be_read_is_named_with_a_way_on_and_the_draft_stays(
    name: str, content: bytes, log_in: LogIn
) -> None:
    client = log_in("department")
    draft, page = _drop(client, name, content)
    assert (draft.reading, draft.open) == ("failed", True)
    assert "这份文件没有读出来，草稿还在，可以接着手填" in page and 'name="common.title"' in page
    assert draft.account["code"] in {
        "document.no_text", "document.no_ocr", "document.too_many_pages", "document.unknown", "file.empty",
        "file.truncated", "file.damaged",
    }  # fmt: skip
    typed = {"kind": "document", "whole": "1", "common.title": "手填的标题"}
    assert "手填的标题" in client.post(f"/door/drafts/{draft.pk}/", typed).content.decode()


def test_a_text_of_two_hundred_pages_is_read_and_its_length_counts(log_in: LogIn) -> None:
    draft, page = _drop(log_in("department"), "long.pdf", _pdf(200, "A notice that goes on and on, page"))
    assert draft.reading == "read"
    assert draft.values["document.pages"] == ["200"]
    assert "这份文件没有读出来" not in page
