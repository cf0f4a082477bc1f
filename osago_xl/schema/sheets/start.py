"""Sheet Старт: the agent's desk. What to do now in large figures, the week, the state of the base, the way to every
sheet. Formulas only, but for the two first steps that nobody but the agent can call done."""

from __future__ import annotations

from collections.abc import Iterable

from osago_xl.schema.addresses import address
from osago_xl.schema.columns import Choice, Column, Compute, Link, Number, Text
from osago_xl.schema.facts import Facts
from osago_xl.schema.sheets.common import WORK, Row, day_month
from osago_xl.schema.sheets.start_lines import CLIENTS, STEPS, TODAY, TRANSFERS_LATE, Step, Twin
from osago_xl.schema.sheets.start_week import HEADING, HIGHLIGHTS, WEEK, heading
from osago_xl.schema.tables import Caption, Field, Form, Highlight, Sheet

COPY_AMBER, COPY_RED = 3, 14
"""Days: a copy grows old, a copy is too old."""

_SHEETS = (
    "Кому звонить",
    "Пролонгация",
    "Оформление",
    "Клиенты",
    "Карточка",
    "Калькулятор",
    "Полисы",
    "Контакты",
    "Задачи",
    "Расчёты",
    "БСО",
    "Календарь",
    "Сводка",
    "Страховые компании",
    "Настройки",
)
_FULL_SHEETS = (
    "Автомобили",
    "Водители",
    "Документы",
    "Услуги",
    "Каналы",
    "Справочники",
)
_TILES = ("B", "D", "F", "H", "J")
_TILE_ROWS = (3, 7)
"""Tiles stand side by side: label, figure, link below each other."""
_STATE_TOP, _STEPS_TOP, _LINKS_TOP = 14, 24, 24
_DONE_WORD = "готово"


def go(sheet: str, label: str = "") -> str:
    """Formula of a link to a sheet."""
    return f'HYPERLINK("#\'{sheet}\'!A1","{label or f"→ {sheet}"}")'


def _by_facts(twin: Twin) -> Compute:
    return lambda _row, facts: twin(facts)


def _always(text: str) -> Twin:
    return lambda _facts: text


def _in_full_view(text: str, otherwise: str = "") -> Twin:
    return lambda facts: text if facts.settings.get("cfg_view") == "Полный" else otherwise


def _way(key: str, sheet: str, label: str, full: bool, otherwise: str = "") -> Link:
    """A link; to a sheet of the full view only while that is shown, for a link to a hidden sheet does nothing."""
    if not full:
        return Link(key, "", formula=go(sheet, label), compute=_by_facts(_always(label)))
    return Link(
        key,
        "",
        formula=f'IF(cfg_view="Полный",{go(sheet, label)},"{otherwise}")',
        compute=_by_facts(_in_full_view(label, otherwise)),
    )


