"""What agents do to their workbook in Excel survives every command."""

import re

import pytest
from book_files import TABLES, TODAY, change, edit, parts, places, sheet_part
from openxml_audit import OpenXmlValidator

from osago_xl.books import open_book
from osago_xl.errors import BookError

SERVICES = "tblServices"
"""Eight rows in A3:E10 of a sheet of their own."""


def cells(file, table=SERVICES):
    """Address → XML of the cell."""
    xml = parts(file)[sheet_part(file, table)].decode()
    return {m[1]: m[0] for m in re.finditer(r'<c r="([A-Z]+\d+)"[^>]*?(?:/>|>.*?</c>)', xml, re.DOTALL)}


@pytest.fixture
def own(file):
    """The file with an own column (formula by address), a note beside and below, a rule and a link on row 6."""
    part, table = sheet_part(file, SERVICES), places(file).tables[SERVICES].part
    xml = parts(file)[part].decode()
    rows = [f'<c r="F{row}"><f>D{row}*2</f><v>24</v></c>' for row in range(3, 11)]
    for number, cell in zip(range(3, 11), rows, strict=True):
        start = xml.index(f'<row r="{number}"')
        end = xml.index("</row>", start)
        beside = '<c r="H6" t="str"><v>заметка</v></c>' if number == 6 else ""
        xml = xml[:end] + cell + beside + xml[end:]
    header = xml.index("</row>", xml.index('<row r="2"'))
    xml = xml[:header] + '<c r="F2" t="str"><v>Моё</v></c>' + xml[header:]
    xml = xml.replace('<row r="6"', '<row r="6" ht="40" customHeight="1"', 1)
    rule = '<cfRule type="expression" priority="9"><formula>$D6&gt;5</formula></cfRule>'
    link = '<hyperlink ref="A6" location="A1"/>'
    xml = xml.replace(
        "<dataValidations", f'<conditionalFormatting sqref="A6:E6">{rule}</conditionalFormatting><dataValidations', 1
    )
    xml = xml.replace("</hyperlinks>", f"{link}</hyperlinks>", 1)
    edit(file, part, (parts(file)[part].decode(), xml))
    column = '<tableColumn id="6" name="Моё"><calculatedColumnFormula>D3*2</calculatedColumnFormula></tableColumn>'
    edit(
        file,
        table,
        ("</tableColumns>", f"{column}</tableColumns>"),
        ('count="5"', 'count="6"'),
        ('ref="A2:E10"', 'ref="A2:F10"'),
        ('ref="A2:E10"', 'ref="A2:F10"'),
    )
    return file


def test_an_own_column_is_passed_over_in_reading_and_continues_in_new_rows(own):
    book = open_book(own, today=TODAY)
    book.apply(change(SERVICES, added=[{"service": "Зелёная карта"}]))
    assert book.read(TABLES[SERVICES])[-1]["service"] == "Зелёная карта"
    assert '<f ca="1">D11*2</f>' in cells(own)["F11"]
    assert places(own).tables[SERVICES].area.bottom == 11


def test_deleting_moves_rows_with_height_notes_rules_links_and_formulas(own):
    open_book(own, today=TODAY).apply(change(SERVICES, deleted={0, 5}))
    found, xml = cells(own), parts(own)[sheet_part(own, SERVICES)].decode()
    assert "заметка" in found["H5"] and "H6" not in found
    assert "<f>D5*2</f>" in found["F5"]
    assert re.search(r'<row r="5"[^>]*ht="40"', xml)
    assert '<conditionalFormatting sqref="A5:E5"><cfRule type="expression" priority="9"><formula>$D5&gt;5<' in xml
    assert '<hyperlink ref="A5" location="A1"/>' in xml
    assert 'sqref="B3:B8"' in xml and 'sqref="A3:E8"' in xml and '<dimension ref="A1:E8"/>' in xml
    assert places(own).tables[SERVICES].area.bottom == 8


