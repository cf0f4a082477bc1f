"""What Оформление says about itself: which cells are not needed for this owner and car, which are still missing."""

import pytest
from desk import CONTRACT, TODAY

from osago_xl.books.memory import MemoryBook
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.work.unit import Work


def form(**typed):
    book = MemoryBook(WORKBOOK, TODAY)
    work = Work(book, TODAY)
    work.fill("form_", **(CONTRACT | typed))
    work.commit("подготовка")
    return book.read_form("form_")


@pytest.mark.parametrize(
    ("typed", "spare", "needed"),
    [
        ({"category": "C"}, ["Мест: не нужно"], ["Масса, кг *"]),
        ({"category": "D"}, ["Масса, кг: не нужно"], ["Мест *"]),
        ({"owner_same": "да"}, ["Остальное: не нужно"], []),
        ({"owner_same": "нет"}, [], ["Заполните ниже"]),
        ({"unlimited": "да"}, ["Водители: не нужно"], ["КБМ собственника"]),
        ({"holder_kind": "юрлицо"}, ["Дата рождения: не нужно"], ["ИНН"]),
        ({"holder_kind": "физлицо"}, ["ИНН: не нужно"], ["Дата рождения *"]),
    ],
)
def test_a_label_says_when_its_cell_is_not_needed(typed, spare, needed):
    labels = [value for key, value in form(**typed).items() if key.endswith("_label")]
    assert {*spare, *needed} <= {*labels}


def test_a_contract_asks_for_the_paper_of_the_policyholder_and_a_price_does_not():
    untold = {"holder_birth_date": None, "holder_paper": "", "holder_paper_number": ""}
    assert form(**untold)["missing"] == "Не заполнено: 3 → Дата рождения"
    assert form(kind="расчёт", **untold)["missing"] == "всё заполнено"


def test_a_company_has_no_birthday_but_a_taxpayer_number():
    company = {"holder_kind": "юрлицо", "holder_birth_date": None, "holder_inn": ""}
    assert form(**company)["missing"] == "Не заполнено: 1 → ИНН"
