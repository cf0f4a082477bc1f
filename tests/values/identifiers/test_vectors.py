"""Numbers known to be right or wrong, with the reason a wrong one gets."""

import pytest

from osago_xl.errors import InputError
from osago_xl.values.identifiers import (
    account,
    bik,
    diagnostic_card,
    email,
    inn,
    kpp,
    licence,
    ogrn,
    passport,
    phone,
    policy_number,
    postcode,
    receipt_a7,
    snils,
    unit_code,
    vehicle_document,
)

CLIENT_ACCOUNT = account.of_client("044525225")

FAULTLESS = [
    (inn, "7707083893", "7707083893"),
    (inn, "500100732259", "500100732259"),
    (inn, " 5001 0073-2259 ", "500100732259"),
    (ogrn, "1027700132195", "1027700132195"),
    (ogrn, "304500116000157", "304500116000157"),  # remainder 7
    (ogrn, "312091715800012", "312091715800012"),  # remainder 12, its lowest digit counts
    (ogrn, "323570000015061", "323570000015061"),  # remainder 11
    (ogrn, "325000000000100", "325000000000100"),  # remainder 10
    (ogrn, "325000000000111", "325000000000111"),
    (ogrn, "325000000000122", "325000000000122"),
    (kpp, "773601001", "773601001"),
    (kpp, "7736AB001", "7736AB001"),
    (snils, "112-233-445 95", "11223344595"),
    (snils, "087-654-303 00", "08765430300"),  # remainder 100 is written 00
    (snils, "001-001-998 00", "00100199800"),  # issued without a check number
    (bik, "044525225", "044525225"),
    (CLIENT_ACCOUNT, "40702810138250123017", "40702810138250123017"),
    (account.of_client("044525201"), "40802810700020000317", "40802810700020000317"),
    (account.correspondent("044525225"), "30101810400000000225", "30101810400000000225"),
    (passport, "45 08 № 123456", "4508123456"),
    (unit_code, "770001", "770-001"),
    (licence, "77 12 345678", "7712345678"),
    (licence, "77аа 123456", "77АА123456"),
    (vehicle_document, "77 УЕ 123456", "77УЕ123456"),
    (vehicle_document, "9912345678", "9912345678"),
    (vehicle_document, "164301012345678", "164301012345678"),
    (diagnostic_card, "123456789012345", "123456789012345"),
    (policy_number, "ХХХ 0123456789", "ХХХ0123456789"),
    (policy_number, "ааб № 0123456789", "ААБ0123456789"),
    (receipt_a7, "вн 000120", "ВН000120"),
    (email, "Ivanov@Example.ORG", "Ivanov@example.org"),
    (postcode, "101 000", "101000"),
    (phone, "т. 89642892693, 8 916 111 22 33 доб. 12", "+7 (964) 289-26-93; +7 (916) 111-22-33 доб. 12"),
]

ERRORS = [
    (inn, "7707083894", "контрольная цифра"),
    (inn, "500100732258", "контрольная цифра"),
    (inn, "500100732269", "контрольная цифра"),
    (inn, "0000000000", "одни нули"),
    (inn, "77070838", "ведущий ноль"),
    (inn, "7707O83893", "только цифры"),
    (inn, "", "не заполнено"),
    (ogrn, "1027700132196", "контрольная цифра"),
    (ogrn, "0000000000000", "одни нули"),
    (ogrn, "102770013219", "12 цифр вместо 13 или 15"),
    (kpp, "77360100", "8 цифр вместо 9"),
    (kpp, "7736ЖЖ001", "9 знаков"),
    (snils, "112-233-445 96", "контрольная цифра"),
    (snils, "00000000000", "одни нули"),
    (bik, "144525225", "начинается с 04"),
    (CLIENT_ACCOUNT, "40702810138250123018", "не сходится с БИК"),
    (account.of_client("144525225"), "40702810138250123017", "БИК"),
    (account.of_client("044525201"), "40702810138250123017", "не сходится с БИК"),
    (passport, "45081234567", "11 цифр вместо 10"),
    (unit_code, "7700-01-5", "7 цифр вместо 6"),
    (licence, "771234567", "9 цифр вместо 10"),
    (vehicle_document, "77УЕ12345", "серия 4 знака"),
    (vehicle_document.of_kind("ЭПТС"), "77УЕ123456", "15 цифр"),
    (vehicle_document.of_kind("СТС"), "164301012345678", "15 цифр вместо 10"),
    (diagnostic_card, "1234567890", "10 цифр вместо 15 или 21"),
    (policy_number, "ХХ0123456789", "3 русские буквы"),
    (policy_number, "ХХХ123456789", "9 цифр вместо 10"),
    (receipt_a7, "ВН 120", "3 цифр вместо 6"),
    (email, "ivanov@example", "имя@сайт"),
    (email, "a@b.ru; c@d.ru", "один в ячейке"),
    (email, "ivanоv@example.org", "смешаны"),
    (phone, "нет", "телефона нет"),
    (phone, "233-44-55", "не хватает кода города"),
    (postcode, "10100", "5 цифр вместо 6"),
]

