"""FileBook gives what a MemoryBook gives, and touches nothing in the file that is not its own."""

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from book_files import TABLES, TODAY, change, edit, parts, places, sheet_part
from openxml_audit import OpenXmlValidator

from osago_xl.books import open_book
from osago_xl.books.base import Changes, Row, TableChange
from osago_xl.books.memory import MemoryBook
from osago_xl.errors import BookError
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.values.misfit import ErrorText, Misfit

CLIENT = {"key": "К-000001", "name": "Иванов Иван", "status": "активный", "service": "ОСАГО", "added": date(2026, 1, 5)}
POLICY = {"key": "П-000001", "client": "К-000001", "premium": Decimal("5000.50")}


def everything(book):
    return {name: [(row.at, row) for row in book.read(table)] for name, table in TABLES.items()}


@pytest.fixture
def memory(book):
    """A book in memory with what the new workbook holds (reference tables are filled when it is built)."""
    same = MemoryBook(WORKBOOK, TODAY)
    filled = {name: TableChange(table, replaced=book.read(table)) for name, table in TABLES.items()}
    same.apply(Changes({name: each for name, each in filled.items() if each.replaced}))
    return same


def test_a_new_book_holds_the_default_rows_and_the_reference_tables(book):
    plain = MemoryBook(WORKBOOK, TODAY)
    for name in ("tblServices", "tblStatuses", "tblSettings", "tblClients"):
        assert book.read(TABLES[name]) == plain.read(TABLES[name])
    assert len(book.read(TABLES["tblRegions"])) > 80
    assert book.read(TABLES["tblServices"])[0]["service"] == "ОСАГО"


def test_written_rows_are_read_back_computed_and_stored_computed(book, file):
    book.apply(change("tblClients", added=[CLIENT]))
    for reader in (book, open_book(file, today=TODAY)):
        [row] = reader.read(TABLES["tblClients"])
        assert (row["name"], row["due"], row["why"]) == ("Иванов Иван", "пора", "давно не общались")
        assert row["call_from"] == date(2026, 7, 4)


def test_what_is_to_be_forgotten_leaves_the_file(book, file):
    friend = {"key": "К-000002", "name": "Орлова Анна", "comment": "сестра, Иванов & Ко"}
    book.apply(change("tblClients", added=[CLIENT, friend]))
    updated = {0: {"name": "Обезличен"}}
    book.apply(Changes({"tblClients": TableChange(TABLES["tblClients"], updated=updated)}, forget=True))
    rows = open_book(file, today=TODAY).read(TABLES["tblClients"])
    assert [row["name"] for row in rows] == ["Обезличен", "Орлова Анна"]
    assert rows[1]["comment"] == "сестра, Иванов & Ко"
    assert not [name for name, data in parts(file).items() if "Иванов Иван".encode() in data]
    assert findings(file) == []


@pytest.mark.parametrize("seed", range(8))
def test_any_changes_give_what_the_memory_book_gives(book, file, memory, seed):
    draw = random.Random(seed)
    for step in range(6):
        changes = random_changes(draw, memory, step)
        book.apply(changes)
        memory.apply(changes)
        assert everything(book) == everything(memory)
    assert everything(open_book(file, today=TODAY)) == everything(memory)
    assert findings(file) == []


def random_changes(draw, book, step):
    """Rows added, changed, deleted and replaced in tables alone on their sheet and side by side."""
    tables = draw.sample(["tblServices", "tblStatuses", "tblResults", "tblClients", "tblPolicies", "tblHolidays"], 3)
    return Changes({name: random_change(draw, TABLES[name], len(book.read(TABLES[name])), step) for name in tables})


def random_change(draw, table, height, step):
    rows = [random_row(draw, table, f"{step}-{n}") for n in range(draw.choice((0, 1, 3, 50)))]
    if draw.random() < 0.25:
        return TableChange(table, replaced=rows)
    deleted = {at for at in range(height) if draw.random() < draw.choice((0, 0.2, 1))}
    kept = [at for at in range(height) if at not in deleted]
    updated = {at: dict(random_row(draw, table, f"u{step}-{at}")) for at in kept if draw.random() < 0.3}
    return TableChange(table, added=rows, updated=updated, deleted=deleted)


