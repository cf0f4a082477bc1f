"""A workbook dressed as an agent dresses it in Excel: whatever Excel may write around and between our parts.

No Excel is at hand, so the parts are written here as Excel writes them.
"""

from __future__ import annotations

import base64
import re
from html import escape
from pathlib import Path

from osago_xl.books.package import Package
from osago_xl.books.parts import announce, relate
from osago_xl.books.places import Places
from osago_xl.schema.addresses import letters

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
DRAWINGML = "application/vnd.openxmlformats-officedocument"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PARTS = Path(__file__).parent / "parts"
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAGElEQVR4nGPgFkkgCTGMahjVMKph0GoAALq+XmGpB7lwAAAAAElFTkSuQmCC"
)
NOTES, CLIENTS = "Мои заметки", "Клиенты"
OWN_FORMULA, OWN_AMOUNT = "Мой расчёт", "Моя сумма"
OWN_NAME = "МояСумма"


def dress(data: bytes) -> bytes:
    """The file with everything; it must have the sheet «Мои заметки»."""
    package = Package(data)
    _own_columns(package)
    places = Places(package)
    _own_names(package, places)
    _on_clients(package, places)
    _on_notes(package, places)
    _around(package, places)
    return package.to_bytes()


def column(places: Places, header: str) -> str:
    """Letters of a column of Клиенты."""
    return letters(places.tables["tblClients"].position[header])


def _own_columns(package: Package) -> None:
    """Two more columns at the right end: one computed from ours, one of money."""
    place = Places(package).tables["tblClients"]
    first, second, bottom = letters(place.area.right + 1), letters(place.area.right + 2), place.area.bottom
    premium = letters(place.position["Премия за год"])
    formula = f'IF(tblClients[[#This Row],[Клиент]]="",0,N({premium}{{}})+1)'
    styles = package.read("xl/styles.xml").decode()
    number = int(re.search(r'<cellXfs count="(\d+)"', styles)[1])
    styles = styles.replace("</numFmts>", '<numFmt numFmtId="200" formatCode="#,##0.00\\ &quot;₽&quot;"/></numFmts>')
    styles = re.sub(r'<numFmts count="(\d+)"', lambda m: f'<numFmts count="{int(m[1]) + 1}"', styles)
    xf = '<xf numFmtId="200" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    fills = int(re.search(r'<fills count="(\d+)"', styles)[1])
    red = '<fill><patternFill patternType="solid"><fgColor rgb="FFFF9999"/><bgColor indexed="64"/></patternFill></fill>'
    styles = styles.replace(f'<fills count="{fills}">', f'<fills count="{fills + 1}">').replace(
        "</fills>", f"{red}</fills>"
    )
    painted = f'<xf numFmtId="49" fontId="0" fillId="{fills}" borderId="0" xfId="0" applyFill="1"/>'
    styles = styles.replace("</cellXfs>", f"{xf}{painted}</cellXfs>")
    styles = styles.replace(f'<cellXfs count="{number}"', f'<cellXfs count="{number + 2}"')
    dxfs = int(re.search(r'<dxfs count="(\d+)"', styles)[1])
    styles = styles.replace(f'<dxfs count="{dxfs}">', f'<dxfs count="{dxfs + 1}">')
    styles = styles.replace("</dxfs>", '<dxf><font><b/><color rgb="FF00B050"/></font></dxf></dxfs>')
    package.write("xl/styles.xml", [styles.encode()])
    part = Places(package).sheets[CLIENTS]
    xml = package.read(part).decode()
    cells = {
        place.area.top: f'<c r="{first}2" t="str"><v>{OWN_FORMULA}</v></c>'
        f'<c r="{second}2" t="str"><v>{OWN_AMOUNT}</v></c>'
    }
    for row in range(place.first, bottom + 1):
        cells[row] = (
            f'<c r="{first}{row}"><f>{escape(formula.format(row), quote=False)}</f><v>1</v></c>'
            f'<c r="{second}{row}" s="{number}"><v>{row * 100.5}</v></c>'
        )
    for row, more in cells.items():
        xml = re.sub(rf'(<row r="{row}".*?)(</row>)', lambda m, more=more: m[1] + more + m[2], xml, count=1, flags=re.S)  # noqa: FURB167
    name = column(Places(package), "Клиент")
    xml = re.sub(rf'<c r="{name}3"( s="\d+")?', f'<c r="{name}3" s="{number + 1}"', xml, count=1)
    package.write(part, [xml.encode()])
    table = package.read(place.part).decode()
    count = len(place.columns)
    more = (
        f'<tableColumn id="{count + 901}" name="{OWN_FORMULA}"><calculatedColumnFormula>'
        f"{escape(formula.format(3), quote=False)}</calculatedColumnFormula></tableColumn>"
        f'<tableColumn id="{count + 902}" name="{OWN_AMOUNT}"/>'
    )
    table = table.replace("</tableColumns>", f"{more}</tableColumns>").replace(
        f'<tableColumns count="{count}"', f'<tableColumns count="{count + 2}"'
    )
    table = re.sub(r'( ref="A\d+:)[A-Z]+(\d+")', rf"\g<1>{second}\g<2>", table)
    package.write(place.part, [table.encode()])


