"""Which results a change makes stale."""

import pytest

from osago_xl.books.depends import TODAY, Dependencies, all_nodes, reads
from osago_xl.schema.workbook import WORKBOOK

CLIENTS, POLICIES = WORKBOOK.tables["tblClients"], WORKBOOK.tables["tblPolicies"]


@pytest.mark.parametrize(
    ("formula", "nodes"),
    [
        ('IF([@Клиент]="",cfg_vip,tblServices[Напомнить через])', {"cfg_vip", "tblServices[Напомнить через]"}),
        ("ROW(tblClients[[#Headers],[Поиск]])", {"tblClients"}),
        ("ROWS(tblClients[])", {"tblClients"}),
        ('"cfg_vip"&[@[Звонить с]]', set()),
    ],
)
def test_a_formula_reads(formula, nodes):
    functions = {"IF", "ROW", "ROWS"}
    assert reads(formula) - functions == nodes


@pytest.fixture
def dependencies():
    return Dependencies(WORKBOOK)


def test_a_cell_of_a_client_reaches_its_own_row_only(dependencies):
    stale = dependencies.stale({"tblClients[Следующий звонок]"})
    assert "tblClients[Пора звонить]" in stale
    assert dependencies.touched_by_others(CLIENTS, stale) == []
    assert dependencies.touched_by_others(POLICIES, stale) == []


def test_a_name_of_a_client_reaches_the_policies(dependencies):
    stale = dependencies.stale({"tblClients[Клиент]"})
    assert "who" in [column.key for column in dependencies.touched_by_others(POLICIES, stale)]


def test_a_new_day_reaches_every_row_and_the_columns_behind(dependencies):
    keys = [column.key for column in dependencies.touched_by_others(CLIENTS, dependencies.stale({TODAY}))]
    assert "due" in keys and "call_link" not in keys


def test_new_services_reach_the_call_date_through_the_period(dependencies):
    stale = dependencies.stale(all_nodes(WORKBOOK.tables["tblServices"]))
    keys = [column.key for column in dependencies.touched_by_others(CLIENTS, stale)]
    assert keys.index("period") < keys.index("call_from") < keys.index("due")


def test_a_contact_reaches_three_lines_of_the_first_sheet_and_no_others(dependencies):
    stale = dependencies.stale(all_nodes(WORKBOOK.tables["tblContacts"]))
    form = WORKBOOK.forms["start_"].form
    assert dependencies.stale_cells(form, stale) == {"day_calls", "week_calls", "month_calls"}


def test_a_cell_of_a_form_reaches_its_others_through_those_between(dependencies):
    cells = dependencies.stale_cells(WORKBOOK.forms["card_"].form, {"card_find"})
    assert {"query", "hits_n", "row", "key", "policies_n", "drivers_n", "flow", "lines"} <= cells
    assert "find" not in cells


def test_the_signature_reads_cells_by_address_and_follows_every_cell_of_its_form(dependencies):
    cells = dependencies.stale_cells(WORKBOOK.forms["form_"].form, {"form_power_hp"})
    assert {"power_kw", "next", "go", "car_step", "signature_now"} <= cells
    assert "holder_step" not in cells
