"""What Оформление says about itself: which cells are not needed for this owner and car, which are still missing."""

import pytest
from desk import CONTRACT, TODAY

from osago_xl.books.memory import MemoryBook
from osago_xl.schema.addresses import place
from osago_xl.schema.sheets.contract import CONTRACT as FORM
from osago_xl.schema.sheets.contract_state import COMPLETE, NEEDS, STEPS
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
        ({"category": "D"}, ["Масса: не нужно"], ["Мест *"]),
        ({"owner_same": "да"}, [""], []),
        ({"owner_same": "нет"}, [], ["впишите его в шаге 9"]),
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
    sold = form(**untold)
    assert (sold["go"], sold["holder_step"]) == ("Дальше: Дата рождения →", "ещё 3")
    # Of 23 cells four are never asked of a person's car of category B: owner's name, ИНН, mass, seats.
    assert sold["progress"] == "заполнено 16 из 19"
    quoted = form(kind="расчёт", **untold)
    # A price needs neither birthday nor paper (3), nor VIN, make and model (3), nor company and signing (2).
    assert (quoted["go"], quoted["progress"]) == (COMPLETE, "заполнено 11 из 11")
    assert {quoted[f"{step}_step"] for step in STEPS} == {"готово"}


def test_a_company_has_no_birthday_but_a_taxpayer_number():
    company = form(holder_kind="юрлицо", holder_birth_date=None, holder_inn="")
    assert (company["go"], company["holder_step"]) == ("Дальше: ИНН →", "ещё 1")


def test_the_way_leads_through_the_steps_in_their_order():
    empty = form(**dict.fromkeys(CONTRACT, None) | {"drivers": []})
    assert (empty["go"], empty["drivers_step"]) == ("Дальше: ФИО →", "ещё 1")
    assert form(make="", drivers=[])["go"] == "Дальше: Марка →"
    assert form(drivers=[])["go"] == "Дальше: Водитель →"
    assert form(drivers=[], unlimited="да")["go"] == COMPLETE


def test_every_cell_asked_for_stands_in_the_order_of_its_steps():
    """The next empty cell is always the next one below or beside: nobody is sent back and forth."""
    at = {key: place(field.at) for key, field in FORM.by_key.items()} | {"drivers": place(FORM.grid["drivers"].at)}
    asked = [at[need.key] for need in NEEDS if need.key != "owner_name"]
    assert asked == sorted(asked)
