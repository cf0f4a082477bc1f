"""Sheet Сводка: the agent's questions answered by small tables and native charts; values stored by «Обновить»."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from osago_xl.schema.addresses import letters
from osago_xl.schema.columns import Choice, Column, Compute, Day, Number, Text
from osago_xl.schema.facts import Facts
from osago_xl.schema.sheets.common import OVERVIEW, Row
from osago_xl.schema.sheets.kinds import Change, Percent
from osago_xl.schema.tables import Caption, Chart, Field, Form, Grid, Highlight, Sheet

COMPANIES = 6
"""Companies in the heat map; the sum counts all."""


class Roubles(Number):
    """Money rounded to roubles for the eye; the kopecks stay in the cell."""

    number_format = "#,##0"
    align = "right"


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
          (Roubles, "before", "Год назад", 1), (Change, "change", "К прошлому", 1), leads={"now": "Полисы"}),
    _grid("calls", "J9", 3, (Text, "name", "Когда", 3), *_CALLS, leads=_MADE),
    _grid("agents", "J14", 3, (Text, "name", "Агент, месяц", 3), *_CALLS, leads=_MADE),
    _grid("heat_names", "B39", 1, (Text, "month", "Месяц", 2),
          (Text, "total", "Всего", 2), *((Text, f"c{n}", f"Компания {n}", 2) for n in range(1, COMPANIES + 1)),
          header=False),
    _grid("heat", "B40", 12, (Text, "month", "Месяц", 2),
          (Number, "total", "Всего", 2), *((Number, f"c{n}", f"Компания {n}", 2) for n in range(1, COMPANIES + 1)),
          header=False, leads=_ENDS),
    _grid("renewals", "B56", 3, (Text, "name", "Что стало с полисами", 3), *_COUNTED, leads=_POLICIES),
    _grid("losses", "B61", 6, (Text, "name", "Почему ушли", 3), *_COUNTED, leads=_POLICIES),
    _grid("referrers", "J56", 11, (Text, "name", "Кто", 3), (Number, "count", "Привёл", 1),
          (Number, "buyers", "Купили", 1), (Percent, "share", "Доля", 1), (Roubles, "premium", "Премия, ₽", 2),
          leads=_CLIENTS),
    _grid("channels", "B71", 9, (Text, "name", "Канал", 2), *_STEPS, *_COSTS, leads=_SOLD_POLICIES),
    _grid("sellers", "B82", 3, (Text, "name", "Агент", 2), *_STEPS, leads=_SOLD_POLICIES),
    _grid("companies", "B88", 6, (Text, "name", "Компания", 2), *_SOLD, leads=_POLICIES),
    _grid("products", "B96", 5, (Text, "name", "Услуга", 2), *_SOLD, leads=_POLICIES),
    _grid("segments", "J88", 5, (Text, "name", "Сегмент", 3), (Number, "count", "Клиентов", 2),
          (Roubles, "premium", "Премия за год, ₽", 3), leads=_CLIENTS),
    _grid("lacking", "J96", 5, (Text, "name", "Чего нет", 3), (Number, "count", "Клиентов", 2),
          (Percent, "share", "Из тех, кто с полисом", 3), leads=_CLIENTS),
    _grid("season", "B104", 12, (Text, "month", "Месяц", 3), (Roubles, "now", "Этот год", 2),
          (Roubles, "before", "Прошлый год", 2), leads={"now": "Полисы", "before": "Полисы"}),
    _grid("steps", "J104", 4, (Text, "name", "Шаг", 3), (Number, "count", "Сколько", 2),
          (Percent, "share", "Из контактов", 3)),
)  # fmt: skip


TILES = {"B": 3, "E": 4, "J": 3, "M": 3, "P": 2}
"""First column of each large figure → columns it takes; they are the first lines of `kpi`."""


def _tiles() -> Iterable[Field]:
    """The figures one looks for first: what, how much, and how much more than a year ago."""
    for number, (letter, span) in enumerate(TILES.items(), 1):
        of_line: tuple[tuple[type[Column], str, int, str, int], ...] = (
            (Text, "name", 1, "plain", 3), (Roubles, "now", 4, "figure", 4), (Change, "change", 7, "plain", 5),
        )  # fmt: skip
        for kind, key, column, drawn, row in of_line:
            found = f"INDEX(sum_kpi,{number},{column})"
            made = kind(f"tile_{number}_{key}", "", formula=f'IF({found}="","",{found})', compute=_shown(number, key))
            yield Field(made, f"{letter}{row}", span=span, locked=True, drawn=drawn)  # type: ignore[arg-type]


def _shown(number: int, key: str) -> Compute:
    def compute(form: Row, _facts: Facts) -> Any:
        value = form["kpi"][number - 1][key]
        return "" if value is None else value

    return compute


def _blocks(*blocks: tuple[str, str, int]) -> Iterable[Caption]:
    return (Caption(at, text, "block", span=span) for at, text, span in blocks)


SUMMARY = Form(
    prefix="sum_",
    fields=(
        Field(Day("since", "С", help="Пусто = с начала года"), "C2", "B2"),
        Field(Day("until", "По", help="Пусто = по сегодня"), "E2", "D2"),
        Field(Choice("agent", "Агент", source="lstAgents", help="Пусто = все агенты"), "G2", "F2", span=2),
        Field(Text("period", "", stored=True), "J2", span=8, locked=True),
        *_tiles(),
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
            ("B38", "Когда заканчиваются полисы?", 16),
            ("B54", "Сколько продлили и почему ушли?", 7),
            ("J54", "Кто приводит клиентов?", 8),
            ("B69", "Откуда клиенты и во что обходится полис?", 16),
            ("B86", "Кто и что даёт премию и КВ?", 7),
            ("J86", "Кто мои клиенты и чего у них нет?", 8),
            ("B102", "Премия по месяцам", 7),
            ("J102", "От контакта до полиса", 8),
        ),
    ),
    charts=(
        Chart("column", "В какие месяцы больше премии?", "B18:H27", "B104:B115", ("E103:E115", "G103:G115")),
        Chart("bar", "Сколько процентов плана звонков сделано?", "J18:Q27", "J9:J11", ("O8:O11",), percent=True),
        Chart("bar", "Сколько контактов доходит до полиса?", "B28:H37", "J104:J107", ("O103:O107",), percent=True),
        Chart("bar", "Какая компания даёт больше премии?", "J28:Q37", "B88:B93", ("E87:E93",)),
    ),
    widths={"A": 8, **{letters(n): 11.3 for n in range(2, 18)}, "I": 3},
    heights={4: 28, 6: 6},
    highlights=(
        *((f"{letter}5", Highlight("red", f"N({letter}$5)<0")) for letter in TILES),
        ("B40:Q51", Highlight("grey", "AND(ISNUMBER(B40),B40=0)")),
        ("F40:Q51", Highlight("heat", "")),
        ("B39:Q39", Highlight("bold", '$B$39<>""')),
        ("H9:H14", Highlight("green", "N($H9)>0")),
        ("H9:H14", Highlight("red", "N($H9)<0")),
        ("O9:O11", Highlight("green", "N($O9)>=100")),
        ("B71:Q72", Highlight("bold", '$B71<>""')),
        ("J56:Q56", Highlight("bold", '$J56<>""')),
    ),
    print_area="A1:Q115",
    pages_high=3,
)

SHEET = Sheet(title="Сводка", code_name="shSummary", colour=OVERVIEW, shown="simple", form=SUMMARY, freeze="A3")
