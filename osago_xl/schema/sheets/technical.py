"""Sheets that appear with their content (Отчёт, Проверка) or never (Корзина, Журнал, Списки), and Макеты печати."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from osago_xl.schema.columns import Choice, Column, Digits, Figure, Link, Moment, Number, Rate, Text
from osago_xl.schema.facts import Facts
from osago_xl.schema.sheets.common import GREY, OVERVIEW, YES_NO
from osago_xl.schema.tables import Counter, Highlight, Sheet, Table

if TYPE_CHECKING:
    from osago_xl.schema.rows import (
        AgencyRow,
        FindingsRow,
        HandedOverRow,
        KbmRow,
        LayoutsRow,
        LogRow,
        MakesRow,
        PrintersRow,
        RegionsRow,
        ReportRow,
        TrashRow,
    )

REPORT_LETTERS = "АБВГДЕЖЗИКЛМНО"
REPORT_COLUMNS = len(REPORT_LETTERS)
"""A report has at most so many columns; unused ones are left empty."""

EXPLAINED = 7
"""The column in which an import explains each row: its text runs over the empty cells beside it and is not wrapped."""

_REPORT_WIDTHS = {1: 22, 2: 17.6}
"""What a line is about and who; the title of the report runs on from the first column, which does not wrap."""

REPORT_ROLES = ("название", "шапка", "итог")
"""Rows of a report that stand out; ordinary ones have no role."""

MONEY_SIGN, DAY_SIGN, OTHER_SIGN = "м", "д", "-"
"""A letter for every cell of a row, by which it is drawn as money, as a date or as it is."""
_SIGN = 'MID([@[Вид чисел]],COLUMN(),1)="{}"'

REPORT: Table[ReportRow] = Table(
    name="tblReport",
    identified_by="row_key",
    columns=(
        *(
            Figure(f"c{n}", letter, width=_REPORT_WIDTHS.get(n, 11.7), stored=True, wrap=n not in (1, EXPLAINED))
            for n, letter in enumerate(REPORT_LETTERS, 1)
        ),
        Text("row_key", "Ключ строки", width=12, hidden=True, stored=True),
        Choice("role", "Вид строки", hidden=True, stored=True, source=REPORT_ROLES),
        Text("signs", "Вид чисел", hidden=True, stored=True),
    ),
    highlights=(
        Highlight("money", _SIGN.format(MONEY_SIGN)),
        Highlight("day", _SIGN.format(DAY_SIGN)),
        Highlight("section", '[@[Вид строки]]="название"'),
        Highlight("head", '[@[Вид строки]]="шапка"'),
        Highlight("total", '[@[Вид строки]]="итог"'),
    ),
    slim_header=True,
    made="by commands",
)
FINDINGS: Table[FindingsRow] = Table(
    name="tblFindings",
    columns=(
        Text("level", "Уровень", width=15, stored=True),
        Text("sheet", "Лист", width=18, stored=True),
        Link(
            "link",
            "Ключ",
            width=12,
            formula='IF([@Адрес]="","",HYPERLINK("#"&[@Адрес],[@[Ключ строки]]))',
            compute=lambda row, _facts: row["row_key"] if row["address"] else "",
        ),
        Text("column", "Столбец", width=20, stored=True),
        Text("message", "Что не так", width=52, stored=True, wrap=True),
        Text("hint", "Что сделать", width=44, stored=True, wrap=True),
        Choice("fix", "Исправить", width=11, source=YES_NO),
        Text("rule", "Правило", width=16, hidden=True, stored=True),
        Text("row_key", "Ключ строки", width=12, hidden=True, stored=True),
        Text("address", "Адрес", width=16, hidden=True, stored=True),
    ),
    highlights=(
        Highlight("red", '[@Уровень]="ошибка"', "Уровень"),
        Highlight("amber", '[@Уровень]="предупреждение"', "Уровень"),
    ),
    made="by commands",
)
TRASH: Table[TrashRow] = Table(
    name="tblTrash",
    columns=(
        Text("row_key", "Ключ", width=12, stored=True),
        Text("table", "Таблица", width=16, stored=True),
        Moment("moment", "Удалено", width=16, stored=True),
        Text("content", "Содержание", width=60, stored=True),
    ),
    private=True,
    merged=False,
    exchanged=False,
)
LOG: Table[LogRow] = Table(
    name="tblLog",
    columns=(
        Number("command_number", "Команда №", width=10, stored=True),
        Moment("moment", "Когда", width=16, stored=True),
        Text("command", "Команда", width=26, stored=True),
        Text("table", "Таблица", width=16, stored=True),
        Text("row_key", "Ключ", width=18, stored=True),
        Text("what", "Что", width=12, stored=True),
        Text("before", "Было", width=36, stored=True),
        Text("after", "Стало", width=36, stored=True),
        Text("undone", "Отменено", width=10, stored=True),
    ),
    made="as a journal",
)


MAKE_NAMES = (
    "Audi", "BMW", "Changan", "Chery", "Chevrolet", "Citroen", "Daewoo", "Datsun", "Evolute", "Exeed", "Ford", "GAC",
    "Geely", "Haval", "Honda", "Hyundai", "Infiniti", "JAC", "Jaecoo", "Jetour", "KAIYI", "Kia", "Lada", "Land Rover",
    "Lexus", "Livan", "Mazda", "Mercedes-Benz", "Mitsubishi", "Nissan", "OMODA", "Opel", "Peugeot", "Porsche",
    "Ravon", "Renault", "Skoda", "SsangYong", "Subaru", "Suzuki", "Tank", "Toyota", "Volkswagen", "Volvo", "Voyah",
    "ГАЗ", "ГАЗель", "ЗАЗ", "КамАЗ", "Лада", "ЛиАЗ", "МАЗ", "Москвич", "ПАЗ", "УАЗ",
)  # fmt: skip


def _mm(key: str, header: str) -> Column:
    return Rate(key, header, width=9, minimum=None)


LAYOUTS: Table[LayoutsRow] = Table(
    name="tblLayouts",
    columns=(
        Choice("form", "Форма", width=18, required=True, source="lstLayoutForms"),
        Text("field", "Поле", width=22, required=True),
        Number("page", "Стр.", width=7),
        _mm("x", "X"),
        _mm("y", "Y"),
        _mm("width", "Ширина"),
        _mm("height", "Высота"),
        Text("font", "Шрифт", width=14),
        Rate("size", "Кегль", width=7),
        Choice("bold", "Жирный", width=10, source=YES_NO),
        Choice("align", "Выравнивание", width=15, source=("слева", "по центру", "справа")),
        Text("format", "Формат", width=14),
        Number("boxes", "Клеток", width=8),
        Choice("printed", "Печатать", width=11, source=YES_NO),
        Moment("changed", "Изменён", width=15, stored=True),
    ),
    exchanged=False,
)
PRINTERS: Table[PrintersRow] = Table(
    name="tblPrinters",
    columns=(
        Text("printer", "Принтер", width=26, required=True),
        _mm("shift_x", "Сдвиг X"),
        _mm("shift_y", "Сдвиг Y"),
        Rate("scale", "Масштаб", width=9),
    ),
    exchanged=False,
    filter_buttons=False,
    room=5,
)
REGIONS: Table[RegionsRow] = Table(
    "tblRegions", (Text("region", "Регион", width=36), Digits("code", "Код", width=6)), made="from the acts"
)
MAKES: Table[MakesRow] = Table(
    "tblMakes",
    (Text("make", "Марка", width=18),),
    default_rows=tuple({"make": make} for make in MAKE_NAMES),
)
KBM: Table[KbmRow] = Table(
    "tblKbm", (Rate("kbm", "КБМ", width=8), Text("kbm_class", "Класс", width=8)), made="from the acts"
)
HANDED_OVER: Table[HandedOverRow] = Table(
    "tblHandedOver",
    (
        Text("table", "Таблица", width=16, stored=True),
        Text("row_key", "Ключ", width=12, stored=True),
        Text("said", "Отпечатки", width=40, stored=True),
    ),
    identified_by="row_key",
    made="by commands",
)
"""In a sub-agent's book: what the books had in common when it was split off (`keeping/handed_over.py`)."""
AGENCY: Table[AgencyRow] = Table(
    "tblAgency",
    (
        Text("name", "Что", width=16, stored=True),
        Text("value", "Агентство", width=40, stored=True),
    ),
    made="by commands",
)
"""In a book that has joined an office: which book it is, and up to where it has exchanged (`agency/identity.py`)."""


