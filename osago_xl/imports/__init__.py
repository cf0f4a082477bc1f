"""Import of old client bases, insurers' exports and БСО registers.

    foreign file → raw rows → header and kind recognised → converters → findings and rows → match with what is there

Every input row ends as added, merged, skipped with a reason, or refused with a reason. What does not fit its column
goes to «Комментарий» as text, with a finding that names sheet, row and column.
"""
