"""Recipes for foreign, damaged and hostile files: each makes one from a real file, and nothing of it is stored.

A recipe is (name, suffix, content). Damage is drawn by a seed from the name, so that a failing file can be made again.
"""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import docx
import openpyxl
from openpyxl.worksheet.table import Table

OLE = bytes.fromhex("d0cf11e0a1b11ae1")


class Recipe(NamedTuple):
    """A file to be tried."""

    name: str
    suffix: str
    content: bytes


def recipes(workbook: bytes, count: int) -> Iterator[Recipe]:
    """At least `count` files: every designed one, then random damage of four real files. `workbook` is one of ours."""
    designed = list(_designed(workbook))
    yield from designed
    real = {
        "xlsm": workbook,
        "xlsx": client_list(),
        "csv": "Имя клиента;Телефон\nИванов;8 916 111-22-33\n".encode("cp1251") * 40,
        "docx": letter(),
    }
    for number in range(max(0, count - len(designed))):
        suffix = list(real)[number % len(real)]
        damage = list(DAMAGES)[number // len(real) % len(DAMAGES)]
        name = f"{damage} {suffix} {number}"
        yield Recipe(name, suffix, DAMAGES[damage](real[suffix], random.Random(name)))


def client_list() -> bytes:
    """A client list as agents keep it."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Имя клиента", "Телефон", "E-mail"])
    for number in range(30):
        sheet.append([f"Клиент {number}", f"8916000{number:04d}", f"c{number}@example.org"])
    sheet.add_table(Table(displayName="tblMine", ref="A1:C31"))
    return _saved(book)


def letter() -> bytes:
    """A document, which is a zip of the same make."""
    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph("Имя клиента: Иванов")
    document.save(out)
    return out.getvalue()


def _saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


Damage = Callable[[bytes, random.Random], bytes]


def _flipped(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 10, 1000))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _truncated(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _holed(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randrange(1, 5000) :]


def _repeated(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[max(0, start - 3000) :]


def _zeroed(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + bytes(min(4096, len(data) - start)) + data[start + 4096 :]


def _part_damaged(data: bytes, chance: random.Random) -> bytes:
    """The zip is sound, one of its parts is not."""
    try:
        parts = unpacked(data)
    except zipfile.BadZipFile:
        return _flipped(data, chance)
    name = chance.choice(sorted(parts))
    parts[name] = chance.choice((_flipped, _truncated, _holed, _repeated))(parts[name] or b"x", chance)
    return packed(parts)


def _part_missing(data: bytes, chance: random.Random) -> bytes:
    try:
        parts = unpacked(data)
    except zipfile.BadZipFile:
        return _holed(data, chance)
    del parts[chance.choice(sorted(parts))]
    return packed(parts)


DAMAGES: Mapping[str, Damage] = {
    "bytes flipped": _flipped,
    "truncated": _truncated,
    "a hole": _holed,
    "a piece twice": _repeated,
    "zeroes": _zeroed,
    "a part damaged": _part_damaged,
    "a part missing": _part_missing,
}


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _designed(workbook: bytes) -> Iterator[Recipe]:
    """What somebody may send on purpose."""
    yield Recipe("empty", "xlsx", b"")
    yield Recipe("spaces", "csv", b"   \n \n")
    yield Recipe("old Excel header only", "xls", OLE + bytes(600))
    yield Recipe(
        "encrypted header only", "xlsx", OLE + bytes(512) + "EncryptedPackage".encode("utf-16-le") + bytes(512)
    )
    yield Recipe("a picture called a table", "xlsx", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    yield Recipe("a web page called a table", "xls", "<html><table><tr><td>Имя</td></tr></table></html>".encode())
    yield Recipe("an empty zip", "xlsx", packed({}))
    yield Recipe("a bomb", "xlsx", packed({"xl/workbook.xml": b"<a/>", "xl/worksheets/sheet1.xml": bytes(900_000_000)}))
    yield Recipe("many parts", "xlsx", packed({f"part{n}.xml": b"<a/>" for n in range(6_000)}))
    yield Recipe("a part outside the folder", "xlsx", packed(unpacked(client_list()) | {"../../outside.txt": b"x"}))
    yield Recipe("a line of 5 MB", "csv", b"name;phone\n" + b"x" * 5_000_000)
    yield Recipe("100 000 columns", "csv", b";".join(b"c" for _ in range(100_000)) + b"\n")
    yield Recipe("NUL bytes", "csv", b"name;phone\nIvan\0ov;1\0\n")
    yield Recipe("open quotes", "csv", b'name;phone\n"Ivanov;1\n' * 2_000)
    for number, text in enumerate(('=cmd|"/c calc"!A1', '+HYPERLINK("http://example.org")', "@SUM(1)", "=1+1")):
        yield Recipe(f"formula in text {number}", "csv", f"Имя клиента;Телефон\n{text};8916\n".encode())
    yield from _edited("plain list", client_list())
    yield from _edited("our workbook", workbook)


def _edited(of: str, data: bytes) -> Iterator[Recipe]:
    """A real workbook with one thing that is not as it should be."""
    parts = unpacked(data)
    sheet = next(name for name in parts if name.startswith("xl/worksheets/sheet"))
    head = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "' + b"ha" * 50 + b'">'
    bomb = head + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10 if n else b"&a;" * 10) for n in range(9))
    outside = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>'
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    link = b'<externalReferences><externalReference r:id="rId999"/></externalReferences></workbook>'
    changes: Mapping[str, tuple[str, bytes]] = {
        "entities that grow": (sheet, bomb + b"]><x>&a8;</x>"),
        "an entity of a file": ("xl/workbook.xml", outside),
        "a far cell": (sheet, parts[sheet].replace(b"</sheetData>", far)),
        "a huge dimension": (sheet, parts[sheet].replace(b'<dimension ref="', b'<dimension ref="A1:XFD1048576" x="')),
        "no end of the sheet": (sheet, parts[sheet].replace(b"</sheetData>", b"")),
        "an external link": ("xl/workbook.xml", parts["xl/workbook.xml"].replace(b"</workbook>", link)),
        "no workbook": ("xl/workbook.xml", b""),
        "types of nothing": ("[Content_Types].xml", b"<Types/>"),
        "deep elements": (sheet, b"<a>" * 100_000),
        "wrong letters": (sheet, parts[sheet].replace(b"UTF-8", b"UTF-16")),
    }
    for what, (name, content) in changes.items():
        yield Recipe(f"{of}: {what}", "xlsx", packed(parts | {name: content}))
