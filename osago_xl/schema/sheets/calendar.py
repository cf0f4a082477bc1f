"""Sheet Календарь: a month of calls, ends of policies, tasks and birthdays, and the list of one day. Formulas only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from osago_xl.schema.addresses import letters
from osago_xl.schema.columns import Column, Compute, Day, Number, Text
from osago_xl.schema.facts import Facts
from osago_xl.schema.sheets.calendar_kinds import KINDS, Kind, count_formula, rows_of
from osago_xl.schema.sheets.calendar_list import DAY_LINES, LIST
from osago_xl.schema.sheets.common import OVERVIEW, Row
from osago_xl.schema.sheets.lookup import hidden
from osago_xl.schema.tables import Caption, Field, Form, Grid, Highlight, Sheet

WEEKS, LINES = 6, 4
"""A week takes four lines: the number, calls, policies, tasks with birthdays."""
MONTHS = ("Январь", "Февраль", "Март", "Апрель", "Май", "Июнь", "Июль", "Август", "Сентябрь", "Октябрь", "Ноябрь",
          "Декабрь")  # fmt: skip
TODAY_WORD = " сегодня"
WEEKDAYS = ("Понедельник", "Вторник", "Среда", "Четверг", "Пятница", "Суббота", "Воскресенье")
_DATES, _OFF, _COUNTS = 26, 33, 41
"""First columns of the hidden grids: dates, days off, counts by kind; column 40 is of `calendar_list`."""


def _count_twin(kind: Kind) -> Compute:
    return lambda form, facts: len(rows_of(kind, form["shown_day"], facts))


def _month(form: Row, facts: Facts) -> date:
    return (form["month"] or facts.today).replace(day=1)


def _first(form: Row, facts: Facts) -> date:
    first = _month(form, facts)
    return first - timedelta(days=first.weekday())


def day_of(row: Row, weekday: int) -> date:
    """The day of a cell of the grid: `row` is a line of it, `weekday` from 0."""
    return row["form"]["first"] + timedelta(days=(row["k"] - 1) // LINES * 7 + weekday)  # type: ignore[no-any-return]


def _cell(weekday: int) -> Column:
    """A cell of a week's four lines."""
    day = f"INDEX(cal_dates,{{k}},{weekday + 1})"
    counts = [
        f"INDEX(cal_counts{number},INT(({{k}}-1)/{LINES})+1,{weekday + 1})" for number in range(1, len(KINDS) + 1)
    ]
    told = [f'IF({count}=0,"","{kind.short} "&{count})' for kind, count in zip(KINDS, counts, strict=True)]
    last = f'TRIM({told[2]}&" "&{told[3]})'

    def compute(row: Row, facts: Facts) -> str:
        on, line = day_of(row, weekday), (row["k"] - 1) % LINES
        if line == 0:
            return f"{on.day}{TODAY_WORD if on == facts.today else ''}"
        kinds = {1: KINDS[:1], 2: KINDS[1:2], 3: KINDS[2:]}[line]
        counts = ((kind.short, len(rows_of(kind, on, facts))) for kind in kinds)
        return " ".join(f"{short} {count}" for short, count in counts if count)

    formula = (
        f'CHOOSE(MOD({{k}}-1,{LINES})+1,DAY({day})&IF({day}=cfg_today,"{TODAY_WORD}",""),{told[0]},{told[1]},{last})'
    )
    return Text(f"d{weekday}", WEEKDAYS[weekday], formula=formula, compute=compute)


def _hidden(key: str, left: int, make: Callable[[int], Column], *, top: int = 5, rows: int = WEEKS * LINES) -> Grid:
    columns = tuple(make(n) for n in range(7))
    return Grid(key, f"{letters(left)}{top}", rows, columns, locked=True, header=False)


def _counts(number: int) -> Grid:
    """How many rows of a kind the days of the six weeks have: each day of a big table is counted once."""
    kind = KINDS[number - 1]

    def count(weekday: int) -> Column:
        def compute(row: Row, facts: Facts) -> int:
            return len(rows_of(kind, row["form"]["first"] + timedelta(days=(row["k"] - 1) * 7 + weekday), facts))

        formula = count_formula(kind, f"(cal_first+({{k}}-1)*7+{weekday})")
        return Number(f"d{weekday}", f"к{weekday}", formula=formula, compute=compute)

    return _hidden(f"counts{number}", _COUNTS, count, top=5 + (number - 1) * WEEKS, rows=WEEKS)


def _date(weekday: int) -> Column:
    return Day(
        f"d{weekday}",
        f"д{weekday}",
        formula=f"cal_first+INT(({{k}}-1)/{LINES})*7+{weekday}",
        compute=lambda row, _facts: day_of(row, weekday),
    )


def _off(weekday: int) -> Column:
    """1 for a weekend or a holiday."""
    day = f"INDEX(cal_dates,{{k}},{weekday + 1})"
    holiday = f'COUNTIFS(tblHolidays[День],DAY({day}),tblHolidays[Месяц],MONTH({day}),tblHolidays[Выходной],"да")'

    def compute(row: Row, facts: Facts) -> int:
        on = day_of(row, weekday)
        holidays = {(h["day"], h["month"]) for h in facts.rows("tblHolidays") if h["off"] == "да"}
        return int(weekday >= 5 or (on.day, on.month) in holidays)

    return Number(f"d{weekday}", f"в{weekday}", formula="1" if weekday >= 5 else f"MIN({holiday},1)", compute=compute)


