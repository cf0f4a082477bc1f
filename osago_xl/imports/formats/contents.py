"""What a file is, told by its content and never by its name. The signs are data: data/formats.toml."""

from __future__ import annotations

import io
import tomllib
import zipfile
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import olefile

from osago_xl.errors import BookError
from osago_xl.imports.formats.encodings import decoded
from osago_xl.imports.formats.refusals import damaged

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 4096
_RECORDS = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
"""Excel 2 to 5 began a file with a BOF record and no container around it."""


@cache
def _signs() -> dict[str, Any]:
    return tomllib.loads(files("osago_xl.imports").joinpath("data/formats.toml").read_text("utf-8"))


def format_of(path: Path, content: bytes) -> str:
    """The format by our name; BookError, with the way out, for what is none of them."""
    for each in _signs()["unreadable"]:
        if content.startswith(bytes.fromhex(each["begins"])):
            raise _refusal(path, each)
    if content.startswith(_ZIP):
        return _package(path, content)
    if content.startswith(_OLE):
        return _container(path, content)
    if content[:2] in _RECORDS and content[3:4] == b"\0":
        return "xls"
    return _text(path, content)


def _package(path: Path, content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = [name.replace("\\", "/").lower() for name in package.namelist()]
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise damaged(path) from error
    for each in _signs()["package"]:
        if any(name.startswith(each["part"]) for name in names):
            return _known(path, each)
    raise _refusal(path, {"what": "архив ZIP без таблицы Excel", "way": "Распакуйте его и выберите файл с таблицей."})


def _container(path: Path, content: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "encrypted"
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as container:
            streams = {entry[0] for entry in container.listdir()}
    except Exception:  # whatever a damaged container makes olefile raise: xlrd may still find the workbook
        return "xls"
    found = next((each for each in _signs()["container"] if each["stream"] in streams), None)
    return _known(path, found) if found else "xls"


def _text(path: Path, content: bytes) -> str:
    head = decoded(content[:_HEAD])[0].lstrip("\ufeff \t\r\n").lower()
    for each in _signs()["text"]:
        if head.startswith(each["begins"]) and each["holds"] in head:
            return _known(path, each)
    return "csv"


def _known(path: Path, sign: dict[str, str]) -> str:
    if "format" in sign:
        return sign["format"]
    raise _refusal(path, sign)


def _refusal(path: Path, sign: dict[str, str]) -> BookError:
    return BookError(f"Файл «{path.name}» — {sign['what']}: такие файлы не читаются. {sign['way']}")
