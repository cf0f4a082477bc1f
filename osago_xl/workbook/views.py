"""How a sheet is shown and printed: frozen panes, tab, visibility, page, protection."""

from __future__ import annotations

from openpyxl.worksheet.worksheet import Worksheet

from osago_xl.schema.addresses import place
from osago_xl.schema.tables import Form, Sheet, Shown
from osago_xl.workbook.palette import ONE_LINE, TWO_LINES

A4 = 9
FIT_TABLES, SIDE_BY_SIDE_SCALE = 2, 60
"""More tables side by side than this would be too small on one page; they print on several, at so many percent."""
STATES: dict[Shown, str] = {
    "simple": "visible",
    "full": "hidden",
    "on demand": "hidden",
    "hidden": "hidden",
    "very hidden": "veryHidden",
}
"""A new workbook opens in the simple view."""


def set_up(drawn: Worksheet, sheet: Sheet) -> None:
    """Everything about a sheet that is not in its cells."""
    drawn.sheet_properties.codeName = sheet.code_name
    drawn.sheet_properties.tabColor = sheet.colour
    drawn.sheet_state = STATES[sheet.shown]
    drawn.sheet_properties.outlinePr.summaryRight = False
    drawn.freeze_panes = sheet.freeze or None
    _set_page(drawn)
    if len(sheet.tables) > FIT_TABLES:
        drawn.sheet_properties.pageSetUpPr.fitToPage = False
        drawn.page_setup.scale = SIDE_BY_SIDE_SCALE
    drawn.sheet_format.customHeight = True
    drawn.sheet_format.defaultRowHeight = TWO_LINES if _wraps(sheet) else ONE_LINE
    if sheet.form:
        _set_up_form(drawn, sheet.form)
    else:
        first_row, _ = place(sheet.freeze)
        drawn.print_title_rows = f"1:{first_row - 1}"


def _wraps(sheet: Sheet) -> bool:
    return any(column.wrap for _, table in sheet.tables for column in table.columns if not column.group)


def _set_page(drawn: Worksheet) -> None:
    page = drawn.page_setup
    page.paperSize, page.orientation = A4, "landscape"
    page.fitToWidth, page.fitToHeight = 1, 0
    drawn.sheet_properties.pageSetUpPr.fitToPage = True
    margins = drawn.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.5, 0.6, 0.3, 0.3
    footer = drawn.oddFooter
    footer.left.text, footer.center.text, footer.right.text = "&A", "&D", "стр. &P из &N"


def _set_up_form(drawn: Worksheet, form: Form) -> None:
    drawn.sheet_view.showGridLines = False
    if form.print_portrait:
        drawn.page_setup.orientation = "portrait"
    drawn.page_setup.fitToHeight = form.pages_high
    drawn.print_options.horizontalCentered = True
    if form.print_area:
        drawn.print_area = form.print_area
    if form.protected:
        protection = drawn.protection
        protection.sheet = True
        protection.formatColumns = protection.formatRows = False
        protection.selectLockedCells = form.inputs_only