def _tile_fields() -> Iterable[Field]:
    for n, line in enumerate(TODAY):
        top, letter = _TILE_ROWS[n // len(_TILES)], _TILES[n % len(_TILES)]
        figure = line.kind(line.key, line.label, formula=line.formula, compute=_by_facts(line.twin))
        yield Field(figure, f"{letter}{top + 1}", f"{letter}{top}", locked=True, drawn="figure")
        way = _way(f"{line.key}_link", line.sheet, f"→ {line.sheet}", line.full, f"ОСАГО → Листы → {line.sheet}")
        yield Field(way, f"{letter}{top + 2}", locked=True, drawn="plain")


def _tile_highlights() -> Iterable[tuple[str, Highlight]]:
    for n, line in enumerate(TODAY):
        if line.tone:
            at = f"{_TILES[n % len(_TILES)]}{_TILE_ROWS[n // len(_TILES)] + 1}"
            yield at, Highlight(line.tone, f"N({at})>0")
    yield "B8", Highlight("red", "$L$4>0")


def _step_fields() -> Iterable[Field]:
    """Ticks and links; all of it is gone when all is done."""
    for row, step in enumerate(STEPS, _STEPS_TOP):
        yield Field(
            _tick(step), f"J{row}", locked=step.done is not None, drawn="cell" if step.done is None else "plain"
        )
        yield Field(_step_link(step), f"H{row}", span=2, locked=True, drawn="plain")


def _tick(step: Step) -> Column:
    if step.done is None:
        return Choice(f"step_{step.key}", "Сделано", source=(_DONE_WORD,), help="Впишите «готово»")
    formula, done = step.done
    return Text(
        f"step_{step.key}",
        "",
        formula=f'IF({formula},"{_DONE_WORD}","○")',
        compute=lambda _row, facts: _DONE_WORD if done(facts) else "○",
    )


def _step_link(step: Step) -> Link:
    link = _way(f"do_{step.key}", step.sheet, step.text, step.full, step.text)
    return Link(
        link.key,
        "",
        formula=f'IF({_DONE}={len(STEPS)},"",{link.formula})',
        compute=lambda row, _facts: "" if _steps_done(row) == len(STEPS) else step.text,
    )


_DONE = "+".join(f'(start_step_{step.key}="{_DONE_WORD}")' for step in STEPS)
_TITLE = Text(
    "steps",
    "",
    formula=f'IF({_DONE}={len(STEPS)},"","Первые шаги: "&({_DONE})&" из {len(STEPS)}")',
    compute=lambda row, _facts: _told_steps(row),
)


def _steps_done(row: Row) -> int:
    return sum(row[f"step_{step.key}"] == _DONE_WORD for step in STEPS)


def _told_steps(row: Row) -> str:
    done = _steps_done(row)
    return "" if done == len(STEPS) else f"Первые шаги: {done} из {len(STEPS)}"


class _Rows(Number):
    """A number among the words of «Состояние»."""

    align = "left"


_NO_MACROS = "Макросы выключены: нажмите вверху «Включить содержимое»"
_NOT_YET = "ещё не считались: ОСАГО → Обновить"
_ACTS_UNKNOWN = "какие в силе, покажет ОСАГО → Обновить"
_REFRESHED = (
    f'IF(cfg_refreshed="","{_NOT_YET}",IF(cfg_refreshed<cfg_today,"на "&'
    + day_month("cfg_refreshed")
    + '&": нажмите ОСАГО → Обновить","сегодня"))'
)
_COPY = (
    'IF(cfg_backup_day="","ещё нет: ОСАГО → Копия",'
    'IF(cfg_today=cfg_backup_day,"сегодня",cfg_today-cfg_backup_day&" дн. назад"))'
)
_KEYED = (("tblClients", "Клиент", "name"), ("tblPolicies", "Продукт", "product"), ("tblTasks", "Что сделать", "what"))


def _acts(_row: Row, facts: Facts) -> str:
    return str(facts.settings.get("cfg_tariff_acts") or _ACTS_UNKNOWN)


def _refreshed(_row: Row, facts: Facts) -> str:
    day = facts.settings.get("cfg_refreshed")
    if not day:
        return _NOT_YET
    return f"на {day:%d.%m}: нажмите ОСАГО → Обновить" if day < facts.today else "сегодня"


def _copy(_row: Row, facts: Facts) -> str:
    day = facts.settings.get("cfg_backup_day")
    if not day:
        return "ещё нет: ОСАГО → Копия"
    return "сегодня" if day == facts.today else f"{(facts.today - day).days} дн. назад"


def _without_key(_row: Row, facts: Facts) -> int:
    return sum(1 for table, _, column in _KEYED for each in facts.rows(table) if each[column] and not each["key"])


_STATE: tuple[Column, ...] = (
    Text(
        "version",
        "Программа",
        # cfg_today changes at every opening: that alone makes Excel ask again whether macros are on
        formula=f'IFERROR(OSAGO_VERSION()&T(cfg_today),"{_NO_MACROS}")',
        compute=lambda _row, _facts: _NO_MACROS,
        wrap=True,
    ),
    Text(
        "acts", "Тарифы", wrap=True, formula=f'IF(cfg_tariff_acts="","{_ACTS_UNKNOWN}",cfg_tariff_acts)', compute=_acts
    ),
    Text("refreshed", "Показатели", formula=_REFRESHED, compute=_refreshed),
    Text("copy", "Последняя копия", formula=_COPY, compute=_copy),
    _Rows(
        "no_key",
        "Строк без ключа",
        formula="+".join(f'SUMPRODUCT(({table}[{header}]<>"")*({table}[Ключ]=""))' for table, header, _ in _KEYED),
        compute=_without_key,
        help="Ключ даст любая команда, например ОСАГО → Обновить",
    ),
)


def _state_fields() -> Iterable[Field]:
    for row, column in enumerate(_STATE, _STATE_TOP):
        yield Field(column, f"I{row}", f"H{row}", span=2, locked=True, drawn="plain")


def _sheet_fields() -> Iterable[Field]:
    for n, sheet in enumerate((*_SHEETS, *_FULL_SHEETS)):
        row, column = divmod(n, 3)
        link = _way(f"sheet_{n + 1}", sheet, sheet, sheet in _FULL_SHEETS)
        yield Field(link, address(_LINKS_TOP + row, 2 + column * 2), locked=True, drawn="plain")


_HAS_CLIENTS = "$L$5>0"
"""Nothing is lost with an empty book: until then a missing copy is no alarm."""

START = Form(
    prefix="start_",
    fields=(
        Field(Text("today", "", formula=HEADING, compute=heading), "B1", span=5, locked=True, drawn="title"),
        *_tile_fields(),
        *_step_fields(),
        Field(_TITLE, "H23", span=3, locked=True, drawn="title"),
        Field(TRANSFERS_LATE, "L4", locked=True),
        Field(CLIENTS, "L5", locked=True),
        *_state_fields(),
        *_sheet_fields(),
    ),
    grids=(WEEK,),
    captions=(
        Caption("H1", "Щелчок по синему ведёт на нужный лист", "hint"),
        Caption("B13", "Неделя", "block", span=5),
        Caption("H13", "Состояние", "block", span=3),
        Caption("B23", "Листы", "block", span=5),
    ),
    widths={"A": 2, "C": 2, "E": 2, "G": 3, "I": 9, "L": 0} | dict.fromkeys(_TILES, 26),
    heights={2: 8, 4: 34, 6: 8, 8: 34, 10: 8, 11: 8, 12: 8, 14: 30, 15: 30},
    highlights=(
        *_tile_highlights(),
        *HIGHLIGHTS,
        ("H14:J14", Highlight("amber", 'LEFT($I$14,7)="Макросы"')),
        ("I16:J16", Highlight("amber", '$I$16<>"сегодня"')),
        ("I17:J17", Highlight("red", f"AND({_HAS_CLIENTS},cfg_today-N(cfg_backup_day)>{COPY_RED})")),
        ("I17:J17", Highlight("amber", f"AND({_HAS_CLIENTS},cfg_today-N(cfg_backup_day)>{COPY_AMBER})")),
        ("I18:J18", Highlight("amber", "N($I$18)>0")),
        ("F8", Highlight("amber", 'AND(cfg_forms="да",$F$8<=cfg_form_yellow)')),
        ("H24:J31", Highlight("off", '$H$23=""')),
        ("H24:J31", Highlight("grey", f'$J24="{_DONE_WORD}"')),
    ),
    print_area="A1:J31",
    pages_high=1,
)

SHEET = Sheet(title="Старт", code_name="shStart", colour=WORK, shown="simple", form=START, freeze="A2")
