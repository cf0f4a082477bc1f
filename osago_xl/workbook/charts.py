"""Native charts of a form: the colours and the typeface come from the theme of the workbook."""

from __future__ import annotations

from openpyxl.chart import BarChart, DoughnutChart, LineChart, Reference
from openpyxl.chart._chart import ChartBase
from openpyxl.worksheet.worksheet import Worksheet

from osago_xl.schema.tables import Chart


def add_chart(sheet: Worksheet, chart: Chart) -> None:
    """Draw a declared chart over cells of the same sheet."""
    drawn = _of_kind(chart)
    drawn.title = chart.title
    drawn.width, drawn.height = chart.width, chart.height
    for area in chart.series:
        drawn.add_data(_reference(sheet, area), titles_from_data=True)
    drawn.set_categories(_reference(sheet, chart.labels))
    if len(chart.series) == 1 and chart.kind != "doughnut":
        drawn.legend = None
    elif drawn.legend:
        drawn.legend.position = "b"
    sheet.add_chart(drawn, chart.at)


def _of_kind(chart: Chart) -> ChartBase:
    if chart.kind == "doughnut":
        return DoughnutChart(holeSize=60)
    drawn = LineChart() if chart.kind == "line" else BarChart(barDir="bar" if chart.kind == "bar" else "col")
    # openpyxl marks the axes as deleted unless told otherwise
    drawn.x_axis.delete = drawn.y_axis.delete = False
    if isinstance(drawn, BarChart):
        drawn.gapWidth = 60
    if chart.kind == "bar":
        drawn.x_axis.scaling.orientation = "maxMin"
    return drawn


def _reference(sheet: Worksheet, area: str) -> Reference:
    return Reference(sheet, range_string=f"'{sheet.title}'!{area}")
