"""Foreign formats read into sheets of plain cells, a module each; `imports.files` chooses by the content.

What hides in a cell besides its value comes along: errors, notes, merged areas, hidden rows and columns.
"""
