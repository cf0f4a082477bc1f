"""What the columns of a foreign table mean: headings read by their words, confirmed by the values below them.

    heading → words → concepts ┐
                               ├→ score of every field → the best assignment of all columns at once → doubts
    values → traits → profile  ┘

Words, fields and weights are data (data/*.toml); nothing here knows a heading by heart.
"""
