"""What an insurer's site asks for beside the paper form: sex, «сдаётся в аренду», eleven purposes."""

import pytest
from desk import CONTRACT, TODAY, Desk, add_insurer

from osago_xl.books.memory import MemoryBook
from osago_xl.desk.papers.contexts_application import modern_application
from osago_xl.desk.papers.contexts_parts import contract_of
from osago_xl.desk.papers.e_policy import fields
from osago_xl.schema.sheets.common import PURPOSES
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.workbook import WORKBOOK


def sold(**cells):
    """A desk after «Записать»."""
    book = MemoryBook(WORKBOOK, TODAY)
    desk = Desk(lambda selection: book)
    desk.setup(add_insurer)
    desk.setup(lambda work: work.fill("form_", **(CONTRACT | cells)))
    desk.click("calculate")
    desk.click("form_save")
    return desk


def told(desk):
    """Field → text of the first policy."""
    work = desk.work()
    return {(field.block, field.name): field for field in fields(work, work.rows(POLICIES)[0])}


def test_what_is_typed_reaches_the_rows_the_site_and_the_application():
    desk = sold(holder_name="Ли Саша", holder_sex="женский", rented="да")
    assert (desk.rows("tblClients")[0]["sex"], desk.rows("tblPolicies")[0]["rented"]) == ("женский", "да")
    found = told(desk)
    assert found["Страхователь", "Пол"].value == "женский"
    assert found["Транспортное средство", "Сдаётся в аренду"].value == "да"
    work = desk.work()
    paper = modern_application(work, contract_of(work, work.rows(POLICIES)[0]))
    assert (paper.policyholder.sex, paper.owner.sex, paper.rented) == ("женский", "женский", "да")


def test_the_patronymic_tells_the_sex_that_nobody_typed_and_nothing_else_does():
    assert told(sold())["Страхователь", "Пол"].value == "мужской"
    silent = told(sold(holder_name="Ли Саша"))
    assert silent["Страхователь", "Пол"].missing and silent["Транспортное средство", "Сдаётся в аренду"].missing


@pytest.mark.parametrize(
    ("word", "box"),
    # the paper form has nine boxes: an ambulance is an emergency service, armoured cash vans have none
    [("скорая помощь", "экстренные и коммунальные службы"), ("инкассация", "прочее"), ("учебная езда", "учебная езда")],
)
def test_eleven_purposes_and_nine_boxes(word, box):
    assert len(PURPOSES) == 11
    desk = sold(purpose=word)
    assert told(desk)["Транспортное средство", "Цель использования"].value == word
    work = desk.work()
    assert modern_application(work, contract_of(work, work.rows(POLICIES)[0])).purpose == box
