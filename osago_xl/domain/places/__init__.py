"""Russian places as people write them: which region a town lies in, what a line of an address says.

Data, read at the first need: places.csv (GeoNames, made by scripts/make_places.py), postcodes.csv (the first three
digits of a postcode, checked against the postcodes of 1 100 towns).
"""