def _own_names(package: Package, places: Places) -> None:
    amount = column(places, OWN_AMOUNT)
    titles = list(places.sheets)
    names = f'<definedName name="{OWN_NAME}">{CLIENTS}!${amount}$3:${amount}$500</definedName>'
    for title, area in ((CLIENTS, f"{CLIENTS}!$A$1:${amount}$50"), (NOTES, f"'{NOTES}'!$A$1:$D$20")):
        names += f'<definedName name="_xlnm.Print_Area" localSheetId="{titles.index(title)}">{area}</definedName>'
    xml = package.read("xl/workbook.xml").decode()
    package.write("xl/workbook.xml", [xml.replace("</definedNames>", f"{names}</definedNames>").encode()])


def _on_clients(package: Package, places: Places) -> None:
    """Widths, a hidden column, a filter, colours, a check, a note, a chart, a picture, printer settings."""
    part, place = places.sheets[CLIENTS], places.tables["tblClients"]
    status, premium, amount = (column(places, header) for header in ("Статус", "Премия за год", OWN_AMOUNT))
    bottom = place.area.bottom
    xml = package.read(part).decode()
    xml = re.sub(r'<col width="[^"]+"([^>]*min="2")', r'<col width="41.7109375"\1', xml)
    xml = re.sub(r'<col (width="[^"]+"[^>]*min="3")', r'<col hidden="1" \1', xml)
    formats = (
        f'<conditionalFormatting sqref="{amount}3:{amount}{bottom}"><cfRule type="cellIs" dxfId="7" priority="90" '
        f'operator="greaterThan"><formula>{premium}3</formula></cfRule></conditionalFormatting>'
    )
    xml = xml.replace("<dataValidations", formats + "<dataValidations", 1)
    check = (
        '<dataValidation type="list" allowBlank="1" showInputMessage="1" showErrorMessage="1" '
        f'sqref="{amount}3:{amount}{bottom}"><formula1>{CLIENTS}!${premium}$3:${premium}$9</formula1></dataValidation>'
    )
    xml = re.sub(r'<dataValidations count="(\d+)"', lambda m: f'<dataValidations count="{int(m[1]) + 1}"', xml)
    xml = xml.replace("</dataValidations>", f"{check}</dataValidations>", 1)
    shown = f"{CLIENTS}!${amount}$3:${amount}${bottom}"
    drawing = _drawing(package, part, shown, place.position[OWN_AMOUNT], "71")
    xml = xml.replace("<pageSetup ", f'<pageSetup xmlns:r="{OFFICE}" r:id="{_printer(package, part)}" ', 1)
    bars = (
        f'<extLst><ext xmlns:x14="{X14}" uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}"><x14:conditionalFormattings>'
        f'<x14:conditionalFormatting xmlns:xm="{XM}"><x14:cfRule type="expression" priority="91" '
        f'id="{{0B6C5B4E-0000-4000-8000-000000000001}}"><xm:f>{CLIENTS}!${amount}$3&gt;0</xm:f><x14:dxf/></x14:cfRule>'
        f"<xm:sqref>{status}3:{status}{bottom}</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>"
    )
    notes = _notes(package, part, f"{amount}3", place.position[OWN_AMOUNT])
    end = f'<drawing xmlns:r="{OFFICE}" r:id="{drawing}"/><legacyDrawing xmlns:r="{OFFICE}" r:id="{notes}"/>'
    xml = xml.replace("<tableParts", f"{end}<tableParts", 1).replace("</worksheet>", f"{bars}</worksheet>")
    package.write(part, [xml.encode()])
    table = package.read(place.part).decode()
    at = place.position["Статус"] - place.area.left
    condition = f'<filterColumn colId="{at}"><filters><filter val="активный"/></filters></filterColumn>'
    table = re.sub(r'<autoFilter ref="([^"]+)"/>', rf'<autoFilter ref="\1">{condition}</autoFilter>', table)
    package.write(place.part, [table.encode()])


