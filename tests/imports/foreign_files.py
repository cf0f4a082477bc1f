"""Small foreign files made from rows of cells: each writes what programs of its kind write, down to their habits."""

import datetime
import io
import struct
import zipfile
from html import escape

import openpyxl

OASIS = "urn:oasis:names:tc:opendocument:xmlns"
PEOPLE = [["ФИО", "Телефон", "Дата рождения"], ["Ольхова Вера", "89160004501", datetime.date(1984, 3, 7)]]


def packed(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def xlsx(rows, edit=lambda sheet: None):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    edit(book.active)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def fods(rows, before="", after=""):
    """`before` and `after` are XML of rows above and below."""
    table = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    names = " ".join(f'xmlns:{name}="{OASIS}:{name}:1.0"' for name in ("office", "table", "text"))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {names}><office:body><office:spreadsheet>'
        f'<table:table table:name="Лист1">{before}{table}{after}</table:table>'
        "</office:spreadsheet></office:body></office:document>"
    ).encode()


def _ods_cell(value):
    if isinstance(value, datetime.date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value}"/>'
    if isinstance(value, float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'


def ods(rows):
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": "<manifest/>",
        "content.xml": fods(rows),
    }
    return packed(parts)


def html(rows, encoding="utf-8"):
    lines = "".join(f"<tr>{''.join(f'<td>{escape(str(cell))}</td>' for cell in row)}</tr>" for row in rows)
    page = f'<html><meta charset="{encoding}"><body><h2>Договоры</h2><table>{lines}</table></body></html>'
    return page.encode(encoding)


def xml2003(rows):
    def cell(value):
        kind = "DateTime" if isinstance(value, datetime.date) else "String"
        text = f"{value}T00:00:00.000" if kind == "DateTime" else escape(str(value))
        return f'<Cell><Data ss:Type="{kind}">{text}</Data></Cell>'

    lines = "".join(f"<Row>{''.join(map(cell, row))}</Row>" for row in rows)
    name = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0"?><Workbook xmlns="{name}" xmlns:ss="{name}"><Worksheet ss:Name="Лист1"><Table>{lines}'
        "</Table></Worksheet></Workbook>"
    ).encode()


def xls_without_container(rows):
    """BIFF 2: a sheet of records and nothing around it; texts in cp1251, as its CODEPAGE record says."""

    def record(number, data):
        return struct.pack("<HH", number, len(data)) + data

    cells = b""
    for at, row in enumerate(rows):
        for place, value in enumerate(row):
            text = str(value).encode("cp1251")
            cells += record(0x04, struct.pack("<HH3xB", at, place, len(text)) + text)
    return record(0x09, struct.pack("<HH", 2, 0x10)) + record(0x42, struct.pack("<H", 1251)) + cells + record(0x0A, b"")


def xlsb(rows):
    """Workbook, sheet and inline strings in the records of [MS-XLSB]."""

    def record(number, data=b""):
        kind = bytes([number]) if number < 128 else bytes([number & 0x7F | 0x80, number >> 7])
        size, length = b"", len(data)
        while length > 127:
            size, length = size + bytes([length & 0x7F | 0x80]), length >> 7
        return kind + size + bytes([length]) + data

    def text(value):
        return struct.pack("<I", len(value)) + value.encode("utf-16-le")

    lines = b""
    for at, row in enumerate(rows):
        lines += record(0, struct.pack("<II9x", at, 0))
        for place, value in enumerate(row):
            lines += record(6, struct.pack("<II", place, 0) + text(str(value)))
    size = struct.pack("<IIII", 0, len(rows) - 1, 0, max(map(len, rows)) - 1)
    sheet = record(129) + record(148, size) + record(145) + lines + record(146) + record(130)
    book = record(131) + record(143) + record(156, struct.pack("<II", 0, 1) + text("rId1") + text("Лист1"))
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = f'<Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.bin"/>'
    head = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    return packed({
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.bin": book + record(144) + record(132),
        "xl/_rels/workbook.bin.rels": f"{head}{relation}</Relationships>",
        "xl/worksheets/sheet1.bin": sheet,
    })  # fmt: skip