def random_row(draw, table, name):
    """A few typical cells; the key leads from policies to clients."""
    values = {column.key: column.from_cell(None) for column in table.columns if not column.formula}
    own = table.key
    values[own] = f"{table.prefix}{name}" if isinstance(values[own], str) else draw.randrange(1, 28)
    known = {
        "name": f"=Имя {name} & <Ко>",
        "status": draw.choice(("активный", "не активный", "VIP")),
        "service": draw.choice(("ОСАГО", "КАСКО")),
        "days": draw.choice((None, 1, 30)),
        "last_contact": TODAY - timedelta(days=draw.randrange(400)),
        "client": f"К-{draw.randrange(6)}-{draw.randrange(3)}",
        "premium": Decimal(draw.randrange(10**6)) / 100,
        "comment": "007",
    }
    return Row(values | {k: v for k, v in known.items() if k in values and k != own})


def findings(file):
    result = OpenXmlValidator().validate(file)
    return [str(each) for each in result.errors]


def test_only_the_parts_of_the_change_are_written(book, file):
    before = parts(file)
    book.apply(change("tblContacts", added=[{"key": "С-000001", "client": "К-000001", "comment": "позвонил"}]))
    after = parts(file)
    changed = {name for name in after if after[name] != before.get(name)}
    own = {sheet_part(file, "tblContacts"), places(file).tables["tblContacts"].part, "xl/sharedStrings.xml"}
    forms = {places(file).sheets[sheet.title] for sheet in WORKBOOK.sheets if sheet.form}
    assert own - {places(file).tables["tblContacts"].part} <= changed <= own | forms
    assert after.keys() == before.keys()


def test_rows_that_nobody_touched_stay_byte_for_byte(book, file):
    part = sheet_part(file, "tblServices")
    before = parts(file)[part].split(b"<row ")
    book.apply(change("tblServices", updated={2: {"days": 45}}))
    after = parts(file)[part].split(b"<row ")
    assert [n for n, (old, new) in enumerate(zip(before, after, strict=True)) if old != new] == [5]


@pytest.mark.parametrize(
    "text", ["=1+1", "007", "+7 999", "a&b<c>", " края ", "две\nстроки", "_x000D_", "12.05.2026", "ё" * 32767]
)
def test_text_stays_the_text_it_is(book, file, text):
    book.apply(change("tblClients", added=[CLIENT | {"comment": text, "name": text}]))
    [row] = open_book(file, today=TODAY).read(TABLES["tblClients"])
    assert (row["comment"], row["name"]) == (text.strip(), text.strip())
    assert b"<f>1+1" not in parts(file)[sheet_part(file, "tblClients")]


def test_what_xml_cannot_hold_is_left_out(book):
    book.apply(change("tblClients", added=[CLIENT | {"name": "а\x00б\x0b\ud800в\r\nг"}]))
    assert book.read(TABLES["tblClients"])[0]["name"] == "абв\nг"


def test_a_text_too_long_for_a_cell_is_refused_and_nothing_is_written(book, file):
    before = file.read_bytes()
    with pytest.raises(BookError, match="32767"):
        book.apply(change("tblClients", added=[CLIENT, CLIENT | {"name": "я" * 32768}]))
    assert file.read_bytes() == before
    book.apply(change("tblClients", added=[CLIENT]))
    assert len(book.read(TABLES["tblClients"])) == 1


def test_dates_before_excels_calendar_survive(book):
    book.apply(change("tblClients", added=[CLIENT | {"birth_date": date(1899, 5, 7)}]))
    assert book.read(TABLES["tblClients"])[0]["birth_date"] == date(1899, 5, 7)