def test_deleting_the_row_takes_its_rule_and_link_with_it(own):
    open_book(own, today=TODAY).apply(change(SERVICES, deleted={3}))
    xml = parts(own)[sheet_part(own, SERVICES)].decode()
    assert 'priority="9"' not in xml
    assert '<hyperlink ref="A6"' not in xml and '<hyperlink ref="A1"' in xml
    assert OpenXmlValidator().validate(own).errors == []


def test_shared_formulas_are_written_out_before_rows_move(own):
    part = sheet_part(own, SERVICES)
    edit(
        own,
        part,
        ("<f>D4*2</f>", '<f t="shared" ref="F4:F6" si="0">D4*2</f>'),
        ("<f>D5*2</f>", '<f t="shared" si="0"/>'),
        ("<f>D6*2</f>", '<f t="shared" si="0"/>'),
    )
    open_book(own, today=TODAY).apply(change(SERVICES, deleted={1}))
    assert ["<f>D4*2</f>" in cells(own)["F4"], "<f>D5*2</f>" in cells(own)["F5"]] == [True, True]
    assert b"shared" not in parts(own)[part]


def test_overwriting_one_of_the_cells_that_share_a_formula_leaves_the_others_theirs(file):
    part = sheet_part(file, SERVICES)
    old = [cells(file)[at] for at in ("D4", "D6")]
    edit(
        file,
        part,
        (old[0], '<c r="D4"><f t="shared" ref="D4:D6" si="0">B4+1</f><v>1</v></c>'),
        (old[1], '<c r="D6"><f t="shared" si="0"/><v>1</v></c>'),
    )
    open_book(file, today=TODAY).apply(change(SERVICES, updated={1: {"months": 6}}))
    assert "<v>6</v>" in cells(file)["D4"] and "<f" not in cells(file)["D4"]
    assert "<f>B6+1</f>" in cells(file)["D6"]


def test_an_own_column_survives_a_rebuilt_table(own):
    before = cells(own)
    book = open_book(own, today=TODAY)
    book.apply(change(SERVICES, replaced=[{"service": f"Новая {n}"} for n in range(9)]))
    assert [row["service"] for row in book.read(TABLES[SERVICES])][::8] == ["Новая 0", "Новая 8"]
    assert {at: cells(own)[at] for at in before if at[0] in "FH"} == {at: before[at] for at in before if at[0] in "FH"}


def test_notes_below_the_table_are_not_overwritten(file):
    part = sheet_part(file, SERVICES)
    edit(file, part, ("</sheetData>", '<row r="12"><c r="B12" t="str"><v>итого</v></c></row></sheetData>'))
    before = file.read_bytes()
    book = open_book(file, today=TODAY)
    with pytest.raises(BookError, match="строке 12"):
        book.apply(change(SERVICES, added=[{"service": "а"}, {"service": "б"}]))
    assert file.read_bytes() == before
    book.apply(change(SERVICES, added=[{"service": "а"}]))
    assert "итого" in cells(file)["B12"]


def test_renamed_and_moved_sheets_are_found(file):
    edit(file, "xl/workbook.xml", ('name="Услуги"', 'name="Что продаём"'))
    book = open_book(file, today=TODAY)
    book.apply(change(SERVICES, updated={0: {"days": 5}}))
    assert book.read(TABLES[SERVICES])[0]["days"] == 5


def test_a_table_moved_to_another_sheet_is_found_there(file):
    relations = {name: data for name, data in parts(file).items() if name.startswith("xl/worksheets/_rels/")}
    where = places(file).sheets
    one, two = (where[title].replace("worksheets/", "worksheets/_rels/") + ".rels" for title in ("Услуги", "Каналы"))
    services, channels = (parts(file)[where[title]].decode() for title in ("Услуги", "Каналы"))
    edit(file, where["Услуги"], (services, channels))
    edit(file, where["Каналы"], (channels, services))
    edit(file, one, (relations[one].decode(), relations[two].decode()))
    edit(file, two, (relations[two].decode(), relations[one].decode()))
    assert places(file).tables[SERVICES].sheet == "Каналы"
    book = open_book(file, today=TODAY)
    book.apply(change(SERVICES, added=[{"service": "Зелёная карта"}]))
    assert open_book(file, today=TODAY).read(TABLES[SERVICES])[-1]["service"] == "Зелёная карта"


