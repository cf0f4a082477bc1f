"""A workbook that somebody else has is left alone."""

import threading

import pytest
from book_files import TODAY, change

from osago_xl.books import locks, open_book
from osago_xl.books.locks import alone, refuse_open
from osago_xl.errors import BookError


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setattr(locks, "user_cache_path", lambda _: tmp_path / "cache")


@pytest.mark.parametrize(("owner", "program"), [("~${}", "Excel"), (".~lock.{}#", "LibreOffice")])
def test_a_workbook_open_elsewhere_is_refused_by_name(file, owner, program):
    refuse_open(file)
    left = file.with_name(owner.format(file.name))
    left.touch()
    with pytest.raises(BookError, match=f"«{file.name}» открыта в {program}"):
        open_book(file, today=TODAY)


def test_opened_in_excel_between_reading_and_writing(book, file):
    before = file.read_bytes()
    file.with_name(f"~${file.name}").touch()
    with pytest.raises(BookError, match="открыта в Excel"):
        book.apply(change("tblServices", deleted={0}))
    assert file.read_bytes() == before


def test_a_second_command_is_told_to_repeat(book, file):
    other = open_book(file, today=TODAY)
    other.apply(change("tblServices", updated={0: {"days": 7}}))
    with pytest.raises(BookError, match="изменили, пока работала команда"):
        book.apply(change("tblServices", deleted={0}))
    assert open_book(file, today=TODAY).read(book.schema.tables["tblServices"])[0]["days"] == 7


def test_one_command_at_a_time(file):
    refused = []

    def second():
        try:
            with alone(file, patience=0.1):
                refused.append(False)
        except BookError as error:
            refused.append("другая команда" in str(error))

    with alone(file):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
    second()
    assert refused == [True, False]


def test_nothing_is_left_beside_the_workbook(book, file):
    book.apply(change("tblServices", deleted={0}))
    assert set(file.parent.glob("*")) == {file, *file.parent.glob("cache")}
