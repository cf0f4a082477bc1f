"""Where the tables of a sheet are, what heads them, and which rows between are no data."""

import foreign_files
import pytest
from openpyxl.comments import Comment

from osago_xl.imports.model import Area, RawSheet
from osago_xl.imports.recognising import is_heading
from osago_xl.imports.shapes.tables import tables

OLHOVA, DUB = ["Ольхова Вера", "89160004501"], ["Дуб Лев", "89160004502"]
HEAD = ["ФИО", "Телефон"]


def cut(*rows, **more):
    return tables(RawSheet("Лист1", [list(row) for row in rows], **more), is_heading)


def test_a_table_under_lines_of_title_keeps_its_row_numbers():
    [table] = cut(["Список клиентов"], [], HEAD, OLHOVA)
    assert (table.head, table.rows) == (3, [[], [], HEAD, OLHOVA])
    assert table.above == {1: "Список клиентов"}


def test_a_table_below_with_other_columns_is_a_table_of_its_own():
    upper, lower = cut(HEAD, OLHOVA, [], ["Новые"], ["Телефон", "Клиент"], DUB[::-1])
    assert upper.rows == [HEAD, OLHOVA]
    assert lower.rows == [[], [], [], [], ["Телефон", "Клиент"], DUB[::-1]]
    assert (upper.above, lower.above) == ({}, {4: "Новые"})


def test_the_same_heading_again_is_a_further_page():
    [table] = cut(HEAD, OLHOVA, HEAD, DUB)
    assert table.aside == {3: "повтор шапки таблицы"}


@pytest.mark.parametrize("gap", [[], [""]], ids=["touching", "apart"])
def test_tables_beside_each_other(gap):
    left, right = cut([*HEAD, *gap, *HEAD], [*OLHOVA, *gap, *DUB], ["", "", *gap, "Ива Ян", ""])
    assert [row[:2] for row in left.rows] == [HEAD, OLHOVA, ["", ""]]
    assert [row[len(gap) + 2 :] for row in right.rows] == [HEAD, DUB, ["Ива Ян", ""]]
    assert not any(cell for row in right.rows for cell in row[: len(gap) + 2])


def test_an_empty_column_inside_a_table_does_not_cut_it():
    [table] = cut(["ФИО", "", "Телефон", "Город"], ["Ольхова Вера", "", "1", "Уфа"])
    assert len(table.rows[0]) == 4


TWO_ROWS = [
    ["№", "Собственник", "", "Полис", "", "Город"],
    ["", "Клиент", "Телефон", "Серия", "Номер", ""],
    [1.0, "Ольхова Вера", "89160004501", "ХХХ", "0123456789", "Уфа"],
]
SPANS = (Area(1, 2, 1, 3), Area(1, 4, 1, 5), Area(1, 1, 2, 1), Area(1, 6, 2, 6))


@pytest.mark.parametrize("merged", [SPANS, ()], ids=["merged", "not merged"])
def test_two_rows_of_headings_are_read_together(merged):
    def known(text):
        return is_heading(text) or text in ("Собственник", "Собственник Клиент", "Полис Номер")

    [table] = tables(RawSheet("Лист1", TWO_ROWS, merged=merged), known)
    assert table.rows[1] == ["№", "Собственник Клиент", "Собственник Телефон", "Полис Серия", "Полис Номер", "Город"]
    assert (table.head, table.rows[0], table.rows[2]) == (2, [], TWO_ROWS[2])


def test_values_merged_downwards_count_for_every_row():
    rows = [["ФИО", "Телефон", "Госномер"], ["Дуб Лев", "1", "А001АА77"], ["", "", "А002АА77"], ["Ива Ян", "2", ""]]
    [table] = cut(*rows, merged=(Area(2, 1, 3, 1), Area(2, 2, 3, 2)))
    assert table.rows[2] == ["Дуб Лев", "1", "А002АА77"]
    assert table.copied == {(3, 1), (3, 2)}


def test_group_rows_are_said_at_the_rows_below_them():
    [table] = cut(
        HEAD, ["Март 2025"], ["Менеджер: Иванова"], OLHOVA, ["Апрель 2025"], DUB, ["Май 2025"],
    )  # fmt: skip
    assert table.groups == {
        4: {"Раздел": "Март 2025", "Менеджер": "Иванова"},
        6: {"Раздел": "Апрель 2025", "Менеджер": "Иванова"},
    }
    assert table.aside[7] == "строка группы «Май 2025»: строк под ней нет"


