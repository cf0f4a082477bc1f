"""Sheet Оформление: one form for a new policy, a renewal, a change and a quote."""

from __future__ import annotations

from osago_xl.schema.sheets.common import WORK
from osago_xl.schema.sheets.contract_cells import INPUTS
from osago_xl.schema.sheets.contract_grids import GRIDS
from osago_xl.schema.sheets.contract_state import NEEDS, STATE
from osago_xl.schema.tables import Caption, Form, Highlight, Sheet

_OPTIONAL = {need.key: need.test for need in NEEDS if need.when}
"""Cells needed only in some contracts → the formula that is true while one is missing."""
_CELLS = {field.column.key: field.at for field in INPUTS} | {"drivers": "B18"}

CONTRACT = Form(
    prefix="form_",
    fields=(*INPUTS, *STATE),
    grids=GRIDS,
    captions=(
        Caption("A1", "← Старт", "link"),
        Caption("B1", "Оформление", "title"),
        Caption("L4", "Найдено, № → «Выбор»", "block", span=4),
        Caption("B4", "1. Страхователь: паспорт", "block", span=8),
        Caption("B9", "2. Автомобиль: СТС или ПТС", "block", span=8),
        Caption("B14", "3. Водители: права", "block", span=8),
        Caption("B28", "4. Договор", "block", span=8),
        Caption("B34", "5. Премия по множителям", "block", span=14),
        Caption("B46", "Все компании, дешёвые сверху", "block", span=14),
        Caption("B57", "6. Оплата", "block", span=9),
        Caption("L57", "Рассрочка: срок и сумма", "block", span=4),
        Caption("B62", "7. Только для бумаг: страхователь", "block", span=9),
        Caption("B67", "8. Только для бумаг: автомобиль", "block", span=9),
        Caption("B70", "9. Собственник, если это другой человек", "block", span=9),
    ),
    widths={
        "A": 8,
        "B": 18.5,
        "C": 19,
        "D": 16,
        "E": 21,
        "F": 1,
        "G": 17.5,
        "H": 19,
        "I": 18,
        "J": 17,
        "K": 1,
        "L": 10,
        "M": 8,
        "N": 8,
        "O": 8,
        "P": 3,
    },
    heights={16: 6},
    highlights=(
        ("G2:J2", Highlight("green", 'LEFT($G$2,3)="всё"')),
        ("J1:L1", Highlight("amber", '$J$1<>""')),
        *((at, Highlight("green", f'{at}="готово"')) for at in ("J4", "J9", "J14", "J28")),
        ("J5", Highlight("idle", '$H$5="юрлицо"')),
        ("J7", Highlight("idle", '$H$5="физлицо"')),
        ("B71:J76", Highlight("grey", '$C$8<>"нет"')),
        *((area, Highlight("idle", '$C$8<>"нет"')) for area in ("C71:E71", "C72:C76", "E72:E76", "H71:H76", "J71:J76")),
        ("B18:O27", Highlight("idle", '$C$15="да"')),
        ("E15", Highlight("idle", '$C$15<>"да"')),
        ("H12", Highlight("idle", '$C$11<>"C"')),
        ("J12", Highlight("idle", '$C$11<>"D"')),
        *((_CELLS[key], Highlight("wanted", missing)) for key, missing in _OPTIONAL.items()),
        *((at, Highlight("grey", f'RIGHT({at},8)="не нужно"')) for at in ("I5", "I7", "G12", "I12", "D15", "G15")),
    ),
    print_area="A1:O76",
    inputs_only=True,
)

SHEET = Sheet(title="Оформление", code_name="shContract", colour=WORK, shown="simple", form=CONTRACT, freeze="A4")
