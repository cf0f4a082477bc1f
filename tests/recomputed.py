"""The values of a workbook as the file holds them, and as LibreOffice computes them anew."""

import re
import subprocess
import zipfile

from openpyxl.utils import get_column_letter
from python_calamine import CalamineWorkbook


def values(file):
    """(sheet, address) → value."""
    book = CalamineWorkbook.from_path(str(file))
    return {
        (title, f"{get_column_letter(column)}{row}"): cell
        for title in book.sheet_names
        for row, cells in enumerate(book.get_sheet_by_name(title).to_python(skip_empty_area=False), 1)
        for column, cell in enumerate(cells, 1)
    }


def same(ours, theirs):
    """Equal, or nothing in both."""
    return (ours or "") == (theirs or "") or (isinstance(ours, float) and abs(ours - theirs) < 1e-9)


def computed_by_office(file, room):
    """The workbook without our results, as LibreOffice has computed and saved it."""
    bare = room / "bare.xlsm"
    with zipfile.ZipFile(bare, "w") as archive:
        for name, data in _parts(file).items():
            if name.startswith("xl/worksheets/sheet"):
                data = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", data)
            archive.writestr(name, data)
    out = room / "out" / "bare.xlsx"
    office = ["soffice", f"-env:UserInstallation={(room / 'profile').as_uri()}", "--headless", "--convert-to", "xlsx"]
    for _ in range(2):  # the first start of a fresh profile may only make the profile
        subprocess.run([*office, "--outdir", str(out.parent), str(bare)], timeout=120, capture_output=True, check=False)
        if out.exists():
            return out
    raise AssertionError("LibreOffice saved nothing")


def _parts(file):
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