def _of_level(level: str) -> Callable[[Facts], int]:
    return lambda facts: sum(1 for row in facts.rows("tblFindings") if row["level"] == level)


REPORT_SHEET = Sheet("Отчёт", "shReport", OVERVIEW, "on demand", (("A2", REPORT),), freeze="A5")
"""The name of a report and its header are its first two rows: frozen, and printed on every page."""

FINDINGS_SHEET = Sheet(
    "Проверка",
    "shFindings",
    OVERVIEW,
    "on demand",
    (("A2", FINDINGS),),
    freeze="D3",
    hint="Поставьте «да» в столбце «Исправить» и нажмите «Проверить базу» ещё раз.",
    counters=tuple(
        Counter(label, f'COUNTIF(tblFindings[Уровень],"{level}")', _of_level(level))
        for label, level in (("Ошибок", "ошибка"), ("Предупреждений", "предупреждение"))
    ),
)
LAYOUTS_SHEET = Sheet(
    "Макеты печати",
    "shLayouts",
    GREY,
    "on demand",
    (("A2", LAYOUTS), ("Q2", PRINTERS)),
    freeze="C3",
    hint="Миллиметры от левого верхнего угла листа. Двигать мышью: ОСАГО → Макет.",
)
TRASH_SHEET = Sheet("Корзина", "shTrash", GREY, "hidden", (("A2", TRASH),))
LOG_SHEET = Sheet("Журнал", "shLog", GREY, "hidden", (("A2", LOG),))
LISTS_SHEET = Sheet(
    "Списки",
    "shLists",
    GREY,
    "very hidden",
    (("A2", REGIONS), ("D2", MAKES), ("F2", KBM), ("I2", HANDED_OVER), ("M2", AGENCY)),
)
