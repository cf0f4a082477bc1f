"""Many books, one database: what an office of agents shares, and how their books exchange it.

The store is PostgreSQL, or one SQLite file. Its tables follow from the declaration of the workbook (`model`); an
exchange merges by field against what both sides knew last (`merging`, `exchange`); who may see what is the database's
own business (`rights`). Nothing here is loaded on the path of a cell or a click on another button.
"""
