"""Keys of rows that come in from another base."""

from osago_xl.keeping.keys import in_order, key_giver
from osago_xl.schema.columns import Key
from osago_xl.schema.workbook import WORKBOOK


def test_a_free_key_is_kept_and_a_taken_one_is_the_next_after_both_bases():
    give = key_giver("К-", ["К-000001", "К-000004"], ["К-000001", "К-000009"])
    assert [give("К-000009"), give("К-000001"), give("")] == ["К-000009", "К-000010", "К-000011"]
    assert give("К-000009") == "К-000012"


def test_tables_follow_those_their_links_lead_to():
    order = in_order(WORKBOOK.tables)
    assert sorted(order) == sorted(WORKBOOK.tables)
    for name, table in WORKBOOK.tables.items():
        for column in table.columns:
            if isinstance(column, Key) and column.of not in ("", name):
                assert order.index(column.of) < order.index(name)
