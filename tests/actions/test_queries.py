"""A3: saved queries in Russian words over any table."""

from __future__ import annotations

from datetime import date

import base_of_six
import pytest
from desk import Desk

from osago_xl.books.base import Row
from osago_xl.desk import queries
from osago_xl.errors import InputError
from osago_xl.schema.sheets.lists import QUERIES


@pytest.fixture
def six(desk: Desk) -> Desk:
    desk.setup(base_of_six.fill)
    return desk


def answer(desk: Desk, table: str, where: str, columns: str = "", sort: str = "") -> queries.Answer:
    work = desk.work()
    return queries.run(work, Row({"query": "Проба", "table": table, "where": where, "columns": columns, "sort": sort}))


CASES = {
    "equal, whatever the letters": ("Клиенты", "Канал = авито", ["К-000003", "К-000004", "К-000006"]),
    "ё is е": ("Клиенты", "Клиент содержит елкина", ["К-000005"]),
    "different, empty cells included": (
        "Клиенты", "Рекомендовал <> К-000001", ["К-000001", "К-000004", "К-000005", "К-000006"]),
    "not empty": ("Клиенты", "Рекомендовал не пусто", ["К-000002", "К-000003", "К-000006"]),
    "empty": ("Клиенты", "Рекомендовал пусто", ["К-000001", "К-000004", "К-000005"]),
    "joined": ("Клиенты", "Канал = Авито и Агент = Я", ["К-000006"]),
    "an «и» inside a value": ("Клиенты", "Канал = ДКП и оформление и Агент = Я", ["К-000005"]),
    "numbers": ("Полисы", "Премия >= 12 000", ["П-000002", "П-000006"]),
    "a comma in a number": ("Полисы", "Премия < 7000,01", ["П-000005"]),
    "dates": ("Полисы", "Окончание > 01.03.2027", ["П-000004"]),
    "dates from today": ("Полисы", "Окончание >= сегодня и Окончание <= сегодня + 30", ["П-000001"]),
    "no conditions": ("Задачи", "", ["З-000001"]),
    "или": ("Клиенты", "Канал = ДКП и оформление или Агент = Ольга", ["К-000003", "К-000004", "К-000005"]),
    "и before или": ("Клиенты", "Канал = Авито и Агент = Я или Клиент содержит Ромашка", ["К-000004", "К-000006"]),
    "brackets first": ("Клиенты", "(Агент = Ольга или Клиент содержит Ким) и Рекомендовал не пусто",
                       ["К-000003", "К-000006"]),
    "не": ("Клиенты", "не Канал = Авито и не (Рекомендовал пусто)", ["К-000002"]),
    "values joined by или": ("Клиенты", "Канал = ДКП и оформление или Рекомендация",
                             ["К-000001", "К-000002", "К-000005"]),
    "a list": ("Полисы", "Премия в (7000; 8 500)", ["П-000004", "П-000005"]),
    "no list": ("Полисы", "Продукт не в (КАСКО, ДМС) и Премия не в (8000; 8500; 10000)", ["П-000005", "П-000006"]),
    "a range, both ends": ("Полисы", "Премия от 8000 до 10 000", ["П-000001", "П-000003", "П-000004"]),
    "a month to come": ("Полисы", "Окончание в январе", ["П-000006"]),
    "the month that goes on": ("Полисы", "Окончание в ноябре", ["П-000001"]),
    "a month of a year": ("Полисы", "Окончание в сентябре 2026", ["П-000003"]),
    "a year": ("Полисы", "Начало в 2025", ["П-000001", "П-000003", "П-000005"]),
    "days of this month": ("Полисы", "Окончание от начало месяца до конец месяца", ["П-000001"]),
    "clients by their policies": ("Клиенты", "есть Полисы (Продукт = КАСКО)", ["К-000001"]),
    "clients without": ("Клиенты", "есть Полисы (Продукт = ОСАГО) и нет Полисы (Продукт = КАСКО)",
                        ["К-000002", "К-000003", "К-000004"]),
    "a month and no КАСКО": ("Клиенты", "есть Полисы (Окончание в январе или Окончание в ноябре) и нет Полисы "
                             "(Продукт = КАСКО)", ["К-000004"]),
    "policies by their client": ("Полисы", "есть Клиенты (Агент = Ольга) и Премия > 8000", ["П-000006"]),
    "quotes hold a connective": ("Клиенты", "Канал = «ДКП и оформление»", ["К-000005"]),
}  # fmt: skip


@pytest.mark.parametrize(("table", "where", "keys"), CASES.values(), ids=CASES)
def test_a3_conditions(six: Desk, table: str, where: str, keys: list[str]) -> None:
    assert [row["key"] for row in answer(six, table, where).rows] == keys


