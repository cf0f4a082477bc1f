"""Sheet Оформление: one form for a new policy, a renewal, a change and a quote."""

from __future__ import annotations

from osago_xl.schema.sheets.common import WORK
from osago_xl.schema.sheets.contract_cells import GRIDS, INPUTS
from osago_xl.schema.sheets.contract_state import STATE
from osago_xl.schema.tables import Caption, Form, Highlight, Sheet

CONTRACT = Form(
    prefix="form_",
    fields=(*INPUTS, *STATE),
    grids=GRIDS,
    captions=(
        Caption("A1", "← Старт", "link"),
        Caption("C1", "Оформление", "title"),
        Caption("G1", "Сверху вниз; цветные ячейки ещё нужны. ОСАГО → Рассчитать, затем Записать", "hint", span=8),
        Caption("B4", "1. Страхователь", "block", span=4),
        Caption("B18", "2. Собственник", "block", span=4),
        Caption("G4", "3. Транспортное средство", "block", span=4),
        Caption("G16", "5. Договор", "block", span=4),
        Caption("G25", "7. Оплата", "block", span=4),
        Caption("L2", "Найдено (впишите № в «Выбор»)", "block", span=3),
        Caption("L25", "Рассрочка: срок и сумма", "block", span=3),
        Caption("B31", "4. Водители", "block", span=13),
        Caption("B45", "6. Премия", "block", span=13),
        Caption("B57", "Все компании, дешёвые сверху", "block", span=13),
    ),
    widths={
        "A": 7,
        "B": 18,
        "C": 18,
        "D": 18,
        "E": 16,
        "F": 2,
        "G": 17,
        "H": 19,
        "I": 19,
        "J": 14,
        "K": 11,
        "L": 12,
        "M": 10,
        "N": 10,
        "P": 3,
    },
    highlights=(
        ("G2:J2", Highlight("amber", 'LEFT($G$2,2)="Не"')),
        ("G2:J2", Highlight("green", 'LEFT($G$2,3)="всё"')),
        ("E46", Highlight("amber", '$E$46<>""')),
        ("E6", Highlight("idle", '$C$6="юрлицо"')),
        ("C11", Highlight("idle", '$C$6="физлицо"')),
        ("B20:B30", Highlight("grey", '$C$19<>"нет"')),
        ("D21:D29", Highlight("grey", '$C$19<>"нет"')),
        ("C20:E20", Highlight("idle", '$C$19<>"нет"')),
        ("C21:C30", Highlight("idle", '$C$19<>"нет"')),
        ("E21:E29", Highlight("idle", '$C$19<>"нет"')),
        ("B35:N44", Highlight("idle", '$C$32="да"')),
        ("E32", Highlight("idle", '$C$32<>"да"')),
        ("H10", Highlight("idle", '$H$6<>"C"')),
        ("J10", Highlight("idle", '$H$6<>"D"')),
        *(
            (at, Highlight("grey", f'RIGHT({at},8)="не нужно"'))
            for at in ("D6", "B11", "D19", "G10", "I10", "D32", "G32")
        ),
    ),
    print_area="A1:N66",
    inputs_only=True,
)

SHEET = Sheet(title="Оформление", code_name="shContract", colour=WORK, shown="simple", form=CONTRACT, freeze="A4")
