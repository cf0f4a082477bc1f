"""Tables that link in a circle have an order too."""

from __future__ import annotations

from osago_xl.keeping.keys import in_order
from osago_xl.schema.columns import Key
from osago_xl.schema.tables import Table


def table(name: str, *leads_to: str) -> Table:
    own = Key("key", "Ключ", of=name, own=True)
    return Table(name, (own, *(Key(of, of, of=of) for of in leads_to)), prefix="Х-")


def test_a_circle_begins_with_the_first_declared_and_the_rest_follows() -> None:
    tables = [table("c", "b"), table("a", "b"), table("b", "a")]
    order = in_order({each.name: each for each in tables})
    assert sorted(order) == ["a", "b", "c"]
    assert order.index("c") < order.index("a") or order.index("b") < order.index("c")


def test_without_a_circle_each_follows_those_it_leads_to() -> None:
    tables = [table("c", "b"), table("b", "a"), table("a")]
    assert in_order({each.name: each for each in tables}) == ["a", "b", "c"]
