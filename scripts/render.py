"""Pictures of every sheet of a workbook, as LibreOffice prints it: render.py BOOK FOLDER [SHEET …]

Hidden sheets too, each alone, with the values the file holds. Needs soffice and pdftoppm.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from lxml import etree

DOTS_PER_INCH = 110
MAIN, WORKBOOK = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}", "xl/workbook.xml"
RUSSIAN = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>ru-RU</value></prop></item></oor:items>
"""
ALWAYS_RECALCULATE = """<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
"""


def main(
    book: Path, folder: Path, titles: list[str], *, last_page: int | None = None, recalculated: bool = False
) -> None:
    """Write folder/NN-Title-P.png; `recalculated` lets LibreOffice compute the formulas first."""
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(book) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheets = etree.fromstring(parts[WORKBOOK]).find(f"{MAIN}sheets")
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        (room / "profile/user").mkdir(parents=True)
        settings = RUSSIAN.replace("</oor:items>", f"{ALWAYS_RECALCULATE}</oor:items>") if recalculated else RUSSIAN
        (room / "profile/user/registrymodifications.xcu").write_text(settings, "utf-8")
        for number, sheet in enumerate(sheets):
            title = sheet.get("name")
            if title in titles or (not titles and sheet.get("state") != "veryHidden"):
                _write(room / f"one{book.suffix}", parts | {WORKBOOK: _only(parts[WORKBOOK], number)})
                pdf = _print(room, room / f"one{book.suffix}")
                pages(pdf, folder / f"{number:02}-{title}", last_page)


def _only(workbook: bytes, number: int) -> bytes:
    """The workbook part with one sheet visible; print areas of the others go, LibreOffice would print them."""
    root = etree.fromstring(workbook)
    for n, sheet in enumerate(root.find(f"{MAIN}sheets")):
        sheet.set("state", "visible" if n == number else "hidden")
    for view in root.iter(f"{MAIN}workbookView"):
        view.set("activeTab", str(number))
    for defined in root.findall(f"{MAIN}definedNames/{MAIN}definedName"):
        if defined.get("name") == "_xlnm.Print_Area" and defined.get("localSheetId") != str(number):
            defined.getparent().remove(defined)
    return bytes(etree.tostring(root))


def _write(out: Path, parts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def _print(room: Path, book: Path) -> Path:
    profile = (room / "profile").as_uri()
    office = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", str(room)]
    subprocess.run([*office, str(book)], check=True, timeout=120, capture_output=True)
    return room / "one.pdf"


def pages(pdf: Path, out: Path, last_page: int | None = None) -> None:
    """The pages of a PDF as out-N.png, up to a page or all."""
    command = ["pdftoppm", "-png", "-r", str(DOTS_PER_INCH), *(["-l", str(last_page)] if last_page else [])]
    subprocess.run([*command, str(pdf), str(out)], check=True, timeout=120, capture_output=True)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
