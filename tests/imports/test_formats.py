"""Every format gives the same cells, with what stands beside the values; what is no table is called by its name."""

import random
from datetime import date
from pathlib import Path

import foreign_files as made
import openpyxl
import pytest
from foreign_files import PEOPLE
from openpyxl.comments import Comment

from osago_xl.books.crypto import encrypt
from osago_xl.errors import BookError
from osago_xl.imports.files import read_file
from osago_xl.imports.model import Area

WRITERS = {
    "xlsx": made.xlsx, "xlsb": made.xlsb, "ods": made.ods, "fods": made.fods, "html": made.html,
    "html cp1251": lambda rows: made.html(rows, "windows-1251"), "xml 2003": made.xml2003,
    "xls without container": made.xls_without_container,
}  # fmt: skip


@pytest.fixture
def read(tmp_path):
    def of(content, name="файл.xls", **more):
        path = tmp_path / name
        path.write_bytes(content)
        return read_file(path, **more)

    return of


@pytest.mark.parametrize("format", WRITERS)
@pytest.mark.parametrize("name", ["база.xls", "база.txt"])
def test_every_format_under_any_name(read, format, name):
    [sheet] = read(WRITERS[format](PEOPLE), name).sheets
    assert [[str(cell)[:10] for cell in row] for row in sheet.rows] == [
        ["ФИО", "Телефон", "Дата рожде"],
        ["Ольхова Ве", "8916000450", "1984-03-07"],
    ]


@pytest.mark.parametrize("format", ["xlsx", "ods", "fods", "xml 2003"])
def test_dates_stay_dates(read, format):
    assert str(read(WRITERS[format](PEOPLE)).sheets[0].rows[1][2]).startswith("1984-03-07")
    assert isinstance(read(WRITERS[format](PEOPLE)).sheets[0].rows[1][2], date)


def test_cells_with_nothing_but_a_style_do_not_count(read):
    def styled(sheet):
        for place in ("A1048576", "XFD300"):
            sheet[place].fill = openpyxl.styles.PatternFill("solid", "FFFF00")

    [sheet] = read(made.xlsx(PEOPLE, styled)).sheets
    assert (len(sheet.rows), len(sheet.rows[0])) == (2, 3)


def test_a_million_repeated_empty_cells_do_not_count_and_filled_ones_are_refused(read):
    empty = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'  # noqa: E501
    assert len(read(made.fods(PEOPLE, after=empty)).sheets[0].rows) == 2
    with pytest.raises(BookError, match="лишние строки"):
        read(made.fods(PEOPLE, after=empty.replace("/></table:table-row>", "><text:p>x</text:p></table:table-cell></table:table-row>")))  # noqa: E501  # fmt: skip


def test_a_far_cell_of_xlsb_is_refused_before_it_is_read(read):
    content = made.xlsb([["a"]])
    far = made.xlsb([["a"]] * 2000 + [["a"] * 5000])
    assert read(content).sheets[0].rows == [["a"]]
    with pytest.raises(BookError, match="лишние строки"):
        read(far)


def test_what_stands_beside_the_values_of_xlsx(read):
    def beside(sheet):
        sheet["A2"].comment = Comment("звонит муж", "я")
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["C"].hidden = True
        sheet.merge_cells("A3:B4")

    [sheet] = read(made.xlsx([*PEOPLE, ["Дуб", "", ""]], beside)).sheets
    assert sheet.notes == {(2, 1): "звонит муж"}
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({2}, {3})
    assert sheet.merged == (Area(3, 1, 4, 2),)


def test_repeats_spans_notes_and_spaces_of_ods(read):
    row = (
        '<table:table-column/><table:table-column table:visibility="collapse"/>'
        '<table:table-row table:visibility="collapse"><table:table-cell table:number-rows-spanned="2">'
        "<office:annotation><text:p>вдова</text:p></office:annotation><text:p>Ольхова<text:s text:c='2'/>Вера</text:p>"
        '</table:table-cell><table:table-cell table:number-columns-repeated="2"><text:p>1</text:p></table:table-cell>'
        '</table:table-row><table:table-row table:number-rows-repeated="2"><table:table-cell><text:p>б</text:p>'
        "</table:table-cell></table:table-row>"
    )
    [sheet] = read(made.fods([], before=row)).sheets
    assert sheet.rows == [["Ольхова  Вера", "1", "1"], ["б"], ["б"]]
    assert (sheet.notes, sheet.merged) == ({(1, 1): "вдова"}, (Area(1, 1, 2, 1),))
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({1}, {2})


def test_spans_of_html_and_tables_in_tables(read):
    page = (
        b"<table><tr><td><table><caption>A</caption><tr><td rowspan=2>1<td colspan=2>2<tr><td>3<td>4<br>5</table>"
        b"</table><p>x</p>"
    )
    [sheet] = read(page).sheets
    assert (sheet.name, sheet.rows) == ("A", [["1", "2"], ["", "3", "4\n5"]])
    assert sheet.merged == (Area(1, 1, 2, 1), Area(1, 2, 1, 3))


