"""How does a file come in? A block at a time, refused as soon as it cannot be what we read."""

from __future__ import annotations

import os
import shutil
import zlib
from collections.abc import Mapping
from contextlib import AbstractContextManager
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO, Self

from bellrock.core.errors import InvalidDefinition, StoreFull, TooLarge

_LOOKED_AT = 64 << 10
_BOMS = (b"\xff\xfe", b"\xfe\xff")
_SPREADSHEET = "save the sheet as CSV; of an archive, unpack it and upload one file at a time"
_PACKED = "unpack it, or pack it with gzip"
_OTHERS: Mapping[bytes, tuple[str, str]] = {
    b"PK\x03\x04": ("a spreadsheet or a ZIP archive", _SPREADSHEET),
    b"\xd0\xcf\x11\xe0": ("an old spreadsheet", _SPREADSHEET),
    b"%PDF": ("a PDF", "upload the table it was made of"),
    b"SQLite format 3": ("a database", "export its table as CSV"),
    b"BZh": ("packed with bzip2", _PACKED),
    b"\xfd7zXZ": ("packed with xz", _PACKED),
    b"\x28\xb5\x2f\xfd": ("packed with zstd", _PACKED),
    b"7z\xbc\xaf": ("packed with 7-Zip", _PACKED),
    b"Obj\x01": ("Avro", "write it as Parquet or JSON Lines"),
    b"ORC": ("ORC", "write it as Parquet or JSON Lines"),
}


class Intake(AbstractContextManager["Intake"]):
    """A file that is arriving at `path`; `take` its blocks, and then `end` it."""

    def __init__(self, path: Path, *, most: int, free: int) -> None:
        """Take at most `most` bytes, while `free` bytes stay free on the disk."""
        self.bytes = 0
        self._path = path
        self._most = most
        self._free = free
        self._digest = blake2b(digest_size=16)
        self._file: BinaryIO | None = None

    def __enter__(self) -> Self:
        self._file = os.fdopen(
            os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb"
        )
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()

    def take(self, block: bytes) -> None:
        """Write the next block; the first shows what the file is.

        Raises:
            InvalidDefinition: it is no file that we read.
            TooLarge: it has too many bytes.
            StoreFull: the disk is nearly full.
        """
        if not self.bytes:
            check_start(block)
        self.bytes += len(block)
        check_size(self.bytes, self._most)
        if shutil.disk_usage(self._path.parent).free - len(block) < self._free:
            raise StoreFull(
                "the server's disk is nearly full",
                hint="free some space there, and upload the file again", retry_after_s=60,
            )  # fmt: skip
        assert self._file is not None  # noqa: S101 -- it is taken within the block
        self._digest.update(block)
        self._file.write(block)

    def end(self) -> str:
        """Bring it onto the disk and return what tells it from other files.

        Raises:
            InvalidDefinition: nothing came.
        """
        if not self.bytes:
            check_start(b"")
        assert self._file is not None  # noqa: S101 -- it is ended within the block
        self._file.flush()
        os.fsync(self._file.fileno())
        return self._digest.hexdigest()


def check_size(size: int, most: int) -> None:
    """Refuse a file that is too large.

    Raises:
        TooLarge: it has more than `most` bytes.
    """
    if size > most:
        raise TooLarge(
            f"the file is larger than {most >> 20:,} MiB",
            hint="pack it with gzip, cut it in parts, let the operator raise collect.upload_mb, "
            "or run `bellrock import` where it lies",
            field="file", most_bytes=most,
        )  # fmt: skip


def check_start(start: bytes) -> None:
    """Refuse a file that begins like none that we read.

    Raises:
        InvalidDefinition: it is empty, or something else than CSV, JSON Lines, Parquet or gzip.
    """
    if start.startswith(b"PAR1"):
        return
    if start.startswith(b"\x1f\x8b"):
        start = _unpacked(start)
        if start.startswith(b"PAR1"):
            raise _wrong("packed Parquet", "upload it unpacked: Parquet is compressed by itself")
    start = start[:_LOOKED_AT]
    if not start.strip():
        raise _wrong("empty", "there is nothing to import")
    for mark, (what, hint) in _OTHERS.items():
        if start.startswith(mark):
            raise _wrong(what, hint)
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"["):
        raise _wrong("one JSON array", "write one object a line, as `jq -c '.[]'` does")
    if text[:14].lower().startswith((b"<!doctype", b"<html", b"<?xml")):
        raise _wrong("a page or XML", "upload CSV, JSON Lines or Parquet")
    if b"\0" in start and not start.startswith(_BOMS):
        raise _wrong("no text", "upload CSV, JSON Lines or Parquet, or one of these gzipped")


def _unpacked(start: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(start[:_LOOKED_AT], _LOOKED_AT)
    except zlib.error as error:
        raise _wrong("damaged gzip", "pack it again") from error


def _wrong(what: str, hint: str) -> InvalidDefinition:
    return InvalidDefinition(f"the file is {what}", hint=hint, field="file")
