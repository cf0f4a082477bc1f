"""Files that are no workbook of ours: a sentence each, with the name of the file and what to do."""

import io
import zipfile

import openpyxl
import pytest
from book_files import TABLES, TODAY, change, edit, parts, places, sheet_part

from osago_xl.books import atomic, is_encrypted, open_book, package
from osago_xl.books.crypto import encrypt
from osago_xl.errors import BookError


def refusal(path, **options):
    with pytest.raises(BookError) as error:
        book = open_book(path, today=TODAY, **options)
        for table in TABLES.values():
            book.read(table)
    assert path.name in str(error.value)
    return str(error.value)


def test_a_missing_file(tmp_path):
    assert "нет" in refusal(tmp_path / "нет такой.xlsm")


@pytest.mark.parametrize("content", [b"", b"no zip at all", b"PK\x03\x04 but cut off", bytes(1000)])
def test_no_zip(tmp_path, content):
    path = tmp_path / "мусор.xlsm"
    path.write_bytes(content)
    assert "повреждён или это не книга Excel" in refusal(path)


def test_a_zip_that_is_no_workbook(tmp_path):
    path = tmp_path / "архив.xlsm"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert "xl/workbook.xml" in refusal(path)


def test_somebody_elses_workbook(tmp_path):
    path = tmp_path / "чужая.xlsx"
    openpyxl.Workbook().save(path)
    assert "не рабочая книга ОСАГО" in refusal(path)


def test_a_workbook_of_an_earlier_version(file):
    edit(file, places(file).tables["tblClients"].part, ('displayName="tblClients"', 'displayName="Таблица1"'))
    assert "нет таблицы tblClients. Если книга от прежней версии программы" in refusal(file)


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.9, 0.999])
def test_a_download_that_broke_off(file, cut):
    data = file.read_bytes()
    file.write_bytes(data[: int(len(data) * cut)])
    refusal(file)


def test_a_flipped_byte_in_any_sheet_is_found_or_harmless(file):
    data = file.read_bytes()
    info = zipfile.ZipFile(io.BytesIO(data)).getinfo(sheet_part(file, "tblClients"))
    at = info.header_offset + 200
    file.write_bytes(data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :])
    assert "повреж" in refusal(file)


def test_a_zip_bomb(file, monkeypatch):
    monkeypatch.setattr(package, "MAX_UNPACKED", 100_000)
    assert "ловушку" in refusal(file)


def test_two_parts_of_one_name(file):
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert "одинаковыми именами" in refusal(file)


def test_entities_are_neither_expanded_nor_fetched(file):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]><workbook '
    edit(file, "xl/workbook.xml", ("<workbook ", bomb), ('name="Услуги"', 'name="&b;"'))
    assert "root:" not in refusal(file)


def test_dates_counted_from_1904(file):
    edit(file, "xl/workbook.xml", ("<workbookPr ", '<workbookPr date1904="1" '))
    assert "1904" in refusal(file)


def test_a_password_is_needed_right_and_kept(book, file):
    file.write_bytes(encrypt(file.read_bytes(), "пароль"))
    assert is_encrypted(file)
    assert "закрыта паролем" in refusal(file)
    assert "не подошёл" in refusal(file, password="не тот")
    secret = open_book(file, today=TODAY, password="пароль")
    secret.apply(change("tblServices", updated={0: {"days": 7}}))
    assert file.read_bytes().startswith(bytes.fromhex("d0cf11e0"))
    again = open_book(file, today=TODAY, password="пароль")
    assert again.read(TABLES["tblServices"])[0]["days"] == 7
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    assert "повреждена" in refusal(file, password="пароль")


def test_a_plain_workbook_ignores_the_password_and_stays_plain(file):
    open_book(file, today=TODAY, password="x").apply(change("tblServices", deleted={0}))
    assert not is_encrypted(file)


def test_a_full_disk_leaves_the_book_as_it_was(book, file, monkeypatch):
    before = file.read_bytes()

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(atomic.os, "fsync", fail)
    with pytest.raises(BookError, match="на диске нет места"):
        book.apply(change("tblServices", deleted={0}))
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    monkeypatch.undo()
    book.apply(change("tblServices", deleted={0}))
    assert book.read(TABLES["tblServices"])[0]["service"] == "КАСКО"


def test_what_did_not_reach_the_disk_whole_does_not_replace_the_book(book, file, monkeypatch):
    before = file.read_bytes()
    write = atomic._write
    monkeypatch.setattr(atomic, "_write", lambda path, data: write(path, data[:-10]))
    with pytest.raises(BookError, match="не совпало"):
        book.apply(change("tblServices", deleted={0}))
    assert file.read_bytes() == before
    assert parts(file)