WARNINGS = [
    (bik, "012345678", "казначейства"),
    (passport, "0008123456", "не бывает"),
    (licence, "KZ1234567", "не похоже на российское"),
    (diagnostic_card, "123456789012345678901", "прежнего образца"),
    (email, "почта@пример.рф", "не латиницей"),
    (postcode, "901000", "1–6"),
    (policy_number, "XXX0123456789", "латинские буквы вместо русских"),
    (policy_number.with_series(["ААМ"]), "ЖЖЖ0123456789", "нет в справочнике"),
    (kpp, "7736АВ001", "русские буквы вместо латинских"),
    (receipt_a7, "BH000120", "латинские буквы"),
]

LOST_ZEROS = [
    (inn, "277073660", "0277073660"),
    (inn, "10100732259", "010100732259"),
    (bik, "44525225", "044525225"),
    (unit_code, "20001", "020-001"),
    (policy_number, "ХХХ611178211", "ХХХ0611178211"),
    (receipt_a7, "ВН120", "ВН000120"),
]


@pytest.mark.parametrize(("identifier", "text", "stored"), FAULTLESS)
def test_right_number_is_stored_clean(identifier, text, stored):
    assert identifier.check(text) == []
    assert identifier.validate(text) == stored
    assert identifier.is_valid(text)


@pytest.mark.parametrize(("identifier", "text", "reason"), ERRORS)
def test_wrong_number_is_refused_with_the_reason(identifier, text, reason):
    with pytest.raises(InputError, match=reason) as caught:
        identifier.validate(text)
    assert caught.value.value == text
    assert not identifier.is_valid(text)
    assert all(finding.hint for finding in identifier.check(text))


@pytest.mark.parametrize(("identifier", "text", "reason"), WARNINGS)
def test_unusual_number_passes_with_a_warning(identifier, text, reason):
    (finding,) = identifier.check(text)
    assert finding.level == "warning"
    assert reason in finding.message
    assert identifier.is_valid(text)


@pytest.mark.parametrize(("identifier", "text", "whole"), LOST_ZEROS)
def test_zero_lost_in_excel_is_offered_back(identifier, text, whole):
    assert identifier.check(text)[0].fix == whole


def test_displays_and_parts():
    assert snils.display("11223344595") == "112-233-445 95"
    assert passport.split("4508123456") == ("4508", "123456")
    assert licence.split("77АА123456") == ("77АА", "123456")


@pytest.mark.parametrize(("text", "kept"), [
    ("AB1234567", "AB1234567"), (" KZ  12 34567 ", "KZ 12 34567"), ("DL-1420110012345", "DL-1420110012345"),
])  # fmt: skip
def test_a_foreign_licence_keeps_its_letters_and_spacing(text: str, kept: str) -> None:
    assert licence.compact(text) == kept and licence.split(kept) == ("", kept)
    assert [finding.level for finding in licence.check(text)] == ["warning"]
    assert policy_number.split("ХХХ0123456789") == ("ХХХ", "0123456789")


def test_series_table_in_latin_letters_means_the_same():
    assert policy_number.with_series(["AAM"]).check("ААМ0123456789") == []
