"""Insurers are called as the workbook calls them."""

import pytest

from osago_xl.imports.companies import insurer_name

EXPORT = ["Номер", "Страхователь", "Начало", "Компания"]


@pytest.mark.parametrize(
    ("text", "name"),
    [("СК «Пример»", "Пример"), ('ПАО СК "Росгосстрах"', "Росгосстрах"), ("Ингосстрах", "Ингосстрах")],
)
def test_companies_lose_legal_form_and_quotes(text, name):
    assert insurer_name(text) == name


@pytest.mark.parametrize("written", ["Пример", "пример", "СК «Пример»", 'САО "Пример-Полис"'])
def test_a_known_company_is_found_by_either_name(office, written):
    office.book.put("tblInsurers", [{"insurer": "Пример", "full_name": "САО «Пример-Полис»"}])
    office.bring(EXPORT, ["ХХХ0123456789", "Петров Пётр", "01.06.2026", written])
    assert office.rows("tblPolicies")[0]["insurer"] == "Пример"
    assert len(office.rows("tblInsurers")) == 1


def test_an_unknown_company_is_added_with_a_remark(office):
    report = office.bring(EXPORT, ["ХХХ0123456789", "Петров Пётр", "01.06.2026", "АО «Новая»"])
    [company] = office.rows("tblInsurers")
    assert (company["insurer"], company["full_name"]) == ("Новая", "АО «Новая»")
    assert "Компания" in [remark.column for remark in report.remarks]
