"""Layouts of ready-made forms: the table, the editor over a sheet in memory, the PDF at the millimetre."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pdfplumber
import pytest
from reportlab.lib.units import mm

from osago_xl.actions.perform import perform
from osago_xl.books.base import Box
from osago_xl.books.memory import MemoryBook
from osago_xl.cli.console import ConsoleUi
from osago_xl.documents.layout import PAGE_HEIGHT, PAGE_WIDTH, default_layout
from osago_xl.errors import BookError, DocumentError, InputError
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.technical import PRINTERS

POLICY = "1"
NAME = "Страхователь"


class Canvas:
    """A sheet that remembers what was drawn."""

    def __init__(self):
        self.drawn: list[Box] = []

    def draw(self, picture, width, height, boxes):
        assert picture.stat().st_size > 1000
        assert width / height == pytest.approx(PAGE_WIDTH / PAGE_HEIGHT)
        self.drawn = list(boxes)

    def boxes(self):
        return self.drawn

    def erase(self):
        self.drawn = []

    def drag(self, field, across, down):
        """Move a box by millimetres."""
        self.drawn = [
            replace(box, left=box.left + across / PAGE_WIDTH, top=box.top + down / PAGE_HEIGHT)
            if box.name.endswith(f"|{field}")
            else box
            for box in self.drawn
        ]


class OpenBook(MemoryBook):
    """A book in memory that can be drawn on."""

    canvas = Canvas()


@pytest.fixture
def on_paper(sold):
    """The sold contract on a form of paper."""
    sold.setup(lambda work: work.set(POLICIES, work.get(POLICIES, "П-000001"), series="ААМ"))
    return sold


@pytest.fixture
def open_book(sold):
    """The book of the sold contract as if it were open in Excel."""
    sold.book.__class__ = OpenBook
    sold.book.canvas = Canvas()
    return sold


def place(desk, field=NAME):
    row = next(row for row in desk.rows("tblLayouts") if row["field"] == field)
    return row["x"], row["y"], row["width"], row["height"]


def click(desk, action, *answers):
    """Without a scan: the editor draws an empty page."""

    class NoScan(ConsoleUi):
        def pick_files(self, title, patterns):
            return []

    return perform(action, desk.book, NoScan(True, answers=answers), desk.today)


def test_the_shipped_layout_enters_the_table_on_first_use(open_book):
    assert open_book.rows("tblLayouts") == []
    click(open_book, "layout_open", POLICY)
    assert [row["field"] for row in open_book.rows("tblLayouts")] == [f.field for f in default_layout("Полис")]


def test_a_field_dragged_on_the_sheet_stays_where_it_was_put(open_book):
    click(open_book, "layout_open", POLICY)
    x, y, width, height = place(open_book)
    open_book.book.canvas.drag(NAME, 3.2, -1.5)
    report = click(open_book, "layout_save")
    assert report.text == "Макет сохранён, сдвинуто полей: 1."
    assert place(open_book) == (x + Decimal("3.2"), y - Decimal("1.5"), width, height)
    assert open_book.book.canvas.drawn == []


def test_the_previous_layout_comes_back_and_the_newer_one_again(open_book):
    click(open_book, "layout_open", POLICY)
    before = place(open_book)
    open_book.book.canvas.drag(NAME, 5, 5)
    click(open_book, "layout_save")
    after = place(open_book)
    click(open_book, "layout_previous")
    assert place(open_book) == before != after
    click(open_book, "layout_previous")
    assert place(open_book) == after


def test_the_shipped_layout_comes_back(open_book):
    click(open_book, "layout_open", POLICY)
    before = place(open_book)
    open_book.book.canvas.drag(NAME, 5, 5)
    click(open_book, "layout_save")
    click(open_book, "layout_reset", POLICY)
    assert place(open_book) == before


def test_undo_takes_a_saved_layout_back(open_book):
    click(open_book, "layout_open", POLICY)
    before = place(open_book)
    open_book.book.canvas.drag(NAME, 5, 5)
    click(open_book, "layout_save")
    click(open_book, "undo_last")
    assert place(open_book) == before


def test_a_field_dragged_off_the_page_is_named_and_nothing_is_stored(open_book):
    click(open_book, "layout_open", POLICY)
    before = place(open_book)
    open_book.book.canvas.drag(NAME, 150, 0)
    with pytest.raises(InputError, match=f"поле «{NAME}»"):
        click(open_book, "layout_save")
    assert place(open_book) == before and open_book.book.canvas.drawn


def test_a_closed_book_cannot_be_drawn_on(sold):
    for action in ("layout_open", "layout_save"):
        with pytest.raises(BookError, match="откройте книгу в Excel"):
            sold.click(action)


def test_saving_without_the_sheet_says_what_to_do(open_book):
    with pytest.raises(DocumentError, match="«Открыть»"):
        click(open_book, "layout_save")
    with pytest.raises(DocumentError, match="ещё не меняли"):
        click(open_book, "layout_previous")


def words(path):
    """The first word of each spelling, from the top of the page."""
    with pdfplumber.open(path) as document:
        return {word["text"]: word for word in reversed(document.pages[0].extract_words())}


def test_the_overprint_follows_the_agents_layout_and_his_printer(on_paper, monkeypatch):
    def shift(work):
        work.set_setting("cfg_printer", "HP")
        work.add(PRINTERS, printer="HP", shift_x=Decimal(2), shift_y=Decimal(-1), scale=Decimal(1))

    monkeypatch.setattr("osago_xl.documents.printing.print_files", lambda files, printer, count: None)
    on_paper.click("overprint")
    first = words(on_paper.click("overprint").files[0])["Иванов"]
    on_paper.setup(shift)
    report = on_paper.click("overprint")
    second = words(report.files[0])["Иванов"]
    assert (second["x0"] - first["x0"]) / mm == pytest.approx(2, abs=0.05)
    assert (second["top"] - first["top"]) / mm == pytest.approx(-1, abs=0.05)
    assert "Отправлено на «HP»" in report.text and "Испорчен" in report.details[0]


def test_the_name_stands_within_a_third_of_a_millimetre(on_paper):
    path = on_paper.click("overprint").files[0]
    field = next(field for field in default_layout("Полис") if field.field == NAME)
    assert words(path)["Иванов"]["x0"] / mm == pytest.approx(field.x, abs=0.3)


def test_a_policy_without_a_premium_is_not_printed_on_a_blank(on_paper, tmp_path):
    on_paper.setup(lambda work: work.set(POLICIES, work.get(POLICIES, "П-000001"), premium=Decimal(0)))
    with pytest.raises(InputError, match="премия больше нуля"):
        on_paper.click("overprint")
    assert not list(tmp_path.rglob("*.pdf"))


def test_an_electronic_policy_is_not_printed_over_a_form(sold, tmp_path):
    with pytest.raises(DocumentError, match="электронный, бланка у него нет: ХХХ 0123456789"):
        sold.click("overprint")
    assert not list(tmp_path.rglob("*.pdf"))


def test_the_calibration_page_asks_for_the_printer(sold):
    sold.setup(lambda work: work.set_setting("cfg_printer", "HP"))
    report = sold.click("layout_calibrate")
    assert report.files[0].suffix == ".pdf" and sold.rows("tblPrinters")[0]["printer"] == "HP"
