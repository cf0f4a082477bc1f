"""Fifty forms to move about."""

from datetime import date

import pytest
from forms_rows import received

from osago_xl.domain.blanks.model import Circumstances
from osago_xl.domain.blanks.register import Register


@pytest.fixture
def register():
    stock = Register(Circumstances(today=date(2026, 12, 31), closed_policies=frozenset({"П-000009"})))
    assert stock.record(received()) == []
    return stock
