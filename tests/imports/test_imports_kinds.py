"""Sheets and columns are recognised by the words of their header."""

import pytest

from osago_xl.imports.kinds import Layout, ShortList, normal, recognise, words
from osago_xl.imports.model import RawSheet
from osago_xl.schema.workbook import WORKBOOK


def layout(*rows, mapping=None):
    return recognise(RawSheet("Лист1", [list(row) for row in rows]), mapping or {})


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


def test_a_second_column_of_the_same_meaning_is_not_lost():
    found = layout(["ФИО", "Телефон", "Моб."])
    assert found.fields == {0: "name", 1: "phone"}
    assert found.unknown == (2,)


def test_the_agents_own_mapping_goes_first():
    found = layout(["Кто", "Куда звонить", "Телефон"], mapping={"Кто": "name", "куда  звонить": "phone", "Телефон": ""})
    assert found.fields == {0: "name", 1: "phone"}


def test_a_list_of_services_is_told_by_its_title():
    assert layout(["Список услуг"], ["ОСАГО"]) == ShortList("tblServices", "service", 2)


def test_a_list_of_channels_is_told_by_the_name_of_the_sheet():
    assert recognise(RawSheet("Каналы", [["Авито"]]), {}) == ShortList("tblChannels", "channel", 1)


@pytest.mark.parametrize("rows", [[], [["x"]], [["Дата", "Сумма"], [1, 2]], [["Имя клиента"]]])
def test_what_fits_nothing_is_not_guessed(rows):
    assert layout(*rows) is None


@pytest.mark.parametrize("kind", words().kinds, ids=lambda kind: kind.name)
def test_every_field_leads_somewhere(kind):
    columns = WORKBOOK.tables[kind.table].by_key
    assert {our for our in kind.synonyms.values() if our not in columns and our not in kind.titles} == set()
    assert set(kind.must) <= set(kind.synonyms.values())


def test_a_layout_knows_its_headers():
    found = layout(["ФИО", "Телефон", "Собака"])
    assert isinstance(found, Layout)
    assert found.headers == {0: "ФИО", 1: "Телефон", 2: "Собака"}
