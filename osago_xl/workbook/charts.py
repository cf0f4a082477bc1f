"""Native charts of a form: the colours of the series and the typeface come from the theme of the workbook."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from openpyxl.chart import BarChart, DoughnutChart, LineChart, Reference
from openpyxl.chart._chart import ChartBase
from openpyxl.chart.data_source import AxDataSource, NumData, NumVal, StrData, StrRef, StrVal
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.series import Series
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import CharacterProperties, ParagraphProperties
from openpyxl.worksheet.worksheet import Worksheet

from osago_xl.schema.addresses import place
from osago_xl.schema.sheets.kinds import Percent
from osago_xl.schema.tables import Chart
from osago_xl.workbook import palette
from osago_xl.workbook.page import Page

TITLE_SIZE = 1100
"""Hundredths of a point."""


def add_chart(page: Page, chart: Chart) -> None:
    """Draw a declared chart over cells of the same sheet, with the points it shows before anything recalculates."""
    drawn = DoughnutChart(holeSize=60) if chart.kind == "doughnut" else _with_axes(chart)
    for area in chart.series:
        drawn.add_data(_reference(page.sheet, area), titles_from_data=True)
    drawn.set_categories(_reference(page.sheet, chart.labels))
    for series, area in zip(drawn.series, chart.series, strict=True):
        series.smooth = None if chart.kind != "line" else False
        _remember(page, series, chart.labels, area)
    if len(chart.series) == 1 and chart.kind != "doughnut":
        drawn.legend = None
    else:
        drawn.legend.position, drawn.legend.overlay = "b", False
    _entitle(drawn, chart.title)
    drawn.roundedCorners = False
    drawn.anchor = _anchor(chart.over)
    page.sheet.add_chart(drawn)


def _anchor(over: str) -> TwoCellAnchor:
    """From cell to cell: a chart fixed in centimetres covers other cells where columns are wider."""
    first, last = over.split(":")
    (top, left), (bottom, right) = place(first), place(last)
    return TwoCellAnchor(
        editAs="oneCell", _from=AnchorMarker(col=left - 1, row=top - 1), to=AnchorMarker(col=right, row=bottom)
    )


def _remember(page: Page, series: Series, labels: str, area: str) -> None:
    """Points as Excel caches them: previews and phones draw them without computing."""
    names = page.shown_in(labels)
    head, *figures = page.shown_in(area)
    series.tx.strRef.strCache = _texts([head])
    series.cat = AxDataSource(strRef=StrRef(f=series.cat.numRef.f, strCache=_texts(names)))
    points = [NumVal(idx=n, v=str(each)) for n, each in enumerate(figures) if isinstance(each, int | float | Decimal)]
    series.val.numRef.numCache = NumData(formatCode="General", ptCount=len(figures), pt=points)


def _texts(values: Sequence[object]) -> StrData:
    points = [StrVal(idx=n, v=str(each)) for n, each in enumerate(values) if each not in (None, "")]
    return StrData(ptCount=len(values), pt=points)


def _with_axes(chart: Chart) -> ChartBase:
    drawn = LineChart() if chart.kind == "line" else BarChart(barDir="bar" if chart.kind == "bar" else "col")
    # openpyxl marks the axes as deleted unless told otherwise
    drawn.x_axis.delete = drawn.y_axis.delete = False
    drawn.y_axis.number_format = "#,##0"
    drawn.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill=palette.HAIRLINE))
    if chart.kind != "line":
        drawn.gapWidth = 60
    if chart.percent:
        drawn.y_axis.scaling.min, drawn.y_axis.scaling.max, drawn.y_axis.majorUnit = 0, 100, 25
        drawn.y_axis.number_format = Percent.number_format
        drawn.dLbls = DataLabelList(
            numFmt=Percent.number_format, showVal=True, showSerName=False, showCatName=False, showLegendKey=False
        )
    if chart.kind == "bar":  # first row on top, figures below
        drawn.x_axis.scaling.orientation = "maxMin"
        drawn.y_axis.crosses = "max"
    return drawn


def _entitle(drawn: ChartBase, title: str) -> None:
    drawn.title = title
    drawn.title.overlay = False
    letters = CharacterProperties(sz=TITLE_SIZE, b=True, solidFill=palette.TITLE.text)
    for paragraph in drawn.title.tx.rich.p:
        paragraph.pPr = ParagraphProperties(defRPr=letters)


def _reference(sheet: Worksheet, area: str) -> Reference:
    return Reference(sheet, range_string=f"'{sheet.title}'!{area}")