def _on_notes(package: Package, places: Places) -> None:
    """A chart of the clients and a picture, a formula that reads them, a link."""
    part = places.sheets[NOTES]
    amount = column(places, OWN_AMOUNT)
    drawing = _drawing(package, part, f"{CLIENTS}!${amount}$3:${amount}$9", 4, "72")
    xml = package.read(part).decode()
    formula = f"SUM({CLIENTS}!{amount}3:{amount}9)+ROWS({CLIENTS}!{amount}:{amount})"
    row = f'<row r="5"><c r="A5"><f>{formula}</f><v>0</v></c></row>'
    xml = xml.replace("</sheetData>", f"{row}</sheetData>")
    end = f'<drawing xmlns:r="{OFFICE}" r:id="{drawing}"/>'
    package.write(part, [xml.replace("</worksheet>", f"{end}</worksheet>").encode()])


def _drawing(package: Package, sheet: str, cells: str, over: int, number: str) -> str:
    """A chart of these cells over the column, and a picture."""
    chart, picture, part = (
        f"xl/charts/chart{number}.xml",
        f"xl/media/image{number}.png",
        f"xl/drawings/drawing{number}.xml",
    )
    _put(package, chart, _filled("chart.xml", cells=cells), f"{DRAWINGML}.drawingml.chart+xml")
    package.write(picture, [PICTURE])
    types = package.read("[Content_Types].xml").decode()
    if 'Extension="png"' not in types:
        types = types.replace("<Default ", '<Default Extension="png" ContentType="image/png"/><Default ', 1)
        package.write("[Content_Types].xml", [types.encode()])
    _put(package, part, "", f"{DRAWINGML}.drawing+xml")
    links = relate(package, part, f"{OFFICE}/chart", chart), relate(package, part, f"{OFFICE}/image", picture)
    anchors = _filled("drawing.xml", left=over - 1, right=over + 4, chart=links[0], picture=links[1])
    package.write(part, [anchors.encode()])
    return relate(package, sheet, f"{OFFICE}/drawing", part)


def _filled(part: str, **places: object) -> str:
    """A part as Excel writes it, from `parts/`; each @word gets its value."""
    text = (PARTS / part).read_text("utf-8")
    return re.sub(r"@(\w+)", lambda found: str(places[found[1]]), text)


def _notes(package: Package, sheet: str, at: str, number: int) -> str:
    """A note as Excel keeps it: a text, and a box that names its cell by numbers from 0."""
    _put(package, "xl/comments71.xml", _filled("comments.xml", at=at), f"{SPREADSHEET}.comments+xml")
    relate(package, sheet, f"{OFFICE}/comments", "xl/comments71.xml")
    types = package.read("[Content_Types].xml").decode()
    vml = '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
    package.write("[Content_Types].xml", [types.replace("<Default ", f"{vml}<Default ", 1).encode()])
    box = _filled("note.vml", after=number, far=number + 2, column=number - 1)
    package.write("xl/drawings/vmlDrawing71.vml", [box.encode()])
    return relate(package, sheet, f"{OFFICE}/vmlDrawing", "xl/drawings/vmlDrawing71.vml")


def _printer(package: Package, sheet: str) -> str:
    part = "xl/printerSettings/printerSettings71.bin"
    _put(package, part, "\x00printer", f"{SPREADSHEET}.printerSettings")
    return relate(package, sheet, f"{OFFICE}/printerSettings", part)


def _around(package: Package, places: Places) -> None:
    """The chain of calculation, a text with colours among the shared ones, the titles in the properties."""
    number = list(places.sheets).index(CLIENTS) + 1
    chain = f'{HEAD}<calcChain xmlns="{MAIN}"><c r="D3" i="{number}"/></calcChain>'
    _put(package, "xl/calcChain.xml", chain, f"{SPREADSHEET}.calcChain+xml")
    relate(package, "xl/workbook.xml", f"{OFFICE}/calcChain", "xl/calcChain.xml")
    strings = package.read("xl/sharedStrings.xml").decode()
    red = '<rPr><b/><sz val="11"/><color rgb="FFFF0000"/><rFont val="Arial"/></rPr>'
    rich = f"<si><r><t>Ва</t></r><r>{red}<t>жно</t></r></si>"
    unique = int(re.search(r'uniqueCount="(\d+)"', strings)[1])
    strings = strings.replace(f'uniqueCount="{unique}"', f'uniqueCount="{unique + 1}"').replace(
        "</sst>", f"{rich}</sst>"
    )
    package.write("xl/sharedStrings.xml", [strings.encode()])
    part = places.sheets[NOTES]
    xml = package.read(part).decode()
    cell = f'<row r="6"><c r="A6" t="s"><v>{unique}</v></c></row>'
    package.write(part, [xml.replace("</sheetData>", f"{cell}</sheetData>").encode()])


def _put(package: Package, part: str, text: str, content_type: str) -> None:
    package.write(part, [text.encode()])
    announce(package, part, content_type)
