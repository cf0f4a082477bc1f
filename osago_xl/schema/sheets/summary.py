"""Sheet Сводка: the agent's questions answered by small tables and native charts; values stored by «Обновить»."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from osago_xl.schema.addresses import letters
from osago_xl.schema.columns import Choice, Column, Day, Number, Text
from osago_xl.schema.sheets.common import OVERVIEW
from osago_xl.schema.tables import Caption, Chart, Field, Form, Grid, Highlight, Sheet

COMPANIES = 6
"""Companies in the heat map; the sum counts all."""


class Roubles(Number):
    """Money rounded to roubles for the eye; the kopecks stay in the cell."""

    number_format = "#,##0"
    align = "right"


class Percent(Number):
    """Whole percents, 12 shown as 12 %."""

    number_format = '0" %"'


def _grid(
    key: str,
    at: str,
    rows: int,
    *columns: tuple[type[Column], str, str, int],
    header: bool = True,
    leads: Mapping[str, str] = MappingProxyType({}),
) -> Grid:
    """A stored table; each column is (type, key, header, cells taken). `leads`: as in Grid."""
    made = tuple(kind(name, title, stored=True) for kind, name, title, _ in columns)
    spans = tuple(span for *_, span in columns)
    return Grid(key, at, rows, made, spans, locked=True, header=header, leads=dict(leads))


_CALLS = (
    (Number, "plan", "План", 1), (Number, "fact", "Факт", 1), (Percent, "share", "Сделано", 1),
    (Number, "talks", "Разговоры", 2),
)  # fmt: skip
_COUNTED = ((Number, "count", "Полисов", 1), (Percent, "share", "Доля", 1), (Roubles, "premium", "Премия, ₽", 2))
_SOLD = ((Number, "count", "Полисов", 1), (Roubles, "premium", "Премия, ₽", 2), (Roubles, "commission", "КВ, ₽", 2))
_STEPS = (
    (Number, "contacts", "Контакты", 1), (Number, "talks", "Разговоры", 1), (Number, "offers", "Расчёты", 1),
    (Number, "policies", "Полисы", 1), (Percent, "conversion", "Полисов из контактов", 2),
    (Roubles, "premium", "Премия, ₽", 2),
)  # fmt: skip
_COSTS = ((Roubles, "cost", "Расход, ₽", 2), (Roubles, "price", "Цена полиса, ₽", 2), (Text, "kind", "Тип", 2))

_POLICIES, _SOLD_POLICIES, _CLIENTS = {"count": "Полисы"}, {"policies": "Полисы"}, {"count": "Клиенты"}
_MADE = {"fact": "Контакты", "talks": "Контакты"}
_ENDS = dict.fromkeys(("total", *(f"c{n}" for n in range(1, COMPANIES + 1))), "Полисы")
GRIDS = (
    _grid("kpi", "B9", 6, (Text, "name", "Показатель", 3), (Roubles, "now", "Сейчас", 2),
          (Roubles, "before", "Год назад", 1), (Percent, "change", "Рост", 1), leads={"now": "Полисы"}),
    _grid("calls", "J9", 3, (Text, "name", "Когда", 3), *_CALLS, leads=_MADE),
    _grid("agents", "J14", 3, (Text, "name", "Агент, месяц", 3), *_CALLS, leads=_MADE),
    _grid("heat_names", "B43", 1, (Text, "month", "Месяц", 2),
          *((Text, f"c{n}", f"Компания {n}", 2) for n in range(1, COMPANIES + 1)), (Text, "total", "Всего", 2),
          header=False),
    _grid("heat", "B44", 12, (Text, "month", "Месяц", 2),
          *((Number, f"c{n}", f"Компания {n}", 2) for n in range(1, COMPANIES + 1)), (Number, "total", "Всего", 2),
          header=False, leads=_ENDS),
    _grid("renewals", "B60", 3, (Text, "name", "Что стало с полисами", 3), *_COUNTED, leads=_POLICIES),
    _grid("losses", "B65", 6, (Text, "name", "Почему ушли", 3), *_COUNTED, leads=_POLICIES),
    _grid("referrers", "J60", 11, (Text, "name", "Кто", 3), (Number, "count", "Привёл", 1),
          (Number, "buyers", "Купили", 1), (Percent, "share", "Доля", 1), (Roubles, "premium", "Премия, ₽", 2),
          leads=_CLIENTS),
    _grid("channels", "B75", 9, (Text, "name", "Канал", 2), *_STEPS, *_COSTS, leads=_SOLD_POLICIES),
    _grid("sellers", "B86", 3, (Text, "name", "Агент", 2), *_STEPS, leads=_SOLD_POLICIES),
    _grid("companies", "B92", 6, (Text, "name", "Компания", 2), *_SOLD, leads=_POLICIES),
    _grid("products", "B100", 5, (Text, "name", "Услуга", 2), *_SOLD, leads=_POLICIES),
    _grid("segments", "J92", 5, (Text, "name", "Сегмент", 3), (Number, "count", "Клиентов", 2),
          (Roubles, "premium", "Премия за год, ₽", 3), leads=_CLIENTS),
    _grid("lacking", "J100", 5, (Text, "name", "Чего нет", 3), (Number, "count", "Клиентов", 2),
          (Percent, "share", "Из тех, кто с полисом", 3), leads=_CLIENTS),
    _grid("season", "S9", 12, (Text, "month", "Месяц", 1), (Roubles, "now", "Этот год", 1),
          (Roubles, "before", "Прошлый год", 1), leads={"now": "Полисы", "before": "Полисы"}),
    _grid("steps", "S24", 4, (Text, "name", "Шаг", 1), (Number, "count", "Сколько", 1)),
)  # fmt: skip


def _blocks(*blocks: tuple[str, str, int]) -> Iterable[Caption]:
    return (Caption(at, text, "block", span=span) for at, text, span in blocks)


SUMMARY = Form(
    prefix="sum_",
    fields=(
        Field(Day("since", "С", help="Пусто = с начала года"), "C2", "B2"),
        Field(Day("until", "По", help="Пусто = по сегодня"), "E2", "D2"),
        Field(Choice("agent", "Агент", source="lstAgents", help="Пусто = все агенты"), "G2", "F2", span=2),
        Field(Text("period", "", stored=True), "J2", span=8, locked=True),
    ),
    grids=GRIDS,
    captions=(
        Caption("A1", '=HYPERLINK("#\'Старт\'!A1","← Старт")', "link"),
        Caption("B1", "Сводка", "title"),
        Caption(
            "D1", "Ячейки в рамке, потом ОСАГО → Обновить. Щелчок по синему числу покажет, кто за ним", "hint", span=12
        ),
        *_blocks(
            ("B7", "Сколько у меня в портфеле?", 7),
            ("J7", "Звоню ли я столько, сколько хотел?", 8),
            ("B42", "Когда заканчиваются полисы?", 16),
            ("B58", "Сколько продлили и почему ушли?", 7),
            ("J58", "Кто приводит клиентов?", 8),
            ("B73", "Откуда клиенты и во что обходится полис?", 16),
            ("B90", "Кто и что даёт премию и КВ?", 7),
            ("J90", "Кто мои клиенты и чего у них нет?", 8),
            ("S7", "Данные диаграмм", 3),
        ),
    ),
    charts=(
        Chart("column", "В какие месяцы больше премии?", "B18:H29", "S9:S20", ("T8:T20", "U8:U20")),
        Chart("bar", "Сколько процентов плана звонков сделано?", "J18:Q29", "J9:J11", ("O8:O11",)),
        Chart("bar", "Где теряются клиенты по дороге к полису?", "B30:H41", "S24:S27", ("T23:T27",)),
        Chart("bar", "Какая компания даёт больше премии?", "J30:Q41", "B92:B97", ("E91:E97",)),
    ),
    widths={"A": 8, **{letters(n): 11.3 for n in range(2, 18)}, "I": 3, "R": 2, "S": 12, "T": 12, "U": 12},
    highlights=(
        ("B44:O55", Highlight("grey", "AND(ISNUMBER(B44),B44=0)")),
        ("D44:O55", Highlight("heat", "")),
        ("B43:Q43", Highlight("bold", '$B$39<>""')),
        ("H9:H14", Highlight("green", "N($H9)>0")),
        ("H9:H14", Highlight("red", "N($H9)<0")),
        ("O9:O11", Highlight("green", "N($O9)>=100")),
        ("B75:Q76", Highlight("bold", '$B71<>""')),
        ("J60:Q60", Highlight("bold", '$J56<>""')),
    ),
    print_area="A1:Q104",
    pages_high=2,
)

SHEET = Sheet(title="Сводка", code_name="shSummary", colour=OVERVIEW, shown="simple", form=SUMMARY, freeze="A4")