def test_skipped_cells_merges_and_errors_of_xml_2003(read):
    xml = made.xml2003([]).replace(
        b"</Table>",
        b'<Row ss:Index="2" ss:Hidden="1"><Cell ss:Index="2" ss:MergeAcross="1"><Data ss:Type="Number">5</Data></Cell>'
        b'<Cell><Data ss:Type="Error">#REF!</Data></Cell></Row></Table>',
    )
    [sheet] = read(xml).sheets
    assert sheet.rows == [[], ["", 5.0, "", ""]]
    assert (sheet.errors, sheet.merged, sheet.hidden_rows) == ({(2, 4): "#REF!"}, (Area(2, 2, 2, 3),), {2})


def test_the_address_book_of_a_telephone(read):
    cards = (
        "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=94=D1=83=D0=B1;=D0=9B=D0=\r\n"
        "=B5=D0=B2;;;\r\nTEL;CELL:+79160004501\r\nTEL;HOME:84950004501\r\nEND:VCARD\r\n"
        "BEGIN:VCARD\nVERSION:3.0\nFN:Вера Ольхова\nitem1.EMAIL;TYPE=INTERNET:v@example.org\nBDAY:19840307\n"
        "NOTE:звонить\\, когда\n  стемнеет\nX-CAR:Лада\nEND:VCARD\n"
    )
    [sheet] = read(cards.encode()).sheets
    assert sheet.rows == [
        ["ФИО", "Телефон", "E-mail", "Дата рождения", "Примечание", "X-CAR"],
        ["Дуб Лев", "+79160004501; 84950004501", "", "", "", ""],
        ["Вера Ольхова", "", "v@example.org", "1984-03-07", "звонить, когда стемнеет", "Лада"],
    ]


def test_a_file_with_a_password_asks_for_it(read):
    closed = encrypt(made.xlsx(PEOPLE), "секрет")
    assert read(closed, password={"файл.xls": "секрет"}.get).sheets[0].rows[0][0] == "ФИО"
    with pytest.raises(BookError, match="закрыт паролем"):
        read(closed)
    with pytest.raises(BookError, match="не подошёл"):
        read(closed, password=lambda name: "другой")


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"%PDF-1.4 ...", "документ PDF"),
        (b"{\\rtf1 a}", "документ RTF"),
        (b"Rar!\x1a\x07\x00", "архив RAR"),
        (b"\x89PNG\r\n\x1a\n", "картинка"),
        (made.packed({"word/document.xml": "<a/>"}), "документ Word"),
        (made.packed({"Index/Document.iwa": "a"}), "таблица Apple Numbers"),
        (made.packed({"readme.txt": "a"}), "архив ZIP"),
        (b"<?xml version='1.0'?><orders/>", "файл XML, но не таблица"),
        (b"<html><p>401</p></html>", "таблиц в ней нет"),
    ],
)
def test_what_is_no_table_is_called_by_its_name(read, content, named):
    with pytest.raises(BookError, match=f"«файл.xls».*{named}"):
        read(content)


def test_our_own_workbook_is_sent_to_merge():
    with pytest.raises(BookError, match="это книга ОСАГО: нажмите «Объединить»"):
        read_file(Path(__file__).parents[2] / "workbook/OSAGO.xlsm")


SENTENCE = "Страхователь Ольхова Вера Павловна, телефон 8 916 000-45-01, полис до 15 апреля"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "cp1251", "cp866", "koi8-r", "mac_cyrillic"])
@pytest.mark.parametrize("change", [str, str.upper, str.lower], ids=["mixed", "capitals", "small"])
def test_encodings_in_capitals_and_small_letters(read, encoding, change):
    text = change(f"ФИО;Прим.\r\n{SENTENCE};{SENTENCE}\r\n")
    assert read(text.encode(encoding)).sheets[0].rows[1][0] == change(SENTENCE)


def test_one_broken_byte_does_not_change_the_encoding(read):
    content = f"ФИО;Телефон;Комментарий\n{SENTENCE};1;2\n".encode()
    [sheet] = read(content[:-4] + b"\xff" + content[-4:]).sheets
    assert sheet.rows[1] == [SENTENCE, "\ufffd1", "2"]


def test_numbers_written_as_text_for_excel(read):
    [sheet] = read('ФИО;Тел\nДуб;="0123"\nЕль;\'+7916\n'.encode(), "a.csv").sheets
    assert [row[1] for row in sheet.rows] == ["Тел", "0123", "+7916"]


def test_a_line_of_a_hundred_thousand_cells_is_refused(read):
    with pytest.raises(BookError, match="столбцов"):
        read(b"a;" * 100_000, "a.csv")


def test_damaged_files_end_in_a_sentence(read):
    chance = random.Random(7)
    for writer in WRITERS.values():
        whole = writer(PEOPLE)
        for _ in range(20):
            content = bytearray(whole)
            for _ in range(5):
                content[chance.randrange(len(content))] = chance.randrange(256)
            try:
                read(bytes(content[: chance.randrange(8, len(content))]))
            except BookError as error:
                assert str(error).endswith(".")
