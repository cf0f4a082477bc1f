import csv

from tariffs.frozen_contracts import TABLE, priced

from osago_xl import Tariffs


def test_premiums_of_old_dates_do_not_change():
    tariffs = Tariffs.load()
    with TABLE.open(encoding="utf-8", newline="") as stream:
        lines = list(csv.DictReader(stream))
    assert len(lines) == 2000
    moved = [(line, now) for line in lines if (now := priced(line, tariffs)) != line["premium"]]
    assert moved == []