def test_a_merged_line_across_the_table_is_a_group_whatever_it_says():
    [table] = cut(HEAD, ["Автопарк «Заря»", ""], OLHOVA, merged=(Area(2, 1, 2, 2),))
    assert table.groups == {3: {"Раздел": "Автопарк «Заря»"}}


def test_a_client_who_is_only_a_name_is_data():
    [table] = cut(HEAD, ["Ольхова Вера", ""], DUB, ["Март Игорь", ""])
    assert (table.aside, table.groups) == ({}, {})


@pytest.mark.parametrize(
    ("last", "reason"),
    [
        (["Итого клиентов: 2 чел.", ""], "строка итогов"),
        (["", 2.0], "строка итогов: одни числа"),
        (["Составил: Ива Я. Я.", ""], "подпись под таблицей: «Составил: Ива Я. Я.»"),
        (["Директор", "_______ /Ива/"], "подпись под таблицей: «Директор _______ /Ива/»"),
        (["* льготники", ""], "подпись под таблицей: «* льготники»"),
        (["Стр. 1 из 3", ""], "подпись под таблицей: «Стр. 1 из 3»"),
    ],
)
def test_what_stands_under_a_table_is_no_data(last, reason):
    [table] = cut(HEAD, OLHOVA, [], last)
    assert table.aside == {4: reason}


def test_numbers_of_columns_under_the_heading():
    [table] = cut(["ФИО", "Телефон", "Город"], ["1", "2", "3"], [*OLHOVA, "Уфа"])
    assert table.aside == {2: "строка с номерами столбцов"}


def test_a_sheet_without_known_headings_stays_as_it_is():
    [table] = cut(["a", "b"], OLHOVA)
    assert (table.head, table.rows) == (0, [["a", "b"], OLHOVA])


def test_notes_groups_and_hidden_rows_are_told_and_kept(office):
    path = office.folder / "a.xlsx"

    def beside(sheet):
        sheet["B3"].comment = Comment("звонит муж", "я")
        sheet["A1"].comment = Comment("полностью", "я")
        sheet.row_dimensions[3].hidden = True

    path.write_bytes(foreign_files.xlsx([HEAD, ["Филиал: Уфа"], OLHOVA, DUB], beside))
    report = office.bring_file(path)
    assert [row["comment"] for row in office.rows("tblClients")] == [
        "Филиал: Уфа; Заметка к «Телефон»: звонит муж", "Филиал: Уфа",
    ]  # fmt: skip
    told = [remark.message for remark in report.remarks]
    assert "Скрытые строки прочитаны, как остальные: 3." in told
    assert "Заметка у ячейки не переносится: «полностью»." in told
    office.bring_file(path)
    assert not office.changed


def test_a_sum_merged_over_two_policies_is_not_counted_twice(office):
    head = ["Серия", "Номер", "Страхователь", "Начало", "Премия"]
    rows = [["ХХХ", "0000000001", "Дуб Лев", "01.06.2026", 5000], ["ХХХ", "0000000002", "Дуб Лев", "01.06.2026", None]]
    path = office.folder / "a.xlsx"
    path.write_bytes(foreign_files.xlsx([head, *rows], lambda sheet: sheet.merge_cells("E2:E3")))
    report = office.bring_file(path)
    assert [row["premium"] for row in office.rows("tblPolicies")] == [5000, None]
    assert office.rows("tblPolicies")[1]["comment"] == "Премия: 5000"
    assert any("сумма объединена" in remark.message for remark in report.remarks)


def test_a_text_longer_than_a_cell_is_cut_and_named(office):
    report = office.bring(["ФИО", "Телефон", "Комментарий", "Разное"], ["Дуб Лев", "", "а" * 33_000, "б"])
    assert office.rows("tblClients")[0]["comment"] == "а" * 32_767
    said = " ".join(remark.message for remark in report.remarks)
    assert "Текст из 33000 знаков обрезан до 32767" in said
    assert "не поместилось знаков 11: «Разное: б …»" in said
    office.bring(["ФИО", "Телефон", "Комментарий", "Разное"], ["Дуб Лев", "", "а" * 33_000, "б"])
    assert not office.changed
