"""Foreign files: format, encoding and separator found out; what cannot be read is refused in a sentence."""

import zipfile
from datetime import date

import openpyxl
import pytest

from osago_xl.errors import BookError
from osago_xl.imports.files import read_file
from osago_xl.imports.formats import delimited, refusals


@pytest.fixture
def xlsx(tmp_path):
    def make(rows, name="book.xlsx"):
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(tmp_path / name)
        return tmp_path / name

    return make


def cells(path):
    return read_file(path).sheets[0].rows


def test_a_workbook_is_told_by_its_content_not_by_its_name(xlsx):
    assert cells(xlsx([["ФИО"], [date(2026, 1, 2)]], "clients.csv")) == [["ФИО"], [date(2026, 1, 2)]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "cp866", "koi8-r"])
def test_encoding_is_found_out(tmp_path, encoding):
    path = tmp_path / "a.csv"
    path.write_bytes("Клиент;Телефон\r\nПетров Пётр Иванович;0123\r\n".encode(encoding))
    assert cells(path) == [["Клиент", "Телефон"], ["Петров Пётр Иванович", "0123"]]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_separator_is_found_out(tmp_path, separator):
    path = tmp_path / "a.csv"
    lines = [["ФИО", "Телефон", "Город"], ["Петров", "1", "Уфа"], ["Ким", "2", "Тверь"]]
    path.write_text("\n".join(separator.join(line) for line in lines), "utf-8")
    assert cells(path) == lines


def test_separator_named_by_excel_in_the_first_line(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("sep=,\nФИО,Долг\nПетров;Ким,5\n", "utf-8")
    assert cells(path) == [["ФИО", "Долг"], ["Петров;Ким", "5"]]


def test_a_stray_quote_does_not_swallow_the_lines_below(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('Клиент;Телефон\n"Ромашка» ООО;1\nПетров;2\nКим;3\n', "utf-8")
    assert [row[0] for row in cells(path)] == ["Клиент", '"Ромашка» ООО', "Петров", "Ким"]


def test_error_cells_and_formulas_never_calculated_are_found(xlsx):
    path = xlsx([["ФИО", "Долг"], ["Петров", "#N/A"], ["Ким", "=1+1"]])
    assert read_file(path).sheets[0].errors == {(2, 2): "#N/A", (3, 2): "формула без значения"}


def test_error_cells_of_the_examples(examples):
    errors = read_file(examples / "client_base.xlsx").sheets[2].errors
    assert len(errors) == 56
    assert {column for _, column in errors} == {11}


def test_xls_gives_the_same_cells_as_xlsx(examples):
    new, old = (read_file(examples / name).sheets for name in ("client_base.xlsx", "client_base_old.xls"))
    assert [sheet.name for sheet in old] == [sheet.name for sheet in new]
    for one, other in zip(new, old, strict=True):
        assert [[str(cell) for cell in row] for row in other.rows] == [
            [str(cell) if not hasattr(cell, "year") else f"{cell} 00:00:00"[:19] for cell in row] for row in one.rows
        ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "пуст"),
        (b"PK\x03\x04 not a zip at all", "повреждён"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "повреждён"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "паролем"),
        (b"abc\0\0def", "не таблица и не текст"),
    ],
)
def test_what_cannot_be_read_gets_a_sentence_with_the_name(tmp_path, content, sentence):
    path = tmp_path / "old.xls"
    path.write_bytes(content)
    with pytest.raises(BookError, match=f"«old.xls».*{sentence}"):
        read_file(path)


def test_a_missing_file_gets_a_sentence(tmp_path):
    with pytest.raises(BookError, match=r"«none\.csv».*такого файла нет"):
        read_file(tmp_path / "none.csv")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"0" * 2_000_000)
    monkeypatch.setattr(refusals, "MAX_UNPACKED", 1_000_000)
    with pytest.raises(BookError, match="распаковывается"):
        read_file(path)


def test_one_cell_far_away_does_not_fill_the_memory(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "ФИО", "x"
    book.save(tmp_path / "far.xlsx")
    with pytest.raises(BookError, match="лишние строки"):
        read_file(tmp_path / "far.xlsx")


def test_a_text_file_without_end_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(delimited, "MAX_ROWS", 2)
    (tmp_path / "a.csv").write_text("ФИО\n1\n2\n", "utf-8")
    with pytest.raises(BookError, match="Разделите"):
        read_file(tmp_path / "a.csv")
