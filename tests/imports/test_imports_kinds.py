"""Sheets and columns are recognised by the words of their header and the values below."""

from datetime import date

import pytest

from osago_xl.imports.kinds import Layout, ShortList, find_table, normal, words
from osago_xl.imports.model import RawSheet
from osago_xl.imports.recognising import Told, column_name, recognise
from osago_xl.imports.understanding.fields import fields
from osago_xl.schema.workbook import WORKBOOK

TODAY = date(2026, 3, 2)


def layout(*rows, told=None):
    return recognise(RawSheet("Лист1", [list(row) for row in rows]), TODAY, told)


def test_header_need_not_be_in_the_first_row():
    found = layout(["База клиентов"], [], ["№", "Имя клиента", "Телефон"], [1, "Петров", "8"])
    assert (found.kind.name, found.header, found.fields) == ("clients", 3, {1: "name", 2: "phone"})
    assert found.ignored == (0,)


@pytest.mark.parametrize("text", ["Мощность, л.с.", "мощность л с", " МОЩНОСТЬ,  Л.С. "])
def test_headers_are_compared_without_case_and_punctuation(text):
    assert normal(text) == "мощность л с"


def test_an_export_is_not_taken_for_a_client_list():
    found = layout(["Серия", "Номер", "Страхователь", "Телефон", "Начало", "Премия"])
    assert found.kind.name == "policies"


def test_a_second_column_of_the_same_meaning_takes_the_next_field():
    found = layout(["ФИО", "Телефон", "Моб.", "Тел. раб."])
    assert {found.fields[place] for place in (1, 2, 3) if place in found.fields} == {"phone", "phone_2"}
    assert len(found.unknown) == 1, "the third has no cell left and goes to the comment"


def test_the_agents_own_mapping_goes_first():
    told = Told({"Герой": "name", "моя  линия": "phone", "Телефон": ""})
    found = layout(["Герой", "Моя линия", "Телефон"], told=told)
    assert found.fields == {0: "name", 1: "phone"}
    assert found.ignored == (2,)
    assert {column.by for column in found.columns} == {"asked"}


def test_what_was_told_before_is_remembered_and_gives_way_to_what_is_told_now():
    told = Told({"Тел": "phone_2"}, {"Тел": "phone", "Кто": "name"})
    found = layout(["Кто", "Тел"], told=told)
    assert [(column.field, column.by) for column in found.columns] == [("name", "remembered"), ("phone_2", "asked")]


def test_a_list_of_services_is_told_by_its_title():
    assert layout(["Список услуг"], ["ОСАГО"]) == ShortList("tblServices", "service", 2)


def test_a_list_of_channels_is_told_by_the_name_of_the_sheet():
    assert recognise(RawSheet("Каналы", [["Авито"]]), TODAY) == ShortList("tblChannels", "channel", 1)


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [["x"]],
        [["Дата", "Сумма"], [1, 2]],
        [["Имя клиента"]],
        [["№", "Наименование", "Цена", "Описание"], [1, "Масло моторное", 2350, "синтетика"]],
    ],
    ids=["empty", "one cell", "sums", "a name alone", "price list"],
)
def test_what_fits_nothing_is_not_guessed(rows):
    assert layout(*rows) is None


@pytest.mark.parametrize("kind", [words().forms, words().act], ids=lambda kind: kind.name)
def test_every_listed_field_is_a_must_or_more(kind):
    assert set(kind.must) <= set(kind.synonyms.values())


@pytest.mark.parametrize("field", [f for f in fields().values() if f.into], ids=lambda field: field.name)
def test_every_field_leads_to_a_cell_of_the_workbook(field):
    for cell in (field.cell(False), field.cell(True)):
        table, _, column = cell.partition(".")
        assert column in WORKBOOK.tables[table].by_key


def test_a_layout_knows_its_headers():
    found = layout(["ФИО", "Телефон", "Собака"])
    assert isinstance(found, Layout)
    assert found.headers == {0: "ФИО", 1: "Телефон", 2: "Собака"}


def test_a_column_without_a_heading_has_a_name_of_its_own():
    found = layout(["ФИО", "Телефон"], ["Ветрова Анна", "89160001122", "после обеда"])
    assert found.headers[2] == "Столбец C"
    assert found.unknown == (2,)
    assert [column_name(place) for place in (0, 25, 26, 701, 702)] == [
        "Столбец A", "Столбец Z", "Столбец AA", "Столбец ZZ", "Столбец AAA",
    ]  # fmt: skip


def test_a_register_of_forms_is_told_by_listed_headings():
    sheet = RawSheet("БСО", [["Дата", "Операция", "Серия", "С номера"], ["01.02.2026", "получен", "ААМ", "1"]])
    assert recognise(sheet, TODAY).kind.name == "forms"
    assert find_table(sheet, words().act, {}) is None
