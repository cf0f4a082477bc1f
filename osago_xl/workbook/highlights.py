"""State colours as conditional formats. Excel takes A1 references there, never names of table columns."""

from __future__ import annotations

from openpyxl.formatting.rule import ColorScaleRule, FormulaRule, Rule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.worksheet import Worksheet

from osago_xl.schema.columns import Key
from osago_xl.schema.tables import Form, Tone, in_row
from osago_xl.workbook.layout import Place
from osago_xl.workbook.styles import GREY_FILL, TEAL, TEAL_PALE, WHITE

GREY_STATE = "808080"
HEAT = "7FB3BC"
"""The fullest cell of a heat map: pale enough for black figures."""
_STATES: dict[Tone, tuple[str, str]] = {
    "red": ("9C0006", "FFC7CE"),
    "amber": ("9C5700", "FFEB9C"),
    "green": ("006100", "C6EFCE"),
}


def differential(tone: Tone) -> DifferentialStyle:
    """What a tone changes of a cell's look."""
    if tone == "bold":
        return DifferentialStyle(font=Font(bold=True))
    if tone == "grey":
        return DifferentialStyle(font=Font(color=GREY_STATE))
    if tone == "idle":
        return DifferentialStyle(font=Font(color=GREY_STATE), fill=PatternFill(bgColor=GREY_FILL, fill_type="solid"))
    if tone == "shade":
        return DifferentialStyle(fill=PatternFill(bgColor=TEAL_PALE, fill_type="solid"))
    if tone == "frame":
        side = Side(style="thin", color=TEAL)
        return DifferentialStyle(
            font=Font(bold=True, color=TEAL), border=Border(left=side, right=side, top=side, bottom=side)
        )
    text, fill = _STATES[tone]
    return DifferentialStyle(font=Font(color=text), fill=PatternFill(bgColor=fill, fill_type="solid"))


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


def _rule(tone: Tone, formula: str) -> Rule:
    if tone == "heat":
        return ColorScaleRule(start_type="num", start_value=0, start_color=WHITE, end_type="max", end_color=HEAT)
    style = differential(tone)
    return FormulaRule(formula=[formula], font=style.font, fill=style.fill, border=style.border)
