"""A file saved by a program without formulas, as openpyxl and what stands on it do: it holds none of their values."""

from datetime import date
from decimal import Decimal

import openpyxl
from book_files import TODAY

from osago_xl.books import open_book
from osago_xl.books.base import Changes, TableChange
from osago_xl.schema.workbook import WORKBOOK

POLICIES, CLIENTS = WORKBOOK.tables["tblPolicies"], WORKBOOK.tables["tblClients"]


def test_formulas_are_computed_where_a_file_holds_none_of_their_values(file):
    """Premium 5 387,38 of which 1 000 are paid: 4 387,38 are owed, in the row and in the line above the table."""
    saved_without_values(file)
    book = open_book(file, today=TODAY)
    assert book.read(POLICIES)[0]["debt"] == Decimal("4387.38")
    book.apply(Changes({"tblClients": TableChange(CLIENTS, added=[{"key": "К-000001", "name": "Громова Ульяна"}])}, {}))
    assert shown(file, "Полисы") == 4387.38
    assert open_book(file, today=TODAY).read(POLICIES)[0]["debt"] == Decimal("4387.38")


def saved_without_values(file):
    values = {"key": "П-000001", "state": "оформлен", "product": "ОСАГО", "premium": Decimal("5387.38"),
              "paid": Decimal(1000), "starts": date(2026, 12, 5), "ends": date(2027, 12, 4)}  # fmt: skip
    open_book(file, today=TODAY).apply(Changes({"tblPolicies": TableChange(POLICIES, added=[values])}, {}))
    book = openpyxl.load_workbook(file, keep_vba=True)
    book.save(file)
    book.vba_archive.close()


def shown(file, title):
    """The figure beside «Долг, ₽» above the table."""
    [top] = openpyxl.load_workbook(file, data_only=True)[title].iter_rows(max_row=1, values_only=True)
    return top[top.index("Долг, ₽") + 1]
