"""Files come in, by page or by program: bounded, laid down, and received as versions of their sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest

from songbang.apps.intake import keeping, services
from songbang.apps.intake.room import ending_of
from songbang.apps.units.holding import Standing
from songbang.apps.units.queries import unit_tree
from songbang.core.errors import BadInput

UNIT_LIST = "units.csv"


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of the files; those that are no registers were passed over, by name."""

    received: list[services.Received]
    passed_over: list[str]


def bound_upload(request: HttpRequest) -> None:
    """Refuse by its announced length what is too much, before a byte of it is read, and keep no upload in memory.

    Raises `BadInput` ("upload.too_much").
    """
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.MOST_UPLOAD:
        raise BadInput("upload.too_much", most=settings.MOST_UPLOAD // 2**20)
    request.upload_handlers = [TemporaryFileUploadHandler(request)]


def take_in(asker: Standing, request: HttpRequest) -> Brought:
    """The files of a form: `files`, and for each in the same order its `path` in the folder that was given."""
    files = request.FILES.getlist("files")
    paths = cast("list[str]", request.POST.getlist("path"))
    named = [(paths[n] if n < len(paths) and paths[n] else str(file.name), file) for n, file in enumerate(files)]
    taken, passed_over = [], []
    tree = unit_tree(asker.territory)
    for path, file in named:
        root, slash, inside = keeping.clean_path(path).partition("/")
        name = keeping.name_of_source(root if slash else "", inside if slash else root, tree)
        if _is_register(name):
            taken.append((name, keeping.lay_down(asker.territory, chunks(file))))
        else:
            passed_over.append(name)
    return Brought(services.receive(asker.actor, asker.unit, taken, by=asker.account), passed_over)


def _is_register(name: str) -> bool:
    last = name.rpartition("/")[2]
    return bool(ending_of(last)) and not last.startswith(("~$", ".")) and last.lower() != UNIT_LIST


def chunks(file: UploadedFile[bytes]) -> Iterable[bytes]:
    return file.chunks()
