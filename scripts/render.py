"""Pictures of every sheet of a workbook, as LibreOffice prints it: render.py BOOK FOLDER [SHEET …]

Hidden sheets are shown first, so that nothing escapes the eye. Needs soffice, pdftoppm and pdfinfo.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl

DOTS_PER_INCH = 110
RUSSIAN = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>ru-RU</value></prop></item></oor:items>
"""


def main(book: Path, folder: Path, titles: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        (room / "profile/user").mkdir(parents=True)
        (room / "profile/user/registrymodifications.xcu").write_text(RUSSIAN, "utf-8")
        source = openpyxl.load_workbook(book)
        for number, title in enumerate(source.sheetnames):
            if (titles and title not in titles) or source[title].sheet_state == "veryHidden":
                continue
            _only(book, room / "one.xlsx", title)
            _picture(room, folder / f"{number:02}-{title}")


def _only(book: Path, out: Path, title: str) -> None:
    """A copy in which one sheet alone is visible: LibreOffice prints that."""
    copy = openpyxl.load_workbook(book)
    for sheet in copy:
        if sheet.title != title:
            sheet.sheet_state = "hidden"
            sheet.print_area = None  # LibreOffice prints the areas of hidden sheets too
    copy[title].sheet_state = "visible"
    copy.active = copy.sheetnames.index(title)
    copy.save(out)


def _picture(room: Path, out: Path) -> None:
    profile = (room / "profile").as_uri()
    office = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", str(room)]
    subprocess.run([*office, str(room / "one.xlsx")], check=True, timeout=120, capture_output=True)
    pdf = str(room / "one.pdf")
    command = ["pdftoppm", "-png", "-r", str(DOTS_PER_INCH), pdf, str(out)]
    subprocess.run(command, check=True, timeout=120, capture_output=True)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
