"""What is printed: one frozen dataclass per paper, of text, dates, Decimals and tuples of such.

Every field is printed by the paper's template and every variable of the template is a field (a test
compares the two sets). Empty text, None and missing parts are printed as the form wants it: dashes on
official forms, nothing in letters.
"""
