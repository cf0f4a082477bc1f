"""The example files from end to end: every row accounted for, nothing doubled, nothing lost."""

from collections import Counter

import pytest

from osago_xl.errors import BookError
from osago_xl.imports.maps import Maps
from osago_xl.imports.run import import_all
from osago_xl.imports.target import Options
from osago_xl.work.unit import Work

ALL = ("client_base.xlsx", "client_base_old.xls", "insurer_export.csv", "bso_register.xlsx")


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("client_base.xlsx", {"added": 235, "skipped": 21, "refused": 1}),
        ("insurer_export.csv", {"added": 420}),
        ("bso_register.xlsx", {"added": 5, "refused": 4}),
    ],
)
def test_every_row_of_an_example_is_accounted_for(office, examples, name, counts):
    answer = office.bring_file(examples / name).to_json()
    assert {key: answer[key] for key in ("added", "merged", "skipped", "refused") if answer[key]} == counts
    assert answer["rows"] == sum(counts.values())
    for table in answer["tables"].values():
        assert table["rows"] == table["added"] + table["merged"] + table["skipped"] + table["refused"]


def test_the_old_file_repeats_the_new_one(office, examples):
    office.bring_file(examples / "client_base.xlsx")
    before = office.rows("tblClients")
    report = office.bring_file(examples / "client_base_old.xls")
    assert not office.changed
    assert report.counts() == Counter(skipped=256, refused=1)
    assert office.rows("tblClients") == before


def test_importing_everything_again_changes_nothing(office, examples):
    for name in ALL:
        office.bring_file(examples / name)
    for name in ALL:
        office.bring_file(examples / name)
        assert not office.changed, name


def test_every_row_that_is_not_simply_added_has_a_reason(office, examples):
    office.bring_file(examples / "client_base.xlsx")
    report = office.bring_file(examples / "client_base_old.xls")
    silent = {fate.row for fate in report.fates if fate.outcome != "added" and not fate.why}
    assert silent == set()
    named = {(remark.sheet, remark.row) for remark in report.remarks}
    assert {(fate.sheet, fate.row) for fate in report.fates} <= named


def test_no_text_of_the_client_base_is_lost(office, examples):
    from osago_xl.imports.files import read_file

    office.bring_file(examples / "client_base.xlsx")
    texts = " ".join(str(value) for client in office.rows("tblClients") for value in client.values())
    comments = {str(row[6]) for row in read_file(examples / "client_base.xlsx").sheets[2].rows[3:]} - {"", "без имени"}
    for expected in (*comments, "31.02.2025", "вчера", "x@", "b@example.com", "осаго + каско", "01.01.1900"):
        assert expected in texts


def test_derived_tables_are_counted_for_each_input_row(office, examples):
    tables = office.bring_file(examples / "insurer_export.csv").to_json()["tables"]
    assert {name: counts["rows"] for name, counts in tables.items()} == dict.fromkeys(
        ("tblPolicies", "tblClients", "tblCars", "tblPayments"), 420
    )


def test_a_foreign_sheet_is_counted_and_left(office):
    report = office.bring(["Дата", "Сумма"], ["1", "2"])
    assert report.counts() == Counter(skipped=2)
    assert "не распознан" in report.remarks[0].message
    assert not office.changed


def test_one_unreadable_file_stops_all(office, examples, tmp_path):
    (tmp_path / "bad.xlsx").write_bytes(b"PK\x03\x04")
    work = Work(office.book, office.book.today)
    with pytest.raises(BookError, match=r"bad\.xlsx"):
        import_all(work, [examples / "client_base.xlsx", tmp_path / "bad.xlsx"], Options(), lambda *_: None)
    assert not work.changes()


def test_a_mapping_is_remembered_for_the_same_header(office, tmp_path):
    path = tmp_path / "crm.csv"
    path.write_text("Персонаж;Линия\nПетров Пётр;89161112233\n", "utf-8")

    def bring(options):
        work = Work(office.book, office.book.today)
        maps = Maps(tmp_path / "config" / "maps.json")
        return import_all(work, [path], options, lambda *_: None, maps)[0].counts()

    assert bring(Options()) == Counter(skipped=2)
    assert bring(Options(mapping={"Персонаж": "name", "Линия": "phone"})) == Counter(added=1)
    assert bring(Options()) == Counter(added=1)
