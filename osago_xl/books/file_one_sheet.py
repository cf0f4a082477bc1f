"""A copy of a closed workbook in which one sheet alone is visible: what an office program then prints."""

from __future__ import annotations

import io

from osago_xl.errors import BookError


def one_sheet(data: bytes, title: str) -> bytes:
    """The workbook as xlsx with all other sheets hidden; BookError when there is no such sheet."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data))
    if title not in book.sheetnames:
        raise BookError(f"Листа «{title}» в книге нет. Проверьте название.")
    for sheet in book:
        if sheet.title != title:
            sheet.sheet_state = "hidden"
            sheet.print_area = None  # LibreOffice prints the areas of hidden sheets too
    book[title].sheet_state = "visible"
    book.active = book.sheetnames.index(title)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