def test_columns_and_order_are_those_of_the_query(six: Desk) -> None:
    found = answer(six, "Полисы", "Продукт = ОСАГО", "Страхователь; Премия", "Премия убыв.")
    assert [column.header for column in found.columns] == ["Страхователь", "Премия"]
    assert [int(cells[1]) for cells in found.cells] == [12000, 10000, 8500, 8000, 7000]
    assert found.totals == ["Всего: 5", 45500]


REFUSED = {
    "a missing column": ("Клиенты", "Канл = Авито", "Может быть, «Канал»"),
    "a missing table": ("Клиентура", "", "Нет таблицы «Клиентура»"),
    "no condition": ("Клиенты", "что-нибудь", "Условие «что-нибудь» не понятно"),
    "a text for a date": ("Полисы", "Окончание > позавчера", "не похожа на дату"),
    "the place of a missing column": ("Клиенты", "Агент = Я или Канл = Авито", "Место в запросе: «Агент = Я или ▸Канл"),
    "an open bracket": ("Клиенты", "(Агент = Я или Канал = Авито", "не закрыта скобка"),
    "a bracket too many": (
        "Клиенты",
        "Агент = Я) и Канал = Авито",
        r"лишнее после условия. Место в запросе: «Агент = Я▸\)",
    ),
    "no month": ("Полисы", "Окончание в скором", "Место в запросе: «Окончание в ▸скором»"),
    "half a range": ("Полисы", "Премия от 5000", "нужно «до»"),
    "tables without a link": ("Задачи", "есть Страховые компании (Компания = Пример)", "ключом не связаны"),
    "an unknown table": ("Клиенты", "есть Полисыы (Премия > 1)", "Место в запросе: «есть ▸Полисыы"),
    "a column of the other table": ("Клиенты", "есть Полисы (Канал = Авито)", "«есть Полисы \\(▸Канал = Авито\\)»"),
    "nothing to compare with": ("Полисы", "Премия >", "нет значения"),
}


@pytest.mark.parametrize(("table", "where", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_understood_is_named(six: Desk, table: str, where: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        answer(six, table, where)


def test_b11_a_saved_query_comes_out_on_the_report(six: Desk) -> None:
    six.setup(lambda work: work.add(QUERIES, query="Авито", table="Клиенты", where="Канал = Авито", columns="Клиент"))
    report = six.click("run_query", "9")
    assert report.text == "Авито: строк 3."
    assert [row["c1"] for row in six.rows("tblReport")] == [
        "Авито: Канал = Авито", "Клиент", "Сидоров Олег", "ООО «Ромашка»", "Ким Ен Су", "Всего: 3"]  # fmt: skip


@pytest.mark.parametrize("channel", ["Авито", "все"])
def test_a_question_within_an_alternative(six: Desk, channel: str) -> None:
    """«Все» каналы meet one of the alternatives: the whole bracket limits nothing."""
    where = "Агент = Ольга и (Канал = ? или Рекомендовал пусто)"
    work = six.work()
    row = Row({"query": "Проба", "table": "Клиенты", "where": where, "columns": "", "sort": ""})
    found = queries.run(work, row, lambda condition: channel)
    assert (
        found.title
        == {
            "Авито": "Проба: Агент = Ольга и (Канал = Авито или Рекомендовал пусто)",
            "все": "Проба: Агент = Ольга",
        }[channel]
    )


BY_PERIOD = "8"


def test_a_question_mark_is_asked_for_when_the_query_is_run(six: Desk) -> None:
    report = six.click("run_query", BY_PERIOD, "01.10.2025", "10.01.2026", "Ольга")
    assert six.rows("tblReport")[0]["c1"] == (
        "Полисы за период: Дата заключения >= 01.10.2025 и Дата заключения <= 10.01.2026 и Агент = Ольга"
    )
    assert [row["Дата заключения"] for row in report.data] == [date(2025, 10, 1), date(2026, 1, 10)]


def test_a_question_answered_by_all_limits_nothing(six: Desk) -> None:
    report = six.click("run_query", BY_PERIOD, "", "все", "")
    assert six.rows("tblReport")[0]["c1"] == "Полисы за период"
    assert len(report.data) == len(six.rows("tblPolicies"))


def test_every_query_of_a_new_workbook_is_understood(six: Desk) -> None:
    work = six.work()
    saved = [row for row in work.rows(QUERIES) if row["query"]]
    assert len(saved) > 4
    assert all(queries.run(work, row).columns for row in saved)


def test_a_query_without_columns_shows_those_the_sheet_shows(six: Desk) -> None:
    assert len(answer(six, "Полисы", "").columns) == 13
    with pytest.raises(InputError, match="столбцов 15"):
        answer(six, "Полисы", "", "; ".join(["Продукт"] * 15))
