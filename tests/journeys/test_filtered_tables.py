"""A table that the agent has filtered by its filter buttons: commands respect it, and say what it hides."""

from __future__ import annotations

from typing import Any

import pytest
from desk import TODAY
from live_agent import Agent

from osago_xl.books.base import Changes, Row, TableChange
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.work.unit import Work

pytestmark = pytest.mark.office
TASKS = WORKBOOK.tables["tblTasks"]
HIDDEN = "Новая строка скрыта фильтром на листе «Задачи»: снимите фильтр, чтобы её увидеть."


@pytest.fixture
def filtered(agent: Agent) -> Agent:
    """Ten tasks, of which a filter shows the odd ones."""
    work = Work(agent.book, TODAY)
    for n in range(10):
        work.add(TASKS, what=f"Дело {n}", kind="задача" if n % 2 else "событие", due=TODAY, state="открыта")
    work.commit("подготовка")
    agent.filter("tblTasks", "kind", "задача")
    return agent


def whats(agent: Agent, keys: list[str] | None = None) -> list[str]:
    rows = agent.rows("tblTasks")
    return [row["what"] for row in rows if row["what"].startswith("Дело") and (keys is None or row["key"] in keys)]


def filter_of(agent: Agent) -> list[tuple[Any, ...]]:
    fields = agent.xl_table("tblTasks").impl.api.getFilterDescriptor().getFilterFields2()
    return [(field.Field, field.StringValue) for field in fields]


def test_the_filter_hides_rows_as_it_does_for_the_agent(filtered: Agent) -> None:
    assert whats(filtered, filtered.visible_keys("tblTasks")) == [f"Дело {n}" for n in (1, 3, 5, 7, 9)]


def test_a_row_added_to_a_filtered_table_is_said_to_be_hidden(filtered: Agent) -> None:
    filtered.stand_on("tblClients", filtered.rows("tblClients")[0]["key"])
    assert HIDDEN in filtered.answer("new_task", "Позвонить маме", "3")
    assert filtered.rows("tblTasks")[-1]["what"] == "Позвонить маме"
    filtered.unfilter("tblTasks")
    assert filtered.rows("tblTasks")[-1]["key"] in filtered.visible_keys("tblTasks")


def test_nothing_is_said_when_no_filter_is_set(filtered: Agent) -> None:
    filtered.unfilter("tblTasks")
    filtered.stand_on("tblClients", filtered.rows("tblClients")[0]["key"])
    assert "скрыта" not in filtered.answer("new_task", "Позвонить маме", "3")


def test_the_filter_and_the_rows_it_hides_survive_every_kind_of_change(filtered: Agent) -> None:
    before, shown = filter_of(filtered), filtered.visible_keys("tblTasks")
    rows = {row["what"]: row for row in filtered.rows("tblTasks")}
    change = TableChange(
        TASKS,
        added=[Row(rows["Дело 1"] | {"key": "З-900001", "what": "Дело новое"})],
        updated={rows["Дело 2"].at: {"what": "Дело два"}, rows["Дело 3"].at: {"what": "Дело три"}},
        deleted={rows["Дело 4"].at, rows["Дело 5"].at},
    )
    filtered.book.apply(Changes({TASKS.name: change}))
    assert filter_of(filtered) == before
    assert whats(filtered) == [f"Дело {n}" for n in (0, 1, "два", "три", 6, 7, 8, 9, "новое")]
    assert rows["Дело 5"]["key"] not in filtered.visible_keys("tblTasks")
    assert set(shown) - {rows["Дело 5"]["key"]} <= set(filtered.visible_keys("tblTasks"))
    hidden = {rows[f"Дело {n}"]["key"] for n in (0, 2, 6, 8)}
    assert not hidden & set(filtered.visible_keys("tblTasks"))


def test_a_sorted_table_keeps_the_agents_order(filtered: Agent) -> None:
    filtered.unfilter("tblTasks")
    cells = filtered.xl_table("tblTasks").data_body_range
    keys = [row["key"] for row in filtered.rows("tblTasks")]
    block = cells.formula
    cells.formula = tuple(reversed(block))
    filtered.stand_on("tblClients", filtered.rows("tblClients")[0]["key"])
    filtered.answer("new_task", "Позвонить маме", "3")
    assert [row["key"] for row in filtered.rows("tblTasks")][:-1] == keys[::-1]
