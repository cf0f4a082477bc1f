"""Overprint: every field lies where its layout says; what cannot be printed is refused by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from io import BytesIO

import pdfplumber
import pytest
from document_parties import ENDS, LONG_NAME, NAME, PERIODS, STARTS, TODAY, VEHICLE, drivers
from PIL import Image

from osago_xl.documents.contexts.blanks import BLANK_ROWS, PolicyBlank, ReceiptBlank
from osago_xl.documents.contexts.common import Purpose
from osago_xl.documents.layout import FORMATS, FORMS, LayoutField, Printer, check, default_layout, text_for
from osago_xl.documents.overprint import calibration_page, overprint
from osago_xl.errors import DocumentError, InputError
from osago_xl.values.text import NBSP

MM = 72 / 25.4
TOLERANCE = 0.3  # mm, from the issue
BLANK = PolicyBlank(
    starts=STARTS,
    start_time=time(12, 30),
    ends=ENDS,
    periods=PERIODS,
    policyholder=NAME,
    owner=NAME,
    trailer=True,
    vehicle=VEHICLE,
    purpose=Purpose.TAXI,
    drivers=tuple(drivers(3)),
    premium=Decimal("32493.05"),
    notes="Квитанция А-7 ВН 962098, доплата 100 ₽",
    concluded_on=TODAY,
    issued_on=TODAY,
    signer="Петров П. П.",
)
RECEIPT = ReceiptBlank(
    policyholder=NAME,
    policy="ААВ 3000000001",
    representative="Петров П. П., агент",
    premium=Decimal("32493.05"),
    cash=Decimal("32493.05"),
    paid_on=TODAY,
)
CASES = [("Полис", BLANK.values()), ("Квитанция А-7", RECEIPT.values())]
FIELD = LayoutField(form="Проба", field="Имя", x=20, y=30, width=60, height=5)


def characters(pdf: bytes, page: int = 0) -> list[dict]:
    with pdfplumber.open(BytesIO(pdf)) as document:
        return document.pages[page].chars


def text_of(pdf: bytes) -> str:
    with pdfplumber.open(BytesIO(pdf)) as document:
        return "\n".join(page.extract_text() for page in document.pages)


@pytest.mark.parametrize(("form", "values"), CASES)
def test_each_field_lies_in_its_place(form, values):
    checked = 0
    for field in default_layout(form):
        text = text_for(field, values)
        if not text:
            continue
        letters = characters(overprint([field], [values]))
        assert "".join(letter["text"] for letter in letters) == text.replace(NBSP, " ")  # one glyph in the font
        left = field.x if field.boxes == 1 else field.x + field.width / field.boxes / 2
        at = letters[0]["x0"] if field.boxes == 1 else (letters[0]["x0"] + letters[0]["x1"]) / 2
        assert abs(at / MM - left) < TOLERANCE, field.field
        assert abs(letters[0]["top"] / MM - field.y) < TOLERANCE, field.field
        assert letters[-1]["x1"] / MM < field.x + field.width + TOLERANCE, field.field
        checked += 1
    assert checked > 8


def test_all_fields_of_the_policy_are_on_one_page():
    text = text_of(overprint(default_layout("Полис"), [BLANK.values()]))
    assert "32 493,05 (Тридцать две тысячи" in text
    assert "доплата 100 ₽" in text
    assert "------" in text  # the fourth row of drivers


@pytest.mark.parametrize(("form", "values"), CASES)
def test_layout_and_values_name_the_same_things(form, values):
    assert {field.value_name for field in default_layout(form)} == set(values)


def test_alignment():
    values = {"Имя": "Иванов"}
    left = characters(overprint([FIELD], [values]))
    middle = characters(overprint([replace(FIELD, align="по центру")], [values]))
    right = characters(overprint([replace(FIELD, align="справа")], [values]))
    assert left[0]["x0"] / MM == pytest.approx(20, abs=0.01)
    assert (middle[0]["x0"] + middle[-1]["x1"]) / 2 / MM == pytest.approx(50, abs=0.01)
    assert right[-1]["x1"] / MM == pytest.approx(80, abs=0.01)


def test_vin_stands_one_character_in_a_cell():
    vin = next(field for field in default_layout("Полис") if field.field == "VIN")
    letters = characters(overprint([vin], [BLANK.values()]))
    centres = [(letter["x0"] + letter["x1"]) / 2 / MM for letter in letters]
    assert len(centres) == 17
    for number, centre in enumerate(centres):
        assert centre == pytest.approx(vin.x + 5 * (number + 0.5), abs=0.01)


def test_printer_shift_and_scale():
    letters = characters(overprint([FIELD], [{"Имя": "Иванов"}], printer=Printer(shift_x=2, shift_y=-1, scale=1.1)))
    assert letters[0]["x0"] / MM == pytest.approx(2 + 20 * 1.1, abs=0.01)
    assert letters[0]["top"] / MM == pytest.approx(-1 + 30 * 1.1, abs=0.01)


def test_long_text_is_wrapped_then_made_smaller():
    wrapped = characters(overprint([replace(FIELD, height=12)], [{"Имя": LONG_NAME}]))
    assert len({letter["top"] for letter in wrapped}) > 1
    smaller = characters(overprint([FIELD], [{"Имя": "Константинопольский Александр Конст"}]))
    assert len({letter["top"] for letter in smaller}) == 1
    assert smaller[0]["size"] < 10
    assert smaller[-1]["x1"] / MM <= 80.01


@pytest.mark.parametrize("text", ["я" * 300, "очень длинный текст " * 20])
def test_text_that_cannot_fit_is_refused_by_the_field(text):
    with pytest.raises(InputError, match=r"поле «Имя».*не помещается"):
        overprint([FIELD], [{"Имя": text}])


def test_too_many_characters_for_the_boxes():
    with pytest.raises(InputError, match="не помещается"):
        overprint([replace(FIELD, boxes=5)], [{"Имя": "123456"}])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"x": 200}, "выходит за край"),
        ({"y": 296}, "выходит за край"),
        ({"x": -0.1}, "выходит за край"),
        ({"width": 0}, "больше нуля"),
        ({"height": -5}, "больше нуля"),
        ({"page": 0}, "номер страницы"),
        ({"size": 200}, "кегль"),
        ({"font": "Comic Sans"}, "шрифта"),
        ({"align": "вверх"}, "выравнивание"),
        ({"format": "дюймы"}, "формат бывает"),
        ({"boxes": 0}, "клеток"),
        ({"x": float("nan")}, "выходит за край"),
    ],
)
def test_wrong_field_is_refused_by_name(change, reason):
    with pytest.raises(InputError, match=f"Макет «Проба», поле «Имя».*{reason}"):
        check(replace(FIELD, **change))


def test_value_missing_or_of_another_kind():
    with pytest.raises(InputError, match="нет такого значения"):
        overprint([FIELD], [{"Фамилия": "Иванов"}])
    with pytest.raises(InputError, match="формат «день» не подходит"):
        overprint([replace(FIELD, format="день")], [{"Имя": "Иванов"}])


@pytest.mark.parametrize(
    ("format", "value", "text"),
    [
        ("день", date(2026, 3, 5), "05"),
        ("месяц", date(2026, 3, 5), "03"),
        ("месяц прописью", date(2026, 3, 5), "марта"),
        ("год", date(2026, 3, 5), "2026"),
        ("год 2 цифры", date(2026, 3, 5), "26"),
        ("часы", time(7, 5), "07"),
        ("минуты", time(7, 5), "05"),
        ("сумма", Decimal("8989.87"), "8\u00a0989,87"),
        ("сумма прописью", Decimal(21), "21,00 (Двадцать один рубль 00 копеек)"),
        ("отметка", True, "X"),
        ("отметка", False, ""),
        ("заглавные", "xta", "XTA"),
        ("прочерк", "", "------"),
        ("прочерк", "есть", "есть"),
        ("", date(2026, 3, 5), "05.03.2026"),
        ("", None, ""),
    ],
)
def test_formats(format, value, text):
    assert format in FORMATS
    assert text_for(replace(FIELD, format=format), {"Имя": value}) == text


def test_field_not_to_be_printed_is_left_out():
    hidden = replace(FIELD, field="Фамилия", printed=False)
    letters = characters(overprint([FIELD, hidden], [{"Имя": "Иван", "Фамилия": "Иванов"}]))
    assert "".join(letter["text"] for letter in letters) == "Иван"


def test_more_drivers_than_the_blank_has_rows_stand_among_the_notes():
    """Four rows, six drivers: the fifth and the sixth are named, and a form of one's own may give them rows."""
    people = tuple(drivers(BLANK_ROWS + 2))
    values = replace(BLANK, drivers=people, notes="Прицеп").values()
    assert values["Особые отметки"] == (
        f"Прицеп; Также допущены: {people[4].name} ВУ {people[4].licence}, {people[5].name} ВУ {people[5].licence}"
    )
    assert (values["Водитель 4"], values["Водитель 6"]) == (people[3].name, people[5].name)
    assert replace(BLANK, drivers=people[:4]).values()["Особые отметки"] == BLANK.notes