def test_the_next_day_formulas_are_computed_anew(book, file):
    book.apply(change("tblClients", added=[CLIENT | {"next_call": TODAY + timedelta(days=7)}]))
    assert book.read(TABLES["tblClients"])[0]["due"] == "скоро"
    later = open_book(file, today=TODAY + timedelta(days=7))
    assert later.read(TABLES["tblClients"])[0]["due"] == "пора"
    later.apply(change("tblServices", updated={0: {"days": 30}}))
    assert b"<v>46355</v>" in parts(file)[sheet_part(file, "tblSettings")]  # cfg_today is 29.11.2026 now
    assert open_book(file, today=TODAY + timedelta(days=7)).read(TABLES["tblClients"])[0]["due"] == "пора"


def test_a_changed_parent_and_a_changed_setting_reach_the_stored_results(book, file):
    book.apply(change("tblClients", added=[CLIENT | {"last_contact": TODAY}]))
    book.apply(change("tblPolicies", added=[POLICY]))
    book.apply(change("tblClients", updated={0: {"name": "Петрова Анна"}}))
    assert (
        b"<v>\xd0\x9f\xd0\xb5\xd1\x82\xd1\x80\xd0\xbe\xd0\xb2\xd0\xb0" in parts(file)[sheet_part(file, "tblPolicies")]
    )
    settings = book.read(TABLES["tblSettings"])
    [silence] = [row.at for row in settings if row["name"] == "cfg_silence_days"]
    book.apply(change("tblSettings", updated={silence: {"value": 10}}))
    assert open_book(file, today=TODAY).read(TABLES["tblClients"])[0]["call_from"] == TODAY + timedelta(days=10)


def test_counters_above_the_table_follow(book, file):
    book.apply(change("tblClients", added=[CLIENT, CLIENT | {"key": "К-000002", "name": "Другой"}]))
    line = parts(file)[sheet_part(file, "tblClients")].split(b"</row>")[0].decode()
    assert '"пора")</f><v>2</v>' in line.replace("&quot;", '"')


def test_an_empty_table_keeps_one_row_for_excel(book, file):
    book.apply(change("tblServices", deleted=set(range(8))))
    assert book.read(TABLES["tblServices"]) == []
    assert places(file).tables["tblServices"].height == 1
    book.apply(change("tblServices", added=[{"service": "Зелёная карта"}]))
    assert [row["service"] for row in book.read(TABLES["tblServices"])] == ["Зелёная карта"]
    assert places(file).tables["tblServices"].height == 1


def test_an_error_cell_is_a_misfit_and_the_row_stays(file):
    part = sheet_part(file, "tblServices")
    xml = parts(file)[part].decode()
    cell = xml[xml.index('<c r="D4"') :].split("</c>")[0] + "</c>"
    edit(file, part, (cell, '<c r="D4" t="e"><v>#N/A</v></c>'))
    row = open_book(file, today=TODAY).read(TABLES["tblServices"])[1]
    assert row["months"] == Misfit(ErrorText("#N/A"))


def test_a_misfit_is_left_alone_by_changes_of_other_cells(book, file):
    part = sheet_part(file, "tblServices")
    xml = parts(file)[part].decode()
    cell = xml[xml.index('<c r="D4"') :].split("</c>")[0] + "</c>"
    edit(file, part, (cell, '<c r="D4" t="str"><v>раз в год</v></c>'))
    book = open_book(file, today=TODAY)
    book.apply(change("tblServices", updated={1: {"offered": "нет"}}, deleted={0}))
    row = book.read(TABLES["tblServices"])[0]
    assert (row["offered"], row["months"]) == ("нет", Misfit("раз в год"))


def test_an_unknown_place_is_refused(book, file):
    before = file.read_bytes()
    with pytest.raises(BookError, match="tblServices"):
        book.apply(change("tblServices", updated={99: {"days": 1}}))
    assert file.read_bytes() == before


def test_forms_are_filled_and_read(book, file):
    values = {"drivers": [{"name": "Иванов", "birth_date": date(1990, 2, 3)}]}
    book.apply(Changes(forms={"form_": values}))
    form = open_book(file, today=TODAY).read_form("form_")
    assert form["drivers"][0]["name"] == "Иванов"
    assert form["drivers"][0]["birth_date"] == date(1990, 2, 3)
    assert form["drivers"][1]["name"] == ""
    assert findings(file) == []
