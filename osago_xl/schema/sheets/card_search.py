"""Карточка: the client found by a few digits of the phone, a part of the name, a plate or a key."""

from __future__ import annotations

from osago_xl.schema.columns import Digits, Number, Text
from osago_xl.schema.facts import Facts
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.common import Row
from osago_xl.schema.sheets.lookup import cell, hidden, place_of, row_numbers
from osago_xl.schema.tables import Field, Grid

HITS = 10
_BARE = 'SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(card_query," ",""),"-",""),"(",""),")","")'
_SEARCHED = CLIENTS.by_key["search"].header


def _query(row: Row, _facts: Facts) -> str:
    return " ".join(row["find"].lower().replace("ё", "е").split())


def _bare(row: Row) -> str:
    return "".join(ch for ch in row["query"] if ch not in " -()")


def hits(form: Row, facts: Facts) -> list[int]:
    """Places of the clients found, newest first."""
    if not form["query"] or form["query"].startswith("к-"):
        return []
    wanted = (form["query"], _bare(form))
    found = (r for r in facts.rows(CLIENTS.name) if any(word in r["search"] for word in wanted))
    return sorted(map(place_of, found), reverse=True)


def _row(form: Row, facts: Facts) -> int:
    typed = form["find"].upper()
    if typed.startswith("К-"):
        return next((place_of(row) for row in facts.rows(CLIENTS.name) if row["key"] == typed), 0)
    found = [*hits(form, facts), *[0] * HITS][:HITS]
    if found[1] and 1 <= (form["pick"] or 0) <= HITS:
        return found[int(form["pick"]) - 1]
    return 0 if found[1] else found[0]


def _message(form: Row, facts: Facts) -> str:
    if not form["find"]:
        return "Впишите в «Найти» 4 цифры телефона, часть имени или госномер"
    if form["row"]:
        return ""
    some = bool(hits(form, facts)) and not form["find"].upper().startswith("К-")
    return (
        "Нашлось несколько: впишите № строки справа в «Выбор»" if some else "Никого: «ОСАГО → Найти» ищет и по полису"
    )


_ROW = (
    'IF(card_find="",0,IF(LEFT(card_find,2)="К-",IFERROR(MATCH(card_find,tblClients[Ключ],0),0),'
    "IF(INDEX(card_hits_n,2)=0,INDEX(card_hits_n,1),"
    f"IF(AND(N(card_pick)>=1,N(card_pick)<={HITS}),INDEX(card_hits_n,card_pick),0))))"
)
_MESSAGE = (
    'IF(card_find="","Впишите в «Найти» 4 цифры телефона, часть имени или госномер",IF(card_row>0,"",'
    'IF(AND(INDEX(card_hits_n,1)>0,LEFT(card_find,2)<>"К-"),"Нашлось несколько: впишите № строки справа в «Выбор»",'
    '"Никого: «ОСАГО → Найти» ищет и по полису")))'
)
_MEANT = f"(ISNUMBER(FIND(card_query,tblClients[{_SEARCHED}]))+ISNUMBER(FIND({_BARE},tblClients[{_SEARCHED}]))>0)"
_NUMBERS = (
    hidden(
        "hits_count",
        "Y3",
        1,
        Number(
            "n",
            "№",
            formula=f'IF(OR(card_query="",LEFT(card_query,2)="к-"),0,IFERROR(SUMPRODUCT(--{_MEANT}),{HITS}))',
            compute=lambda row, facts: len(hits(row["form"], facts)),
        ),
    ),
    hidden(
        "hits_n",
        "W3",
        HITS,
        Number(
            "n",
            "№",
            formula=(
                f"IF({{k}}>card_hits_count,0,IFERROR(SUMPRODUCT(LARGE({_MEANT}*{row_numbers(CLIENTS)},{{k}})),0))"
            ),
            compute=lambda row, facts: ([*hits(row["form"], facts), *[0] * HITS])[row["k"] - 1],
        ),
    ),
)
_LINES = Grid(
    "hits",
    "P3",
    HITS,
    (
        Number(
            "n",
            "№",
            formula='IF(INDEX(card_hits_n,{k})=0,"",{k})',
            compute=lambda row, _facts: row["k"] if row["form"]["hits_n"][row["k"] - 1]["n"] else "",
        ),
        cell(Text, "who", "Клиент", CLIENTS, "name", "card_hits_n"),
        cell(Text, "phone", "Телефон", CLIENTS, "phone", "card_hits_n"),
    ),
    locked=True,
    header=False,
)


FOUND = (*_NUMBERS, _LINES)
SEARCH = (
    Field(Digits("find", "Найти", help="4 цифры телефона, часть имени, госномер или ключ К-…"), "C2", "B2", span=3),
    Field(Number("pick", "Выбор", help="№ строки из списка справа"), "G2", "F2"),
    Field(
        Text("query", "Ищем", formula='SUBSTITUTE(LOWER(TRIM(card_find)),"ё","е")', compute=_query), "W1", locked=True
    ),
    Field(Number("row", "Строка", formula=_ROW, compute=_row), "W2", locked=True),
    Field(Text("message", "", formula=_MESSAGE, compute=_message), "H2", span=6, locked=True),
)
