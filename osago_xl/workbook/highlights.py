"""State colours as conditional formats. Excel takes A1 references there, never names of table columns."""

from __future__ import annotations

from openpyxl.formatting.rule import ColorScaleRule, Rule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.worksheet.worksheet import Worksheet

from osago_xl.schema.columns import Day, Key
from osago_xl.schema.tables import Form, Tone, in_row
from osago_xl.workbook import palette
from osago_xl.workbook.layout import Place
from osago_xl.workbook.palette import Ink

_STATES: dict[Tone, Ink] = {
    "red": palette.NEEDS_YOU,
    "amber": palette.SOON,
    "green": palette.DONE,
    "idle": palette.QUIET,
    "shade": palette.QUIET,
    "busy": palette.BUSY,
    "wanted": palette.WANTED,
    "peak": palette.HEAT,
    "now": palette.NOW,
}


_WRITTEN: dict[Tone, NumberFormat] = {
    "money": NumberFormat(numFmtId=180, formatCode='#,##0.00;"−"#,##0.00'),
    "day": NumberFormat(numFmtId=181, formatCode=Day.number_format),
    "off": NumberFormat(numFmtId=182, formatCode=";;;"),
}
"""How numbers of a report are written (zero roubles are a figure there), and what hides a text."""


def differential(tone: Tone) -> DifferentialStyle:
    """What a tone changes of a cell's look."""
    if tone in _WRITTEN:
        return DifferentialStyle(numFmt=_WRITTEN[tone])
    if tone == "bold":
        return DifferentialStyle(font=Font(bold=True))
    if tone == "grey":
        return DifferentialStyle(font=Font(color=palette.HINT.text))
    if tone == "frame":
        side = Side(style="thin", color=palette.RULE)
        return DifferentialStyle(
            font=Font(bold=True, color=palette.TITLE.text), border=Border(left=side, right=side, top=side, bottom=side)
        )
    if tone == "row":
        return DifferentialStyle(border=Border(bottom=Side(style="thin", color=palette.HAIRLINE)))
    if tone == "section":
        rule = Border(bottom=Side(style="thin", color=palette.RULE))
        return DifferentialStyle(font=Font(bold=True, color=palette.TITLE.text), border=rule)
    if tone == "total":
        return DifferentialStyle(font=Font(bold=True), border=Border(top=Side(style="thin", color=palette.RULE)))
    if tone == "head":
        head = PatternFill(bgColor=palette.HEADER.fill, fill_type="solid")
        return DifferentialStyle(font=Font(bold=True, color=palette.HEADER.text), fill=head)
    ink = _STATES[tone]
    font = None if tone in ("shade", "wanted", "busy") else Font(color=ink.text)
    return DifferentialStyle(font=font, fill=PatternFill(bgColor=ink.fill, fill_type="solid"))


def highlight_table(sheet: Worksheet, place: Place) -> None:
    """The declared highlights of a table and the red of repeated own keys."""
    for highlight in place.table.highlights:
        area = place.rows(place.letters[highlight.column]) if highlight.column else place.body
        formula = in_row(highlight.when, lambda header: f"${place.letters[header]}{place.first_row}")
        sheet.conditional_formatting.add(area, _rule(highlight.tone, formula))
    for slot in place.slots:
        if isinstance(slot.column, Key) and slot.column.own:
            repeated = Rule(type="duplicateValues", dxf=differential("red"))
            sheet.conditional_formatting.add(place.rows(slot.letter), repeated)


def highlight_form(sheet: Worksheet, form: Form) -> None:
    """The highlights of a form; their formulas are written for the first cell of the range."""
    for area, highlight in form.highlights:
        sheet.conditional_formatting.add(area, _rule(highlight.tone, highlight.when))
    for field in form.fields:
        if field.column.required and not field.locked:
            sheet.conditional_formatting.add(field.at, _rule("wanted", f"LEN({field.at})=0"))


def _rule(tone: Tone, formula: str) -> Rule:
    if tone == "heat":
        return ColorScaleRule(
            start_type="num", start_value=0, start_color=palette.TYPED.fill, end_type="max", end_color=palette.HEAT.fill
        )
    return Rule(type="expression", dxf=differential(tone), formula=[formula])
