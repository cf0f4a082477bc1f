"""Which copies stay, and which files are copies at all."""

from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from osago_xl.keeping.copies import Manifest, copies, folder_of, free_name, manifest_of, surplus

NOW = datetime(2026, 11, 22, 9, 15)
BOOK = Path("База.xlsm")


def test_the_last_ten_stay_whatever_their_day():
    moments = [NOW - timedelta(minutes=minute) for minute in range(25)]
    assert surplus(moments, keep=10) == sorted(moments)[:15][::-1]


def test_one_a_day_for_a_month_and_one_a_month_for_a_year():
    daily = [NOW - timedelta(days=day) for day in range(400)]
    kept = sorted(set(daily) - set(surplus(daily, keep=10)), reverse=True)
    assert kept[:32] == daily[:32]
    older = kept[32:]
    assert [f"{moment:%Y-%m}" for moment in older] == [
        "2026-09", "2026-08", "2026-07", "2026-06", "2026-05", "2026-04", "2026-03", "2026-02", "2026-01",
        "2025-12", "2025-11",
    ]  # fmt: skip


@given(st.lists(st.datetimes(datetime(2020, 1, 1), datetime(2027, 1, 1)), max_size=60, unique=True), st.integers(1, 15))
def test_thinning_twice_is_thinning_once_and_the_newest_always_stays(moments, keep):
    kept = set(moments) - set(surplus(moments, keep))
    assert surplus(kept, keep) == []
    assert not moments or max(moments) in kept
    assert len(kept) >= min(keep, len(moments))


def test_a_file_without_a_manifest_is_no_copy_of_ours(tmp_path):
    (tmp_path / "База 2026-11-22 091500.xlsm").write_bytes(b"x")
    (tmp_path / "База 2026-11-22 091501.xlsm").write_bytes(b"x")
    (tmp_path / "База 2026-11-22 091501.json").write_text("{}", "utf-8")
    assert copies(tmp_path, BOOK) == []
    assert copies(tmp_path / "нет такой", BOOK) == []


def test_a_copy_is_found_by_its_manifest_and_newest_comes_first(tmp_path):
    for minute in (1, 2):
        made = NOW + timedelta(minutes=minute)
        path = free_name(tmp_path, BOOK, made)
        path.write_bytes(b"x")
        manifest_of(path).write_text(Manifest(BOOK.name, made, "", "1", 1, "0").to_json(), "utf-8")
    found = copies(tmp_path, BOOK)
    assert [copy.manifest.made.minute for copy in found] == [17, 16]
    assert copies(tmp_path, Path("Другая.xlsm")) == []
    found[0].remove()
    assert len(copies(tmp_path, BOOK)) == 1


def test_two_copies_of_one_second_have_two_names(tmp_path):
    first = free_name(tmp_path, BOOK, NOW)
    first.write_bytes(b"x")
    assert free_name(tmp_path, BOOK, NOW).name == "База 2026-11-22 091500 1.xlsm"


def test_the_folder_is_that_of_the_settings_or_beside_the_book():
    assert folder_of(Path("/база/OSAGO.xlsm")) == Path("/база/Копии ОСАГО")
    assert folder_of(Path("/база/OSAGO.xlsm"), " /флешка ") == Path("/флешка")
