"""Two hundred places that the КТ table does not name, with regions from the list of towns of the federal statistics,
not from our gazetteer: the hundred largest of them first, then at least one of every region that has such places.
"""

import csv
from pathlib import Path

import pytest

from osago_xl import Tariffs
from osago_xl.domain.places.gazetteer import gazetteer
from osago_xl.domain.territory import OTHER, WHOLE, Territory
from osago_xl.errors import InputError

PLACES = Tariffs.load().territories
with (Path(__file__).parent / "known_places.csv").open(encoding="utf-8", newline="") as stream:
    KNOWN = [(line["place"], line["region"]) for line in csv.DictReader(stream)]


def test_the_list_is_what_it_says():
    assert len(set(KNOWN)) >= 200
    assert {region for _, region in KNOWN} == set(PLACES.regions) - {"94"}  # Байконур has no place but itself


@pytest.mark.parametrize(("place", "region"), KNOWN)
def test_a_place_of_no_row_leads_to_the_other_places_of_its_region(place, region):
    expected = Territory(region, WHOLE if PLACES.rows[region] == [WHOLE] else OTHER)
    assert PLACES.find(PLACES.regions[region], place) == expected
    assert PLACES.find(None, None, f"{PLACES.regions[region]}, г. {place}") == expected
    try:
        found = PLACES.look(None, place)
    except InputError:  # asked, never guessed: then the right region is among those offered
        assert expected in [match.row for match in PLACES.candidates(None, place)]
    else:
        assert found.row == expected
        assert PLACES.note(found) == f"места «{found.town}» в таблице КТ нет, взято «{PLACES.name(expected)}»"


# Names with the regions that have a town or a large settlement of it, the largest first.
AMBIGUOUS = [
    ("Благовещенск", ["28", "02"]), ("Белогорск", ["28", "91"]), ("Мирный", ["14", "29"]), ("Фокино", ["25", "32"]),
    ("Радужный", ["86", "33"]), ("Краснослободск", ["34", "13"]), ("Никольск", ["58", "35"]),
    ("Гурьевск", ["42", "39"]), ("Краснознаменск", ["50", "39"]), ("Озёрск", ["74", "39"]),
    ("Советск", ["39", "43", "71"]), ("Киров", ["43", "40"]), ("Березовский", ["42", "66"]),
    ("Железногорск", ["46", "24"]), ("Кировск", ["51", "81", "47"]), ("Красноармейск", ["80", "64", "50"]),
    ("Заречный", ["58", "66"]), ("Михайловск", ["26", "66"]), ("Троицк", ["74", "77"]), ("Донецк", ["80", "61"]),
    ("Дзержинск", ["52", "80"]), ("Октябрьский", ["02", "50"]), ("Ростов", ["61", "76"]),
    ("Красногорск", ["50", "65"]), ("Волжский", ["34", "63"]), ("Сургут", ["86", "63"]), ("Северск", ["70", "80"]),
    ("Первомайск", ["81", "52"]), ("Петровск", ["64", "76"]), ("Пушкино", ["50", "64"]), ("Дубна", ["50", "71"]),
    ("Артёмовск", ["80", "24"]), ("Чехов", ["50", "65"]), ("Зеленогорск", ["24", "78"]), ("Ялта", ["91", "80"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "regions"), AMBIGUOUS)
def test_a_name_of_several_regions_is_asked_about(name, regions):
    with pytest.raises(InputError) as refused:
        PLACES.find(None, name)
    assert all(PLACES.regions[region] in refused.value.message for region in regions)
    offered = PLACES.candidates(None, name)
    assert [match.row.region for match in offered if match.row.region in regions] == regions
    sizes = [match.size for match in offered]
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize(("name", "regions"), AMBIGUOUS)
def test_the_region_the_plate_or_the_postcode_says_which(name, regions):
    for region in regions:
        assert PLACES.find(region, name).region == region
        assert PLACES.find(None, None, f"{name} {region}").region == region


def test_every_town_of_the_table_is_in_the_gazetteer():
    """Else a namesake elsewhere would be taken for the only one."""
    rows = [(region, place) for region, names in PLACES.rows.items() for place in names]
    towns = [(region, place) for region, place in rows if place not in (WHOLE, OTHER)]
    found = [(region, place) for region, place in towns for known in gazetteer().named(place.lower().replace("-", " "))
             if known.region == region]  # fmt: skip
    assert found == towns