def test_several_forms_and_the_scan_behind(tmp_path):
    scan = tmp_path / "бланк.png"
    Image.new("RGB", (210, 297), "pink").save(scan)
    pdf = overprint([FIELD], [{"Имя": "Иванов"}, {"Имя": "Петров"}], background=scan)
    with pdfplumber.open(BytesIO(pdf)) as document:
        assert [page.extract_text() for page in document.pages] == ["Иванов", "Петров"]
        assert all(page.images for page in document.pages)


def test_same_data_give_the_same_bytes():
    assert overprint([FIELD], [{"Имя": "Иванов"}]) == overprint([FIELD], [{"Имя": "Иванов"}])


def test_unknown_form_names_the_known():
    with pytest.raises(DocumentError, match=", ".join(FORMS)):
        default_layout("Чек")


def test_calibration_page_has_the_grid_where_it_says():
    with pdfplumber.open(BytesIO(calibration_page())) as document:
        page = document.pages[0]
        upright = sorted(round(line["x0"] / MM, 2) for line in page.lines if line["x0"] == line["x1"])
        level = sorted(round(line["top"] / MM, 2) for line in page.lines if line["top"] == line["bottom"])
        assert upright == pytest.approx(list(range(10, 210, 10)), abs=0.01)
        assert level == pytest.approx(list(range(10, 297, 10)), abs=0.01)
        assert "Калибровка" in page.extract_text()
