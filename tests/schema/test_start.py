"""The first sheet: its links lead somewhere, and its red lights come on when they should."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from desk import TODAY

from osago_xl.actions.perform import perform
from osago_xl.books.depends import formulas
from osago_xl.books.memory import MemoryBook
from osago_xl.cli.console import ConsoleUi
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.work.unit import Work

FORMS = {prefix: sheet.form for prefix, sheet in WORKBOOK.forms.items()}


@pytest.mark.parametrize("prefix", FORMS)
def test_every_link_of_a_form_leads_to_a_sheet(prefix):
    form = FORMS[prefix]
    texts = [*formulas(form), *(caption.text for caption in form.captions)]
    targets = {title for text in texts for title in re.findall(r"#'([^']+)'!", text)}
    assert targets <= WORKBOOK.by_title.keys()
    assert targets or prefix != "start_"


def start(book):
    return book.read_form("start_")


def test_the_acts_in_force_are_named_with_their_days():
    book = MemoryBook(WORKBOOK, TODAY)
    assert start(book)["acts"] == "какие в силе, покажет ОСАГО → Обновить"
    perform("refresh_all", book, ConsoleUi(yes=True), TODAY)
    assert start(book)["acts"] == "7204-У с 09.12.2025, 7349-У с 22.06.2026"


@pytest.mark.parametrize(("days", "owed", "late"), [(4, 100, 1), (3, 100, 0), (4, 0, 0)])
def test_premium_kept_longer_than_three_days_is_late(days, owed, late):
    book = MemoryBook(WORKBOOK, TODAY)
    work = Work(book, TODAY)
    work.add(POLICIES, signed=TODAY - timedelta(days=days), to_transfer=Decimal(owed))
    work.commit("подготовка")
    assert start(book)["transfers_late"] == late