_FIRST_FORMULA = "cal_shown_month-WEEKDAY(cal_shown_month,2)+1"
_FIELDS = (
    Field(Day("month", "Месяц", help="Любой день нужного месяца; пусто = этот месяц"), "C2", "B2"),
    Field(
        Day(
            "shown_month",
            "",
            formula='DATE(YEAR(IF(cal_month="",cfg_today,cal_month)),MONTH(IF(cal_month="",cfg_today,cal_month)),1)',
            compute=_month,
        ),
        "Z2",
        locked=True,
    ),
    Field(Day("first", "", formula=_FIRST_FORMULA, compute=_first), "Z3", locked=True),
    Field(
        Text(
            "title",
            "",
            formula='CHOOSE(MONTH(cal_shown_month),"Январь","Февраль","Март","Апрель","Май","Июнь","Июль","Август",'
            '"Сентябрь","Октябрь","Ноябрь","Декабрь")&" "&YEAR(cal_shown_month)',
            compute=lambda form, _facts: f"{MONTHS[form['shown_month'].month - 1]} {form['shown_month'].year}",
        ),
        "B3",
        span=7,
        locked=True,
        drawn="title",
    ),
    Field(Day("day", "День", help="Пусто = сегодня"), "K2", "J2"),
    Field(
        Day(
            "shown_day",
            "",
            formula='IF(cal_day="",cfg_today,cal_day)',
            compute=lambda f, facts: f["day"] or facts.today,
        ),
        "AA2",
        locked=True,
    ),
    *(
        Field(
            Number(
                f"n{number}",
                "",
                formula=count_formula(kind, "cal_shown_day"),
                compute=_count_twin(kind),
            ),
            f"{letters(27 + number)}2",
            locked=True,
        )
        for number, kind in enumerate(KINDS, 1)
    ),
    Field(
        Text(
            "more",
            "",
            formula=f'IF(cal_n1+cal_n2+cal_n3+cal_n4>{DAY_LINES},"ещё "&(cal_n1+cal_n2+cal_n3+cal_n4-{DAY_LINES}),"")',
            compute=lambda form, _facts: _told_more(sum(form[f"n{n}"] for n in range(1, 5))),
        ),
        "L2",
        locked=True,
    ),
)


def _told_more(count: int) -> str:
    return f"ещё {count - DAY_LINES}" if count > DAY_LINES else ""


_GRID = f"B5:H{4 + WEEKS * LINES}"
_IS_NUMBER, _IS_CALLS = (f"MOD(ROW()-5,{LINES})={line}" for line in (0, 1))
_LOAD = "+".join(f"INDEX(cal_counts{number},INT((ROW()-5)/{LINES})+1,COLUMN()-1)" for number in (1, 2, 3))


def _peak(row: Row, _facts: Facts) -> int:
    """Calls, policies and tasks of the fullest day shown; birthdays are no work."""
    weeks = zip(*(row["form"][f"counts{number}"] for number in (1, 2, 3)), strict=True)
    return max(sum(int(kind[f"d{day}"]) for kind in week) for week in weeks for day in range(7))


_PEAK = Number("n", "№", formula="SUMPRODUCT(MAX(cal_counts1+cal_counts2+cal_counts3))", compute=_peak)
CALENDAR = Form(
    prefix="cal_",
    fields=_FIELDS,
    grids=(
        _hidden("dates", _DATES, _date),
        _hidden("off", _OFF, _off),
        *(_counts(number) for number in range(1, len(KINDS) + 1)),
        hidden("peak", "Z4", 1, _PEAK),
        Grid("days", "B5", WEEKS * LINES, tuple(_cell(n) for n in range(7)), locked=True, bare=True, heads=LINES),
        *LIST,
    ),
    captions=(
        Caption("A1", '=HYPERLINK("#\'Старт\'!A1","← Старт")', "link"),
        Caption("B1", "Календарь", "title"),
        Caption("D1", "Звонки, полисы, которые заканчиваются, задачи, дни рождения", "hint", span=5),
        Caption("D2", "Пустые ячейки в рамке: этот месяц и сегодня. Темнее день, где больше дел", "hint", span=5),
        Caption("J1", "Что в этот день", "title"),
    ),
    widths={
        "A": 8,
        **dict.fromkeys("BCDEFGH", 15.5),
        "I": 2,
        "J": 20,
        "K": 34,
        "L": 9,
        **{letters(n): 0 for n in range(_DATES, _COUNTS + 7)},
    },
    heights={3: 22, **{row: 15 + 7 * ((row - 5) % LINES == 0) for row in range(5, 5 + WEEKS * LINES)}},
    highlights=(
        (_GRID, Highlight("now", f"AND(Z5=cfg_today,{_IS_NUMBER})")),
        (_GRID, Highlight("amber", f"AND({_IS_CALLS},cfg_plan_day>0,IFERROR(VALUE(MID(B5,8,9)),0)>cfg_plan_day)")),
        (_GRID, Highlight("grey", "MONTH(Z5)<>MONTH($Z$2)")),
        (_GRID, Highlight("peak", f"AND(cal_peak>2,{_LOAD}=cal_peak)")),
        (_GRID, Highlight("busy", f"AND({_LOAD}>1,({_LOAD})*2>=cal_peak)")),
        (_GRID, Highlight("shade", "AG5=1")),
    ),
    print_area="A1:L29",
    pages_high=1,
)

SHEET = Sheet(title="Календарь", code_name="shCalendar", colour=OVERVIEW, shown="simple", form=CALENDAR, freeze="A4")
