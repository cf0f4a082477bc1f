"""Any arrangement of a file: no value is nowhere, nobody is joined against evidence, the second import is empty."""

import re
from datetime import date
from pathlib import Path

import foreign_files as made
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from osago_xl.books.memory import MemoryBook
from osago_xl.domain.identity.names import may_be_same
from osago_xl.imports.files import read_file
from osago_xl.imports.model import Area, RawSheet, SourceFile
from osago_xl.imports.run import place_all
from osago_xl.imports.target import Options
from osago_xl.schema.columns import as_text
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.values.text import fold
from osago_xl.work.unit import Work

TODAY = date(2026, 11, 22)
COLUMNS = {
    "name": (["ФИО", "Клиент", "Страхователь"], ["Осин Ян Ильич", "ОСИН ЯН ИЛЬИЧ", "Осин Я. И.", "Дуб Лев", "Ян"]),
    "phone": (["Телефон", "Тел."], ["", "8 916 000-45-01", "+7(916)0004502", "89160004503, 89160004504", "нет", "123"]),
    "email": (["E-mail", "Почта"], ["", "a@x.ru", "b@x.ru", "-", "b@"]),
    "birth": (["Дата рождения", "Д.р."], ["", "06.05.1980", "1.2.1960", "31.02.1999", "не указана"]),
    "plate": (["Госномер", "Гос. номер"], ["", "А123ВС77", "в456ек50", "б/н", "транзит"]),
    "comment": (["Комментарий", "Примечание"], ["", "звонить после 18:00", "вдова; сын Ян"]),
    "other": (["Цвет глаз", ""], ["", "серые", "12"]),
}
NOTHING = {"", "нет", "-", "не указана", "б/н"}


@st.composite
def tables(draw):
    """Rows of a client list under headings in any order, spelled anyhow."""
    columns = draw(st.permutations(list(COLUMNS)))
    head = [draw(st.sampled_from(COLUMNS[column][0])) for column in columns]
    cells = st.tuples(*(st.sampled_from(COLUMNS[column][1]) for column in columns))
    rows = draw(st.lists(cells.map(list), min_size=1, max_size=6))
    return columns, [head, *rows]


def bring(book, *sheets, sources=()):
    work = Work(book, TODAY)
    files = list(sources) or [SourceFile(Path(f"{n}.xlsx"), (sheet,)) for n, sheet in enumerate(sheets)]
    reports = place_all(work, files, Options(), lambda *_: None)
    changed = bool(work.changes())
    work.commit("Импорт")
    return reports, changed


def told(book, reports):
    """All texts of the book and of the remarks, as they are looked through."""
    rows = (row for table in WORKBOOK.tables.values() for row in book.read(table))
    values = (value for row in rows for value in row.values() if value not in (None, ""))
    texts = [value.strftime("%d.%m.%Y") if isinstance(value, date) else as_text(value) for value in values]
    return fold(" ".join([*texts, *(r.message for report in reports for r in report.remarks)]))


def is_there(value, text):
    """Whether a cell can be found again: a phone by its digits, a date in full, a name by its words."""
    if day := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", value):
        value = f"{int(day[1]):02d}.{int(day[2]):02d}.{day[3]}"
    numbers = [re.sub(r"\D", "", part)[-10:] for part in value.split(",")]
    if all(len(number) == 10 for number in numbers):
        return all(number in re.sub(r"\D", "", text) for number in numbers)
    return all(word in text for word in fold(value).split())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables())
def test_no_value_is_nowhere_and_the_second_import_is_empty(table):
    _, rows = table
    book, sheet = MemoryBook(WORKBOOK, TODAY), RawSheet("Лист", rows)
    reports, _ = bring(book, sheet)
    text = told(book, reports)
    refused = {fate.row for fate in reports[0].fates if fate.outcome == "refused"}
    for number, row in enumerate(rows[1:], 2):
        lost = [cell for cell in row if cell not in NOTHING and number not in refused and not is_there(cell, text)]
        assert not lost
    assert not bring(book, sheet)[1]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables(), st.randoms(use_true_random=False), st.booleans())
def test_order_of_rows_and_files_changes_nothing(table, chance, in_two_files):
    _, rows = table
    shuffled = rows[1:]
    chance.shuffle(shuffled)
    cut = len(shuffled) // 2 if in_two_files else 0
    parts = [part for part in (shuffled[:cut], shuffled[cut:]) if part]
    one, other = MemoryBook(WORKBOOK, TODAY), MemoryBook(WORKBOOK, TODAY)
    bring(one, RawSheet("Лист", rows))
    bring(other, *(RawSheet("Лист", [rows[0], *part]) for part in parts))
    assert people(one) == people(other)


def people(book):
    """Who is in the book, whatever the keys; a third number stands in the comment, and which one that is may differ."""
    rows = book.read(WORKBOOK.tables["tblClients"])
    return sorted((fold(row["name"]), sorted(numbers(row)), str(row["birth_date"])) for row in rows)


def numbers(row):
    """All telephone numbers of a client by their ten digits, wherever they stand."""
    texts = (row["phone"], row["phone_2"], row["comment"])
    digits = (re.sub(r"[ ()+-]", "", text or "") for text in texts)
    return {found[-10:] for text in digits for found in re.findall(r"\d{10,11}", text)}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables())
def test_nobody_is_joined_against_evidence(table):
    columns, rows = table
    [report], _ = bring(book := MemoryBook(WORKBOOK, TODAY), RawSheet("Лист", rows))
    clients = {row["key"]: row for row in book.read(WORKBOOK.tables["tblClients"])}
    for each in report.joined:
        row = dict(zip(columns, rows[each.row - 1], strict=True))
        client = clients[each.key]
        assert may_be_same(row["name"], client["name"])
        if client["birth_date"] and re.fullmatch(r"\d+\.\d+\.\d{4}", row["birth"]) and "31.02" not in row["birth"]:
            day, month, year = map(int, row["birth"].split("."))
            assert client["birth_date"] == date(year, month, day)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    tables(),
    st.lists(st.sampled_from([["Выгрузка от 01.03.2026"], []]), max_size=3),
    st.sampled_from([[], ["Март 2025"], ["Менеджер: Иванова"]]),
    st.sampled_from([[], ["Итого: 5"], ["Составил: Ива"]]),
    st.booleans(),
)
def test_lines_around_and_between_a_table_make_no_clients(table, above, group, below, spans):
    _, rows = table
    merged = (Area(1, 1, 1, 2),) if above and spans else ()
    sheet = RawSheet("Лист", [*above, rows[0], *([group] if group else []), *rows[1:], below], merged=merged)
    plain, dressed = MemoryBook(WORKBOOK, TODAY), MemoryBook(WORKBOOK, TODAY)
    bring(plain, RawSheet("Лист", rows))
    reports, _ = bring(dressed, sheet)
    assert people(dressed) == people(plain)
    text = told(dressed, reports)
    assert all(is_there(cell, text) for line in (*above, group) for cell in line)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(tables(), st.sampled_from([made.xlsx, made.xlsb, made.ods, made.fods, made.html, made.xml2003]))
def test_the_format_changes_nothing(tmp_path_factory, table, write):
    _, rows = table
    path = tmp_path_factory.mktemp("формат") / "база.xls"
    path.write_bytes(write([[str(cell) for cell in row] for row in rows]))
    plain, foreign = MemoryBook(WORKBOOK, TODAY), MemoryBook(WORKBOOK, TODAY)
    bring(plain, RawSheet("Лист", rows))
    bring(foreign, sources=[read_file(path)])
    assert people(foreign) == people(plain)
