"""Native charts of a form: the colours of the series and the typeface come from the theme of the workbook."""

from __future__ import annotations

from openpyxl.chart import BarChart, DoughnutChart, LineChart, Reference
from openpyxl.chart._chart import ChartBase
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, ParagraphProperties
from openpyxl.worksheet.worksheet import Worksheet

from osago_xl.schema.tables import Chart
from osago_xl.workbook import palette

TITLE_SIZE = 1100
"""Hundredths of a point."""


def add_chart(sheet: Worksheet, chart: Chart) -> None:
    """Draw a declared chart over cells of the same sheet."""
    drawn = DoughnutChart(holeSize=60) if chart.kind == "doughnut" else _with_axes(chart)
    drawn.width, drawn.height = chart.width, chart.height
    for area in chart.series:
        drawn.add_data(_reference(sheet, area), titles_from_data=True)
    drawn.set_categories(_reference(sheet, chart.labels))
    for series in drawn.series:
        series.smooth = None if chart.kind != "line" else False
    if len(chart.series) == 1 and chart.kind != "doughnut":
        drawn.legend = None
    else:
        drawn.legend.position = "b"
    _entitle(drawn, chart.title)
    sheet.add_chart(drawn, chart.at)


def _with_axes(chart: Chart) -> ChartBase:
    drawn = LineChart() if chart.kind == "line" else BarChart(barDir="bar" if chart.kind == "bar" else "col")
    # openpyxl marks the axes as deleted unless told otherwise
    drawn.x_axis.delete = drawn.y_axis.delete = False
    drawn.y_axis.number_format = "#,##0"
    drawn.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill=palette.HAIRLINE))
    if chart.kind != "line":
        drawn.gapWidth = 60
    if chart.kind == "bar":  # first row on top, figures below
        drawn.x_axis.scaling.orientation = "maxMin"
        drawn.y_axis.crosses = "max"
    return drawn


def _entitle(drawn: ChartBase, title: str) -> None:
    drawn.title = title
    letters = CharacterProperties(sz=TITLE_SIZE, b=True, solidFill=palette.TITLE.text)
    for paragraph in drawn.title.tx.rich.p:
        paragraph.pPr = ParagraphProperties(defRPr=letters)


def _reference(sheet: Worksheet, area: str) -> Reference:
    return Reference(sheet, range_string=f"'{sheet.title}'!{area}")
