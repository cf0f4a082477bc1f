"""Sheet Старт: what to do now, the first steps, the state of the base, the way to every sheet. Formulas only."""

from __future__ import annotations

from collections.abc import Iterable

from osago_xl.schema.addresses import address
from osago_xl.schema.columns import Column, Compute, Link, Number, Text
from osago_xl.schema.facts import Facts
from osago_xl.schema.sheets.common import WORK, Row, day_month
from osago_xl.schema.sheets.start_lines import CLIENTS, STEPS, TODAY, TRANSFERS_LATE, Line, Twin
from osago_xl.schema.tables import Caption, Field, Form, Highlight, Sheet

COPY_AMBER, COPY_RED = 3, 14
"""Days: a copy grows old, a copy is too old."""
UNSEEN = {"Пролонгация": "кнопка ОСАГО → Пролонгация", "Задачи": "ОСАГО → Листы → Задачи"}
"""Where the work of a sheet is done while the simple view hides it."""

_SHEETS = (
    "Кому звонить",
    "Карточка",
    "Оформление",
    "Калькулятор",
    "Клиенты",
    "Полисы",
    "БСО",
    "Контакты",
    "Сводка",
    "Услуги",
    "Каналы",
    "Страховые компании",
    "Настройки",
)
_FULL_SHEETS = (
    "Пролонгация",
    "Автомобили",
    "Водители",
    "Задачи",
    "Документы",
    "Расчёты",
    "Календарь",
    "Справочники",
)
_TOP, _BOTTOM, _LINKS_IN_ROW = 4, 17, 3
"""First rows of the upper and the lower blocks."""


def go(sheet: str, label: str = "") -> str:
    """Formula of a link to a sheet."""
    return f'HYPERLINK("#\'{sheet}\'!A1","{label or f"→ {sheet}"}")'


def _by_facts(twin: Twin) -> Compute:
    return lambda row, facts: twin(facts)


def _always(text: str) -> Twin:
    return lambda facts: text


def _tick(done: Twin) -> Compute:
    return lambda row, facts: "✓" if done(facts) else "○"


def _in_full_view(text: str, otherwise: str = "") -> Twin:
    return lambda facts: text if facts.settings.get("cfg_view") == "Полный" else otherwise


def _line_fields(lines: Iterable[Line]) -> Iterable[Field]:
    for row, line in enumerate(lines, _TOP):
        figure = line.kind(line.key, line.label, formula=line.formula, compute=_by_facts(line.twin))
        yield Field(figure, f"C{row}", f"B{row}", locked=True)
        yield Field(_way(f"{line.key}_link", line.sheet, line.full), f"D{row}", locked=True)


def _way(key: str, sheet: str, full: bool) -> Link:
    """A link; to a sheet of the full view only while that is shown, for a link to a hidden sheet does nothing."""
    if not full:
        return Link(key, "", formula=go(sheet), compute=_by_facts(_always(f"→ {sheet}")))
    hidden = UNSEEN.get(sheet, f"ОСАГО → Листы → {sheet}")
    return Link(
        key,
        "",
        formula=f'IF(cfg_view="Полный",{go(sheet)},"{hidden}")',
        compute=_by_facts(_in_full_view(f"→ {sheet}", hidden)),
    )


def _step_fields() -> Iterable[Field]:
    for row, (key, text, (formula, done), sheet) in enumerate(STEPS, _TOP):
        tick = Text(
            f"step_{key}",
            "",
            formula=f'IF({formula},"✓","○")',
            compute=_tick(done),
        )
        link = Link(f"do_{key}", "", formula=go(sheet, text), compute=_by_facts(_always(text)))
        yield Field(tick, f"F{row}", locked=True)
        yield Field(link, f"G{row}", span=_LINKS_IN_ROW, locked=True)


class _Rows(Number):
    """A number among the words of «Состояние»."""

    align = "left"


_DONE = "+".join(f'(start_step_{key}="✓")' for key, *_ in STEPS)
_TITLE = Text(
    "steps",
    "",
    formula=f'IF({_DONE}={len(STEPS)},"Первые шаги: всё сделано","Первые шаги: "&({_DONE})&" из {len(STEPS)}")',
    compute=lambda row, facts: _told_steps(row),
)


def _told_steps(row: Row) -> str:
    done = sum(row[f"step_{key}"] == "✓" for key, *_ in STEPS)
    return "Первые шаги: всё сделано" if done == len(STEPS) else f"Первые шаги: {done} из {len(STEPS)}"


_NO_MACROS = "Макросы выключены, кнопки не работают: нажмите вверху окна «Включить содержимое»"
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


def _acts(row: Row, facts: Facts) -> str:
    return str(facts.settings.get("cfg_tariff_acts") or _ACTS_UNKNOWN)


