"""Sheet Карточка: everything about one client on one page, found by a few digits of the phone; formulas only."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from osago_xl.schema.columns import Choice, Column, Day, Link, Money, Number, Text
from osago_xl.schema.facts import Facts
from osago_xl.schema.sheets.card_blocks import NUMBERS
from osago_xl.schema.sheets.card_flow import FLOW, LINES, SECTIONS, TOP
from osago_xl.schema.sheets.card_search import FOUND, SEARCH
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.common import STRIPPED, WORK, Row
from osago_xl.schema.sheets.journals import DOCUMENTS
from osago_xl.schema.sheets.lookup import STEP, row_at, shown, shown_formula
from osago_xl.schema.tables import Caption, Field, Form, Highlight, Sheet


def _about(kind: type[Column], key: str, header: str, source: str) -> Column:
    """A cell of the client shown."""

    def value(form: Row, facts: Facts) -> Any:
        client = row_at(CLIENTS, form["row"], facts)
        return shown(kind, client[source]) if client else ""

    return kind(
        key,
        header,
        formula=f'IF(card_row=0,"",{shown_formula(kind, CLIENTS, source, "card_row")})',
        compute=value,
    )


def _wrapped(key: str, header: str, source: str) -> Column:
    """The same for a text that may take two lines."""
    return replace(_about(Text, key, header, source), wrap=True)


def _link(key: str, header: str, scheme: str, sign: str, source: str, target: str) -> Link:
    """A link made of a cell of the card."""
    return Link(
        key,
        header,
        formula=f'IF(card_{source}="","",HYPERLINK("{scheme}:"&{target},{sign}))',
        compute=lambda form, _facts: (
            (sign.strip('"') if sign.startswith('"') else form[source]) if form[source] else ""
        ),
    )


def _due(form: Row, facts: Facts) -> str:
    client = row_at(CLIENTS, form["row"], facts)
    if client is None or not client["due"]:
        return ""
    return f"{'Пора' if client['due'] == 'пора' else 'Скоро'} звонить: {client['why']}"


_ENDED, _ENDING, _PROMISED = "полис закончился", "полис заканчивается", "обещанный звонок"
_CUE = (
    f'IF(LEFT(card_why,{len(_ENDED)})="{_ENDED}","{_ENDED}",IF(LEFT(card_why,5)="полис","{_ENDING}",'
    f'IF(card_why="назначено","{_PROMISED}",card_why)))'
)


def _script(form: Row, facts: Facts) -> str:
    """What to say when there is a reason to call: nothing to somebody one has just talked to."""
    if not form["due"]:
        return ""
    why = form["why"]
    cue = _ENDED if why.startswith(_ENDED) else _ENDING if why.startswith("полис") else why
    cue = _PROMISED if cue == "назначено" else cue
    told = {r["reason"]: r["say"] for r in facts.rows("tblReasons")}
    told |= {r["cue"]: r["say"] for r in facts.rows("tblScripts")}
    return str(told.get(cue, ""))


def _answer(form: Row, facts: Facts) -> str:
    wanted = form["objection"]
    return next((str(row["say"]) for row in facts.rows("tblScripts") if wanted and row["cue"] == wanted), "")


_CONSENTS = ("обработка", "передача", "реклама")


def _consents(form: Row, facts: Facts) -> str:
    if not form["row"]:
        return ""
    papers = facts.rows(DOCUMENTS.name)
    given = {row["kind"] for row in papers if row["client"] == form["key"] and not row["withdrawn"]}
    return ", ".join(f"{word} {'да' if f'согласие: {word}' in given else 'нет'}" for word in _CONSENTS)


_CONSENTS_FORMULA = (
    'IF(card_row=0,"",'
    + '&", "&'.join(
        f'"{word} "&IF(COUNTIFS(tblDocs[Клиент],card_key,tblDocs[Вид],"согласие: {word}",tblDocs[Отозвано],"")>0,'
        '"да","нет")'
        for word in _CONSENTS
    )
    + ")"
)
_ADDRESS_PARTS = ("region", "city", "street", "house", "flat")


def _address(form: Row, facts: Facts) -> str:
    client = row_at(CLIENTS, form["row"], facts)
    return " ".join(" ".join(client[part] for part in _ADDRESS_PARTS).split()) if client else ""


_ADDRESS = (
    "TRIM("
    + '&" "&'.join(f"INDEX(tblClients[{CLIENTS.by_key[part].header}],card_row)" for part in _ADDRESS_PARTS)
    + ")"
)


def _text(key: str, header: str, formula: str, compute: Any) -> Text:
    return Text(key, header, formula=formula, compute=compute)


def _debt(form: Row, facts: Facts) -> Any:
    if not form["key"]:  # no card is open; policies without a client are nobody's debt
        return ""
    return sum(row["debt"] or 0 for row in facts.rows("tblPolicies") if row["client"] == form["key"]) or ""


_DEBT = "SUMIFS(tblPolicies[Долг],tblPolicies[Клиент],card_key)"
_SHOWN = (
    (_about(Text, "key", "Ключ", "key"), "L8", "K8", 2),
    (_about(Text, "phone", "Телефон", "phone"), "C4", "B4", 2),
    (_link("call", "", "tel", '"позвонить"', "phone", STRIPPED.format("card_phone")), "E4", "", 1),
    (_link("sms", "", "sms", '"SMS"', "phone", STRIPPED.format("card_phone")), "F4", "", 1),
    (_about(Day, "last_contact", "Говорили", "last_contact"), "H4", "G4", 1),
    (_about(Number, "policies_held", "Полисов", "policies"), "J4", "I4", 1),
    (_about(Money, "year_premium", "За год, ₽", "year_premium"), "L4", "K4", 2),
    (_about(Text, "phone_2", "Ещё тел.", "phone_2"), "C5", "B5", 2),
    (_link("mail", "", "mailto", "card_email", "email", "card_email"), "E5", "", 2),
    (_about(Day, "next_call", "Назначен", "next_call"), "H5", "G5", 1),
    (_about(Day, "birth_date", "Родился", "birth_date"), "J5", "I5", 1),
    (Money("debt", "Долг, ₽", formula=f'IF(card_row=0,"",IF({_DEBT}=0,"",{_DEBT}))', compute=_debt), "L5", "K5", 2),
    (_text("address", "Адрес", f'IF(card_row=0,"",{_ADDRESS})', _address), "C6", "B6", 4),
    (_about(Text, "status", "Статус", "status"), "H6", "G6", 1),
    (_about(Text, "segment", "Сегмент", "segment"), "J6", "I6", 1),
    (_about(Text, "channel", "Канал", "channel"), "L6", "K6", 2),
    (_wrapped("comment", "Заметка", "comment"), "C7", "B7", 4),
    (_about(Text, "referrer_name", "Привёл", "referrer_name"), "H7", "G7", 3),
    (_about(Text, "agent", "Агент", "agent"), "L7", "K7", 2),
    (_wrapped("preferences", "Любит", "preferences"), "C8", "B8", 4),
    (_wrapped("missing", "Чего нет", "missing"), "H8", "G8", 3),
    (_text("consents", "Согласия", _CONSENTS_FORMULA, _consents), "C10", "B10", 4),
)
_FIELDS = (
    Field(_about(Text, "email", "E-mail", "email"), "X1", locked=True),
    Field(_about(Text, "why", "Почему", "why"), "X2", locked=True),
    Field(_about(Text, "name", "", "name"), "B3", span=5, locked=True, drawn="title"),
    Field(_text("due", "", 'IF(card_row=0,"",IF(INDEX(tblClients[Пора звонить],card_row)="","",IF(INDEX(tblClients['
          'Пора звонить],card_row)="пора","Пора звонить: ","Скоро звонить: ")&card_why))', _due), "G3", span=7,
          locked=True, drawn="plain"),
    *(
        Field(column, at, label, span=span, locked=True, drawn="plain")
        for column, at, label, span in _SHOWN
    ),
    Field(
        Text(
            "script",
            "Что сказать",
            formula=(
                'IF(card_due="","",'
                f"IFERROR(INDEX(tblScripts[Слова],MATCH({_CUE},tblScripts[Повод или возражение],0)),"
                f'IFERROR(INDEX(tblReasons[Что сказать],MATCH({_CUE},tblReasons[Повод],0)),"")))'
            ),
            compute=_script,
            wrap=True,
        ),
        "C9",
        "B9",
        span=4,
        locked=True,
        drawn="plain",
    ),
    Field(Choice("objection", "Возражает", source="lstScripts", help="Что говорит клиент: ответ справа"), "H9", "G9",
          span=2),
    Field(
        Text(
            "answer",
            "",
            formula=(
                'IF(card_objection="","",'
                'IFERROR(INDEX(tblScripts[Слова],MATCH(card_objection,tblScripts[Повод или возражение],0)),""))'
            ),
            compute=_answer,
            wrap=True,
        ),
        "J9",
        span=4,
        locked=True,
        drawn="plain",
    ),
)  # fmt: skip


_LINES = f"B{TOP}:M{TOP + LINES - 1}"
_NUMBER, _SECTION = f"MOD($Z{TOP},{STEP})", f"INT($Z{TOP}/{STEP})"
_POLICY = next(number for number, section in enumerate(SECTIONS, 1) if section.key == "policies")
_LEFT = f'AND({_SECTION}={_POLICY},$K{TOP}="действует",$F{TOP}-cfg_today<={{}})'
CARD = Form(
    prefix="card_",
    fields=(*SEARCH, *_FIELDS),
    grids=(*FOUND, *NUMBERS, *FLOW),
    captions=(
        Caption("A1", '=HYPERLINK("#\'Старт\'!A1","← Старт")', "link"),
        Caption("B1", "Карточка клиента", "title"),
        Caption("F1", "Кнопки День, Клиент, Полис и Документы действуют на показанного клиента", "hint", span=8),
        Caption("P2", "Найдено, новые сверху", "block", span=3),
    ),
    widths={
        "A": 8,
        **dict.fromkeys("CDEIKLM", 10.6),
        **dict.fromkeys("FHJ", 12),
        "B": 12.3,
        "G": 12.3,
        "N": 1,
        "O": 1,
        "P": 4,
        "Q": 25,
        "R": 18,
        **dict.fromkeys("WXYZ", 0),
    },
    heights={3: 24, 7: 30, 8: 44, 9: 44, 11: 6},
    highlights=(
        ("H2:M2", Highlight("amber", '$H$2<>""')),
        ("G3:M3", Highlight("red", 'LEFT($G$3,4)="Пора"')),
        ("G3:M3", Highlight("amber", 'LEFT($G$3,5)="Скоро"')),
        ("L5:M5", Highlight("red", "N($L$5)>0")),
        ("C4:D4", Highlight("bold", '$C$4<>""')),
        (_LINES, Highlight("section", f"AND($Z{TOP}>0,{_NUMBER}=0)")),
        (_LINES, Highlight("row", f"$Z{TOP}>0")),
        (f"F{TOP}:F{TOP + LINES - 1}", Highlight("red", _LEFT.format(7))),
        (f"F{TOP}:F{TOP + LINES - 1}", Highlight("amber", _LEFT.format(30))),
        (f"F{TOP}:F{TOP + LINES - 1}", Highlight("red", f"AND({_SECTION}=1,{_NUMBER}>0,N($F{TOP})<cfg_today)")),
        (
            f"B{TOP}:L{TOP + LINES - 1}",
            Highlight("grey", f'AND({_SECTION}={_POLICY},{_NUMBER}>0,$K{TOP}<>"действует")'),
        ),
    ),
    print_portrait=True,
    pages_high=1,
    print_area=f"A1:M{TOP + LINES - 1}",
)

SHEET = Sheet(title="Карточка", code_name="shCard", colour=WORK, shown="simple", form=CARD, freeze="A4")