def test_a_renamed_column_is_named(file):
    edit(file, places(file).tables[SERVICES].part, ('name="Периодичность мес."', 'name="Период"'))
    with pytest.raises(BookError, match="нет столбца «Периодичность мес"):
        open_book(file, today=TODAY).read(TABLES[SERVICES])


def test_a_row_of_totals_is_no_data_and_stops_growth(file):
    edit(file, places(file).tables[SERVICES].part, ("<table ", '<table totalsRowCount="1" '))
    book = open_book(file, today=TODAY)
    assert len(book.read(TABLES[SERVICES])) == 7
    with pytest.raises(BookError, match="строка итогов"):
        book.apply(change(SERVICES, added=[{"service": "а"}]))


def test_new_rows_are_visible_whatever_the_filter_hides(file):
    part = sheet_part(file, SERVICES)
    edit(file, part, ('<row r="10"', '<row r="10" hidden="1"'))
    open_book(file, today=TODAY).apply(change(SERVICES, added=[{"service": "а"}]))
    xml = parts(file)[part].decode()
    assert re.search(r'<row r="10"[^>]*hidden="1"', xml)
    assert not re.search(r'<row r="11"[^>]*hidden', xml)


def test_an_overwritten_formula_stays_overwritten(book, file):
    book.apply(change("tblClients", added=[{"key": "К-000001", "name": "Иванов", "status": "активный"}]))
    old = cells(file, "tblClients")["F3"]
    typed = re.sub(r">.*", ' t="str"><v>никогда</v></c>', old.replace(' t="str"', ""))
    edit(file, sheet_part(file, "tblClients"), (old, typed))
    open_book(file, today=TODAY).apply(change("tblClients", updated={0: {"next_call": TODAY}}))
    assert cells(file, "tblClients")["F3"] == typed


def test_tables_beside_each_other_do_not_disturb_their_neighbours(book, file):
    before = {at: cell for at, cell in cells(file, "tblStatuses").items() if not re.match("[AB]\\d", at)}
    book.apply(change("tblStatuses", deleted={1, 2}))
    book.apply(change("tblStatuses", added=[{"status": f"статус {n}"} for n in range(60)]))
    after = cells(file, "tblStatuses")
    assert {at: after[at] for at in before} == before
    assert len(book.read(TABLES["tblStatuses"])) == 63
    assert OpenXmlValidator().validate(file).errors == []


def test_the_chain_of_calculation_is_dropped_when_rows_move(file):
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    chain = (
        b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="A3" i="1"/></calcChain>'
    )
    edit(
        file,
        "[Content_Types].xml",
        ("</Types>", f'<Override PartName="/xl/calcChain.xml" ContentType="{kind}"/></Types>'),
        **{"xl__calcChain.xml": chain},
    )
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    edit(
        file,
        "xl/_rels/workbook.xml.rels",
        ("</Relationships>", f'<Relationship Id="rIdC" Type="{relation}" Target="calcChain.xml"/></Relationships>'),
    )
    book = open_book(file, today=TODAY)
    book.apply(change(SERVICES, updated={0: {"days": 5}}))
    assert "xl/calcChain.xml" in parts(file)
    book.apply(change(SERVICES, deleted={0}))
    assert "xl/calcChain.xml" not in parts(file)
    assert b"calcChain" not in parts(file)["[Content_Types].xml"] + parts(file)["xl/_rels/workbook.xml.rels"]


def test_parts_we_do_not_know_stay_byte_for_byte(file):
    stranger = bytes(range(256)) * 100
    edit(
        file,
        "[Content_Types].xml",
        ("</Types>", '<Default Extension="dat" ContentType="application/x"/></Types>'),
        **{"xl__own__stranger.dat": stranger},
    )
    open_book(file, today=TODAY).apply(change(SERVICES, deleted={0}))
    assert parts(file)["xl/own/stranger.dat"] == stranger
