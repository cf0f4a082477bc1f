"""«Проверить базу»: findings on a sheet, counts by kind, marked corrections written after a preview."""

import pytest

from osago_xl.checks.run import subject
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.technical import FINDINGS
from osago_xl.schema.sheets.vehicles import CARS


@pytest.fixture
def crooked(desk):
    """A phone written anyhow, a plate in Latin letters, and a client without a name."""

    def fill(work):
        work.add(CLIENTS, name="Иванов", phone="8(916)1112233", status="активный", added=desk.today)
        work.add(CLIENTS, phone="+7 (916) 111-22-34", status="активный", added=desk.today)
        work.add(CARS, make="Kia", model="Rio", plate="A123BC77", owner="К-000001")

    desk.setup(fill)
    return desk


def findings(desk, sheet):
    return {(row["row_key"], row["column"]): row for row in desk.rows("tblFindings") if row["sheet"] == sheet}


def test_findings_with_a_place_a_reason_and_what_to_do(crooked):
    report = crooked.click("check_base")
    found = findings(crooked, "Автомобили")["А-000001", "Госномер"]
    assert found["message"] == "Госномер: латинские буквы вместо русских"
    assert found["hint"].endswith("Можно исправить на «А123ВС77».")
    assert found["address"] == "'Автомобили'!F3"
    assert report.show == "Проверка"
    assert {"номера документов и телефоны: 2"} <= set(report.details)
    assert all(set(each) >= {"sheet", "key", "column", "rule", "hint"} for each in report.data)


def test_marked_corrections_are_written_after_a_preview(crooked):
    crooked.click("check_base")

    def mark(work):
        for row in work.rows(FINDINGS):
            work.set(FINDINGS, row, fix="да")

    crooked.setup(mark)
    assert crooked.click("check_base", "н", yes=False).text.startswith("Ошибок")
    assert crooked.row("tblCars", "А-000001")["plate"] == "A123BC77"
    crooked.setup(mark)
    assert crooked.click("check_base").text.startswith("Исправлено: 2.")
    assert crooked.row("tblCars", "А-000001")["plate"] == "А123ВС77"
    assert crooked.row("tblClients", "К-000001")["phone"] == "+7 (916) 111-22-33"
    assert ("А-000001", "Госномер") not in findings(crooked, "Автомобили")


def test_every_finding_has_a_subject_in_words(crooked):
    from osago_xl.checks.run import findings as all_findings

    assert {subject(finding) for finding in all_findings(crooked.work())} >= {"ячейки", "номера документов и телефоны"}


def test_a_column_that_an_old_base_lacks_is_one_line(desk):
    desk.setup(lambda work: [work.add(CARS, make="Kia", model=f"Rio {n}", plate="А123ВС777") for n in range(25)])
    desk.click("check_base")
    lines = [row for row in desk.rows("tblFindings") if row["column"] == "Категория"]
    assert [line["message"] for line in lines] == ["не заполнено: Категория (таких строк 25, показана первая)"]
