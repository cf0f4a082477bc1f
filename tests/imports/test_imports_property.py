"""Whatever stands in the cells: no exception, every row accounted for, and a second import changes nothing."""

from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from osago_xl.books.memory import MemoryBook
from osago_xl.imports.model import RawSheet, SourceFile
from osago_xl.imports.run import place_all
from osago_xl.imports.target import Options
from osago_xl.schema.columns import as_text
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.work.unit import Work

TODAY = date(2026, 11, 22)
CLIENTS = ["Клиент", "Телефон", "E-mail", "Услуга", "Канал", "Комментарий", "Дата последнего заказа", "Статус", "?"]
POLICIES = ["Серия", "Номер", "Страхователь", "Телефон", "Авто", "VIN", "Госномер", "Территория", "Начало", "Премия",
            "КВ", "Дата оплаты"]  # fmt: skip
FORMS = ["Дата", "Операция", "Вид", "Серия", "С номера", "По номер", "Кол-во", "Кто"]
WORDS = st.sampled_from([
    "Петров Пётр", "ПЕТРОВ ПЕТР", "ООО «Ромашка»", "89161112233", "8 916 1112234, 89161112233 Маша", "a@b.ru", "нет",
    "=1+1", "ОСАГО", "осаго + каско", "31.02.2025", "01.06.2026", "XXX", "ХХХ", "0123456789", "123456789", "Казань",
    "12,5", "получен", "использован", "ААМ", "000001", "000005", "Итого", "\x0b", "Собака", "  ",
])  # fmt: skip
CELLS = st.one_of(
    st.just(""),
    WORDS,
    st.text(max_size=20),
    st.dates(),
    st.datetimes(),
    st.floats(),
    st.integers(),
    st.booleans(),
)


@st.composite
def sheets(draw):
    header = draw(st.sampled_from([CLIENTS, POLICIES, FORMS]))
    rows = draw(st.lists(st.lists(CELLS, max_size=len(header) + 1), max_size=6))
    return RawSheet("Лист", [["Заголовок"], header, *rows])


def bring(book, sheet):
    source = SourceFile(Path("файл.xlsx"), (sheet,))
    work = Work(book, TODAY)
    [report] = place_all(work, [source], Options(), lambda *_: None)
    changed = bool(work.changes())
    work.commit("Импорт")
    return report, changed


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sheets())
def test_any_cells(sheet):
    book = MemoryBook(WORKBOOK, TODAY)
    report, _ = bring(book, sheet)
    places = [fate.row for fate in report.fates]
    assert places == sorted(set(places)), "each row once"
    assert {n for n, row in enumerate(sheet.rows, 1) if n > 2 and any(map(as_text, row))} <= set(places)
    assert all(fate.why for fate in report.fates if fate.outcome != "added")
    again, changed = bring(book, sheet)
    assert not changed
    assert [fate.row for fate in again.fates] == places