def _refreshed(row: Row, facts: Facts) -> str:
    day = facts.settings.get("cfg_refreshed")
    if not day:
        return _NOT_YET
    return f"на {day:%d.%m}: нажмите ОСАГО → Обновить" if day < facts.today else "сегодня"


def _copy(row: Row, facts: Facts) -> str:
    day = facts.settings.get("cfg_backup_day")
    if not day:
        return "ещё нет: ОСАГО → Копия"
    return "сегодня" if day == facts.today else f"{(facts.today - day).days} дн. назад"


def _without_key(row: Row, facts: Facts) -> int:
    return sum(1 for table, _, column in _KEYED for each in facts.rows(table) if each[column] and not each["key"])


_STATE: tuple[Column, ...] = (
    Text(
        "version",
        "Программа",
        # cfg_today changes at every opening: that alone makes Excel ask again whether macros are on
        formula=f'IFERROR(OSAGO_VERSION()&T(cfg_today),"{_NO_MACROS}")',
        compute=lambda row, facts: _NO_MACROS,
        wrap=True,
    ),
    Text("acts", "Тарифы", formula=f'IF(cfg_tariff_acts="","{_ACTS_UNKNOWN}",cfg_tariff_acts)', compute=_acts),
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
    for row, column in enumerate(_STATE, _BOTTOM):
        yield Field(column, f"C{row}", f"B{row}", span=2, locked=True)


def _sheet_fields() -> Iterable[Field]:
    for n, sheet in enumerate((*_SHEETS, *_FULL_SHEETS)):
        row, column = divmod(n, _LINKS_IN_ROW)
        full = sheet in _FULL_SHEETS
        formula = f'IF(cfg_view="Полный",{go(sheet, sheet)},"")' if full else go(sheet, sheet)
        link = Link(
            f"sheet_{n + 1}",
            "",
            formula=formula,
            compute=_by_facts(_in_full_view(sheet) if full else _always(sheet)),
        )
        yield Field(link, address(_BOTTOM + row, 7 + column), locked=True, plain=True)


_HAS_CLIENTS = "$K$20>0"
"""Nothing is lost with an empty book: until then a missing copy is no alarm."""

START = Form(
    prefix="start_",
    fields=(
        *_line_fields(TODAY),
        *_step_fields(),
        Field(_TITLE, "F3", span=1 + _LINKS_IN_ROW, locked=True),
        Field(TRANSFERS_LATE, "K12", locked=True),
        Field(CLIENTS, "K20", locked=True),
        *_state_fields(),
        *_sheet_fields(),
    ),
    captions=(
        Caption("B1", "Что делать сейчас", "title"),
        Caption("D1", "Начните с первой строки; синее ведёт на нужный лист", "hint"),
        Caption("B3", "Сегодня", "block", span=3),
        Caption("B16", "Состояние", "block", span=3),
        Caption("F16", "Листы", "block", span=1 + _LINKS_IN_ROW),
    ),
    widths={"A": 2, "B": 36, "C": 15, "D": 30, "E": 3, "F": 4, "G": 22, "H": 22, "I": 22, "K": 0},
    heights={17: 27},
    highlights=(
        ("C4", Highlight("red", "$C$4>0")),
        ("C5", Highlight("amber", "$C$5>0")),
        ("C6", Highlight("red", "$C$6>0")),
        ("C7", Highlight("red", "$C$7>0")),
        ("C11", Highlight("amber", "$C$11>0")),
        ("C12", Highlight("red", "$K$12>0")),
        ("C13", Highlight("amber", 'AND(cfg_forms="да",$C$13<=cfg_form_yellow)')),
        ("D4:D14", Highlight("grey", 'LEFT($D4,1)<>"→"')),
        ("F4:I11", Highlight("grey", '$F4="✓"')),
        ("F3:I3", Highlight("bold", '$F$3<>""')),
        ("F3:I3", Highlight("green", 'RIGHT($F$3,7)="сделано"')),
        ("C17:D17", Highlight("amber", 'LEFT($C$17,7)="Макросы"')),
        ("C19:D19", Highlight("amber", '$C$19<>"сегодня"')),
        ("C20:D20", Highlight("red", f"AND({_HAS_CLIENTS},cfg_today-N(cfg_backup_day)>{COPY_RED})")),
        ("C20:D20", Highlight("amber", f"AND({_HAS_CLIENTS},cfg_today-N(cfg_backup_day)>{COPY_AMBER})")),
        ("C21:D21", Highlight("amber", "$C$21>0")),
    ),
    print_area="A1:I24",
)

SHEET = Sheet(title="Старт", code_name="shStart", colour=WORK, shown="simple", form=START, freeze="A3")
