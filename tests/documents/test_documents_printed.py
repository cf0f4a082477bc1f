"""How values look on paper, and which variables contexts offer."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import pytest
from jinja2 import Environment

from osago_xl.documents import variables
from osago_xl.documents.contexts.common import Period, on_form, periods_of_use
from osago_xl.documents.contexts.letters import Correspondent, label_rows
from osago_xl.documents.printed import FILTERS, money, printer, text_of
from osago_xl.errors import InputError


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("", ""),
        (True, "☑"),
        (False, "☐"),
        (date(2026, 3, 5), "05.03.2026"),
        (datetime(2026, 3, 5, 12, 30), "05.03.2026"),
        (0, "0"),
        (16000, "16\u00a0000"),
        (Decimal("1.926"), "1,926"),
        (Decimal(5722), "5\u00a0722"),
        (Decimal("1E+3"), "1\u00a0000"),
        ("007", "007"),
        ("а\r\nб\x00\u2028в", "а\nб\nв"),
    ],
)
def test_values(value, text):
    assert text_of(value) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (None, ""),
        (Decimal(0), "0,00"),
        (Decimal("0.005"), "0,01"),
        (Decimal("-1250.5"), "-1\u00a0250,50"),
        (Decimal("32493.05"), "32\u00a0493,05"),
        (Decimal(1000000), "1\u00a0000\u00a0000,00"),
    ],
)
def test_money(amount, text):
    assert money(amount) == text


@pytest.mark.parametrize("name", FILTERS)
def test_filters_print_nothing_for_none(name):
    assert FILTERS[name](None) == ""


def test_empty_is_dashed_where_the_form_wants_it():
    assert [printer("------")(value) for value in (None, "", " ", "а", False)] == ["------"] * 3 + ["а", "☐"]


@dataclass(frozen=True)
class Leg:
    kind: str
    days: tuple[Period, ...] = ()


@dataclass(frozen=True)
class Table:
    name: str
    legs: tuple[Leg, ...]
    best: Leg | None
    scan: bytes


def test_offered_paths_of_nested_tuples_and_optional_parts():
    assert variables.offered(Table) == {
        "name",
        "legs[].kind",
        "legs[].days[].starts",
        "legs[].days[].ends",
        "best.kind",
        "best.days[].starts",
        "best.days[].ends",
    }
    assert variables.pictures(Table) == {"scan"}


@pytest.mark.parametrize(
    ("source", "paths"),
    [
        ("{{ name }}", {"name"}),
        ("{{ best.kind|upper }}", {"best.kind"}),
        ("{% for x in legs %}{{ loop.index }}{{ x.kind }}{% endfor %}", {"legs", "legs[].kind"}),
        (
            "{% for x in legs %}{% for d in x.days %}{{ d.ends }}{% endfor %}{% endfor %}",
            {"legs", "legs[].days", "legs[].days[].ends"},
        ),
        ("{{ legs[0].kind }}", {"legs[].kind"}),
        ("{% if not name == 'x' %}{% endif %}", {"name"}),
    ],
)
def test_used_paths(source, paths):
    used = variables.used(Environment().parse(source))
    assert used == paths
    assert variables.unknown(used, Table) == set()


def test_unknown_paths():
    used = variables.used(
        Environment().parse("{{ nam }}{{ best.sort }}{{ name.x }}{% for x in legs %}{{ x }}{% endfor %}")
    )
    assert variables.unknown(used, Table) == {"nam", "best.sort", "name.x"}


def test_rows_of_a_form():
    assert on_form("abc", 5, "-") == (("a", "b", "c", "-"), ())  # one row to be crossed out, no more
    assert on_form("abcde", 5, "-") == (tuple("abcde"), ())
    assert on_form("abcdefg", 5, "-") == (tuple("abcde"), ("f", "g"))


def test_periods_of_use():
    assert periods_of_use(Period(starts=date(2026, 1, 1)))[1:] == (Period(), Period())
    with pytest.raises(InputError, match="не больше трёх"):
        periods_of_use(*[Period()] * 4)


@pytest.mark.parametrize(("count", "rows"), [(0, 0), (1, 1), (3, 1), (4, 2), (24, 8)])
def test_label_rows(count, rows):
    made = label_rows([Correspondent(name="а")] * count)
    assert len(made) == rows
    assert all(len(row) == 3 for row in made)
    assert sum(label.name == "а" for row in made for label in row) == count


def test_contexts_and_layouts_do_not_load_the_renderer():
    script = (
        "import sys, osago_xl.documents, osago_xl.documents.layout, osago_xl.documents.contexts.blanks;"
        "print({'docxtpl', 'docx', 'reportlab', 'jinja2', 'lxml'} & set(sys.modules))"
    )
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "set()"
