"""A register of forms: rows that keep the rules are taken, each slip is refused with its rule."""

from osago_xl.imports.target import Options

HEADER = ["Дата", "Операция", "Вид бланка", "Серия", "С номера", "По номер", "Кол-во", "Кто", "Примечание"]
RECEIPT = ["03.02.2026", "получено", "полис ОСАГО", "ААМ", "0000000001", "0000000010", "10", "СК «Пример»", "накл. 17"]


def test_every_slip_of_the_example_is_refused_by_its_rule(office, examples):
    report = office.bring_file(examples / "bso_register.xlsx")
    rows = {fate.row for fate in report.fates if fate.outcome == "refused"}
    errors = ("forms.overlap", "forms.date", "forms.state", "forms.range")
    refused = {remark.row: remark.kind for remark in report.remarks if remark.row in rows and remark.kind in errors}
    assert refused == {3: "forms.overlap", 7: "forms.date", 8: "forms.state", 10: "forms.range"}
    assert [fate.row for fate in report.fates if fate.outcome == "added"] == [2, 4, 5, 6, 9]


def test_the_position_follows_from_the_movements(office, examples):
    office.bring_file(examples / "bso_register.xlsx")
    position = [(r["first"], r["last"], r["state"], r["holder"]) for r in office.rows("tblForms")]
    assert position == [
        ("000120", "000169", "чистый", ""),
        ("3928776387", "3928776387", "использован", ""),
        ("3928776388", "3928776388", "испорчен", ""),
        ("3928776389", "3928776396", "чистый", ""),
        ("3928776397", "3928776401", "чистый", "Кузнецова"),
        ("3928776402", "3928776436", "чистый", ""),
    ]


def test_partners_become_companies_and_sub_agents(office, examples):
    office.bring_file(examples / "bso_register.xlsx")
    [insurer] = office.rows("tblInsurers")
    assert (insurer["insurer"], insurer["full_name"]) == ("Пример", "СК «Пример»")
    assert [(r["agent"], r["role"]) for r in office.rows("tblAgents")] == [("Я", "я"), ("Кузнецова", "субагент")]
    assert {row["insurer"] for row in office.rows("tblFormMoves")} == {"Пример"}


def test_the_same_register_again_changes_nothing(office, examples):
    office.bring_file(examples / "bso_register.xlsx")
    report = office.bring_file(examples / "bso_register.xlsx")
    assert not office.changed
    assert (report.counts()["skipped"], report.counts()["refused"]) == (5, 4)


def test_rows_continue_what_the_workbook_holds(office):
    office.bring(HEADER, RECEIPT)
    used = ["05.02.2026", "использован", "полис ОСАГО", "AAM", "0000000003", "", "", "", ""]
    report = office.bring(HEADER, used)
    assert [fate.outcome for fate in report.fates] == ["added"]
    assert [row["place"] for row in office.rows("tblFormMoves")] == [1, 2]
    assert (office.rows("tblFormMoves")[1]["series"], office.rows("tblFormMoves")[1]["last"]) == ("ААМ", "0000000003")


def test_a_used_form_finds_its_policy(office):
    office.bring(HEADER, RECEIPT)
    office.book.put("tblPolicies", [{"key": "П-000007", "series": "ААМ", "number": "0000000003", "state": "оформлен"}])
    office.bring(HEADER, ["05.02.2026", "использован", "полис ОСАГО", "ААМ", "0000000003", "", "1", "", ""])
    assert office.rows("tblFormMoves")[1]["policy"] == "П-000007"


def test_unknown_operation_missing_date_and_wrong_count_are_refused(office):
    rows = [RECEIPT[:], RECEIPT[:], RECEIPT[:]]
    rows[0][1], rows[1][0], rows[2][6] = "подарен", "", "11"
    report = office.bring(HEADER, *rows)
    assert [fate.outcome for fate in report.fates] == ["refused"] * 3
    assert office.rows("tblFormMoves") == []


def test_a_receipt_without_a_company_takes_the_one_named_at_import(office):
    office.bring(HEADER, [*RECEIPT[:7], "", ""], options=Options(insurer="Пример"))
    assert office.rows("tblFormMoves")[0]["insurer"] == "Пример"
