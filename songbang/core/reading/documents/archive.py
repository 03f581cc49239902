"""Packages of parts (docx, OFD): opened with an eye on bombs, locks and entities before any part is parsed."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib

from lxml import etree

from songbang.core.errors import Unreadable

MOST_UNPACKED = 512 * 2**20
LARGEST_XML = 64 * 2**20
BOMB_RATIO, BOMB_SIZE = 150, 16 * 2**20
MOST_PARTS = 20_000
_ENCRYPTED_FLAG = 0x1
_XML = (".xml", ".rels")
BROKEN_ZIP = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, NotImplementedError, RuntimeError,
    ValueError, OverflowError,
)  # fmt: skip
"""What Python's zipfile raises, fuzzed, of archives that are broken, locked or packed in a way it does not know."""


def open_archive(content: bytes) -> zipfile.ZipFile:
    """Raises `Unreadable` ("file.truncated", "file.password", "file.zip_bomb", "file.too_large")."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        entries = archive.infolist()
    except BROKEN_ZIP as error:
        raise Unreadable("file.truncated") from error
    unpacked = sum(entry.file_size for entry in entries)
    if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries):
        raise Unreadable("file.password")
    if len(entries) > MOST_PARTS or any(_is_bomb(entry) for entry in entries):
        raise Unreadable("file.zip_bomb", megabytes=unpacked // 2**20)
    too_long = any(e.file_size > LARGEST_XML for e in entries if e.filename.lower().endswith(_XML))
    if unpacked > MOST_UNPACKED or too_long:
        raise Unreadable("file.too_large", megabytes=unpacked // 2**20, most=MOST_UNPACKED // 2**20)
    return archive


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > BOMB_SIZE and entry.file_size > BOMB_RATIO * max(entry.compress_size, 1)


def read_part(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part's bytes, never more than it declares. Raises `Unreadable` ("file.damaged") where it is broken."""
    try:
        entry = archive.getinfo(name)
        with archive.open(entry) as part:
            return part.read(entry.file_size)
    except (*BROKEN_ZIP, KeyError) as error:  # a part that another part names and that is not there
        raise Unreadable("file.damaged", reason=str(error)) from error


def parse_part(archive: zipfile.ZipFile, name: str) -> etree._Element:
    """A part as a tree. Raises `Unreadable` ("file.xml_bomb" for entities, "file.damaged")."""
    return parse_xml(read_part(archive, name))


def parse_xml(content: bytes) -> etree._Element:
    """XML without a document type: entities are neither resolved nor fetched, they are refused."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if b"<!ENTITY" in content[:4096]:
            raise Unreadable("file.xml_bomb") from error
        raise Unreadable("file.damaged", reason=str(error)) from error
    if root.getroottree().docinfo.doctype:
        raise Unreadable("file.xml_bomb")
    return root
