"""A real LibreOffice opens what FileBook has written, and computes what stands there already."""

import shutil
from datetime import date, timedelta

import pytest
from book_files import TABLES, TODAY
from openpyxl.utils import get_column_letter
from recomputed import computed_by_office, same, values

from osago_xl.books import open_book
from osago_xl.books.base import Changes, Row, TableChange

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]


@pytest.fixture
def written(file):
    """Clients, policies and tasks added, changed, deleted and added again; the day fixed."""
    for changes in steps(open_book(file, today=TODAY)):
        open_book(file, today=TODAY).apply(changes)
    return file


def steps(book):
    def clients(numbers):
        return [
            Row({"key": f"К-{n:06d}", "name": f"=Клиент & {n}", "phone": "+7 (900) 000-00-00", "status": "активный",
                 "service": "ОСАГО", "last_contact": TODAY - timedelta(days=n * 40), "policy_ends": date(2026, 12, n)})
            for n in numbers
        ]  # fmt: skip

    policies = [Row({"key": f"П-{n}", "client": f"К-{n % 5:06d}", "starts": date(2026, 1, 1 + n)}) for n in range(9)]
    [day] = [row.at for row in book.read(TABLES["tblSettings"]) if row["name"] == "cfg_date"]
    yield Changes({"tblSettings": TableChange(TABLES["tblSettings"], updated={day: {"value": TODAY}})})
    yield Changes({"tblClients": TableChange(TABLES["tblClients"], added=clients(range(1, 8)))})
    yield Changes({"tblPolicies": TableChange(TABLES["tblPolicies"], added=policies)})
    yield Changes({"tblClients": TableChange(TABLES["tblClients"], deleted={0, 3}, added=clients((9,)))})
    yield Changes({"tblServices": TableChange(TABLES["tblServices"], updated={0: {"days": 20}}, deleted={4})})


def test_stored_results_are_those_of_the_office(written, tmp_path):
    ours = values(written)
    theirs = values(computed_by_office(written, tmp_path))
    compared = {at: (ours[at], theirs.get(at)) for at in formulas(written)}
    assert len(compared) > 100
    assert {at: pair for at, pair in compared.items() if not same(*pair)} == {}


def formulas(file):
    """(sheet, address) of our formulas in tables."""
    found = set()
    book = open_book(file, today=TODAY)
    for name in ("tblClients", "tblPolicies", "tblTasks"):
        place = book._content.places.tables[name]
        for column in TABLES[name].computed:
            letter = get_column_letter(place.position[column.header])
            found |= {(place.sheet, f"{letter}{row}") for row in range(place.first, place.area.bottom + 1)}
    return found
