import pytest

from osago_xl.errors import InputError
from osago_xl.values.identifiers import plate


@pytest.mark.parametrize(
    ("text", "category", "stored"),
    [
        ("А123ВС77", "B", "А123ВС77"),
        ("а 123 вс 777", "C", "А123ВС777"),
        ("АМ12377", "B", "АМ12377"),
        ("АМ123777", "B", "АМ123777"),
        ("АМ123777", "прицеп к легковому", "АМ123777"),
        ("АМ123477", "Прицеп", "АМ123477"),
        ("1234АВ77", "A", "1234АВ77"),
        ("1234АВ77", "Трактор", "1234АВ77"),
        ("АВ123С77", "B", "АВ123С77"),
        ("А123477", "B", "А123477"),
    ],
)
def test_standard_plates(text, category, stored):
    identifier = plate.for_category(category)
    assert identifier.check(text) == []
    assert identifier.validate(text) == stored


def test_latin_letters_are_stored_in_cyrillic():
    (finding,) = plate.check("t837yb163")
    assert (finding.rule, finding.fix) == ("plate.homoglyph", "Т837УВ163")
    assert plate.validate("t837yb163") == "Т837УВ163"


def test_category_decides_between_taxi_and_trailer():
    kinds = {category: plate.read("АМ123777", category)[0] for category in ("B", "прицеп")}
    assert kinds["B"] == (plate.TAXI, "777")
    assert kinds["прицеп"] == (plate.TRAILER, "77")
    assert plate.check("АМ123777")[0].rule == "plate.ambiguous"


def test_without_category_an_existing_region_decides():
    assert plate.read("АМ123400") == [(plate.TRAILER, "00"), (plate.TAXI, "400")][::-1]
    assert plate.read("АМ123477") == [(plate.TRAILER, "77")]


@pytest.mark.parametrize(
    ("text", "category", "rule"),
    [
        ("А000ВС77", "B", "plate"),
        ("Ж123ВС77", "B", "plate"),
        ("1234АВ77", "B", "plate.category"),
        ("А123ВС888", "B", "plate.region"),
        ("004CD1 77", "B", "plate"),
    ],
)
def test_unusual_plate_is_kept_with_a_warning(text, category, rule):
    finding = plate.for_category(category).check(text)[0]
    assert (finding.level, finding.rule) == ("warning", rule)


@pytest.mark.parametrize("text", ["без номера", "", "1" * 40])
def test_no_plate_at_all_is_refused(text):
    with pytest.raises(InputError, match="Госномер"):
        plate.validate(text)
