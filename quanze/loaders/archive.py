"""Workbooks and other zip archives from anywhere: refused before they fill the memory, with their faults reported."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from xml.etree import ElementTree
from xml.parsers import expat

from quanze.errors import FileError
from quanze.locale import message

MAX_UNZIPPED = 1 << 30
"""Bytes a compressed file may unpack to."""
MAX_RATIO = 400
"""How many times larger than the file its content may be."""
DAMAGED = message("Open it in the program that made it and save it again.")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The first bytes of a file of Office before 2007, and of a newer one with a password."""
_LOCKED = "EncryptedPackage".encode("utf-16-le")
"""The name of the part of such a file that has the content, where it has a password."""
_MOST = 1032
"""How many times larger than its packed form deflate can make a part."""


def open_zip(path: Path) -> zipfile.ZipFile:
    """The opened archive; FileError when it is broken, protected or says that it unpacks to too much.

    What it says may be untrue: read its parts by ``unpacked``, or ask ``guard_zip`` before another library opens it.
    """
    _refuse_other_files(path)
    try:
        archive = zipfile.ZipFile(path)
        infos = archive.infolist()
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError, struct.error) as e:
        raise FileError(
            message("{path} is damaged or incomplete: its end is missing.", path=path),
            message(
                "Copy or download it again; if that does not help, open it in the program that made it and save it."
            ),
        ) from e
    size = sum(i.file_size for i in infos)
    if size > MAX_UNZIPPED or size > max(path.stat().st_size, 100_000) * MAX_RATIO:
        archive.close()
        raise FileError(
            message("{path} would unpack to {size:,.0f} MB and was not opened.", path=path, size=size / 2**20),
            message("Split the file, or use CSV."),
        )
    if any(i.flag_bits & 1 for i in infos):
        archive.close()
        raise FileError(
            message("{path} is password-protected.", path=path), message("Remove the password and save it again.")
        )
    if infos and (
        any(i.comment or i.compress_size > path.stat().st_size for i in infos) or min(i.header_offset for i in infos)
    ):  # two programs could see two different archives in it
        archive.close()
        raise FileError(message("{path} is damaged.", path=path), DAMAGED)
    if any(i.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for i in infos):
        archive.close()
        raise FileError(message("{path} uses a compression that workbooks do not use.", path=path), DAMAGED)
    return archive


def _refuse_other_files(path: Path) -> None:
    """Refuse a file that is not an archive, whatever its name; the error says what it is and what to do."""
    with path.open("rb") as f:
        head = f.read(1 << 12)
        if not head:
            raise FileError(message("{path} is empty.", path=path), DAMAGED)
        if head.startswith(_OLE):
            whole = head + f.read(MAX_UNZIPPED >> 4)
            if _LOCKED in whole:
                raise FileError(
                    message("{path} is password-protected.", path=path),
                    message("Open it with its password, remove the password, and save it again."),
                )
            if path.suffix.lower() == ".xls":
                raise FileError(
                    message("{path} is in the old .xls format.", path=path), message("Open it and save it as .xlsx.")
                )
            raise FileError(
                message("{path} is in an old format (.xls, .doc), whatever its name says.", path=path),
                message("Open it and save it as {ending}; renaming is not enough.", ending=path.suffix or ".xlsx"),
            )
    if head.startswith(b"PK"):
        return
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"%PDF"):
        raise FileError(message("{path} is a PDF, whatever its name says.", path=path), message("Name it .pdf."))
    if start[:1] == b"<":
        raise FileError(
            message("{path} is a web page (HTML or XML), whatever its name says.", path=path),
            message("Open it in a spreadsheet program and save it as .xlsx; renaming is not enough."),
        )
    if b"\0" not in head:
        raise FileError(
            message("{path} is a text file, whatever its name says.", path=path),
            message("If it is a table of text, name it .csv; else open it and save it in the format of its name."),
        )
    raise FileError(message("{path} is damaged: it does not begin as such a file does.", path=path), DAMAGED)


def guard_zip(path: Path) -> zipfile.ZipFile:
    """The opened archive as by ``open_zip``; FileError also when a part is larger than it says."""
    archive = open_zip(path)
    infos = archive.infolist()
    if sum(i.compress_size for i in infos) * _MOST > MAX_UNZIPPED:
        try:
            with path.open("rb") as f:
                for info in infos:
                    _unpack(path, f, info, keep=False)
        except BaseException:
            archive.close()
            raise
    return archive


def unpacked(path: Path, file: BinaryIO, info: zipfile.ZipInfo) -> bytes:
    """The content of a part; FileError when it is damaged or larger than it says."""
    content = b"".join(_unpack(path, file, info, keep=True))
    if zlib.crc32(content) != info.CRC:
        raise FileError(message("{path} is damaged.", path=path), DAMAGED)
    return content


def _unpack(path: Path, file: BinaryIO, info: zipfile.ZipInfo, *, keep: bool) -> list[bytes]:
    """Pieces of a part, none when not to be kept; a reader that trusts the stated size would run on after them."""
    pieces: list[bytes] = []
    try:
        file.seek(info.header_offset + 26)
        name, extra = struct.unpack("<HH", file.read(4))
        file.seek(name + extra, 1)
        if info.compress_type == zipfile.ZIP_STORED:
            return [file.read(info.compress_size)] if keep else []
        unpacker, size, left = zlib.decompressobj(-15), 0, info.compress_size
        while left > 0 and not unpacker.eof:
            piece = file.read(min(left, 1 << 16))
            if not piece:
                break
            left -= len(piece)
            while piece and size <= info.file_size:
                content = unpacker.decompress(piece, 1 << 20)
                size += len(content)
                if keep:
                    pieces.append(content)
                piece = unpacker.unconsumed_tail
            if size > info.file_size:
                raise FileError(
                    message("{path} unpacks to more than it declares and was not opened.", path=path), DAMAGED
                )
        last = unpacker.flush()  # what a full buffer left behind
        if keep:
            pieces.append(last)
    except (OSError, ValueError, zlib.error, struct.error) as e:
        raise FileError(message("{path} is damaged or incomplete: {reason}.", path=path, reason=e), DAMAGED) from e
    return pieces


@contextmanager
def readable(name: str) -> Iterator[None]:
    """Turn the faults of a damaged workbook into a FileError that has its ``name``."""
    import python_calamine as calamine

    try:
        yield
    except calamine.PasswordError as e:
        raise FileError(
            message("{file} is password-protected.", file=name), message("Remove the password and save it again.")
        ) from e
    except (
        calamine.CalamineError,
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        EOFError,
        ValueError,
        OverflowError,
        RuntimeError,
        KeyError,
        struct.error,
        ElementTree.ParseError,
        expat.ExpatError,
    ) as e:
        raise FileError(message("{file} cannot be read as a workbook: {reason}.", file=name, reason=e), DAMAGED) from e
    except BaseException as e:  # a panic in the reader's native code derives from BaseException
        if type(e).__name__ != "PanicException":
            raise
        raise FileError(message("{file} is damaged.", file=name), DAMAGED) from e
