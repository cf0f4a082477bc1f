"""The shape of a foreign sheet: where its tables are, what heads them, which of their rows are data.

    sheet → rows that head a table → tables below and beside each other → each a `RawTable` with one heading row

How a heading is known is not decided here: whoever calls hands in `is_heading`.
"""
