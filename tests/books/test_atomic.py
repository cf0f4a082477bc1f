"""A file is replaced as a whole or stays as it was, wherever the write fails."""

import sys
from pathlib import Path

import pytest

from osago_xl.books import atomic
from osago_xl.books.atomic import create_file, replace_file

OLD, NEW = b"the old content", b"the new content"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "книга.xlsm"
    path.write_bytes(OLD)
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of Windows are none of chmod")
def test_the_content_is_replaced_and_the_permissions_stay(file):
    file.chmod(0o640)
    replace_file(file, NEW)
    assert file.read_bytes() == NEW
    assert file.stat().st_mode & 0o777 == 0o640
    assert list(file.parent.iterdir()) == [file]


def test_a_new_file_is_made(tmp_path):
    replace_file(tmp_path / "new.bin", NEW)
    assert (tmp_path / "new.bin").read_bytes() == NEW


def test_a_link_keeps_leading_to_its_file(file, tmp_path):
    link = tmp_path / "link.xlsm"
    link.symlink_to(file)
    if not link.is_symlink():
        pytest.skip("Wine makes links that it does not tell from files")
    replace_file(link, NEW)
    assert link.is_symlink()
    assert file.read_bytes() == NEW


def test_the_check_sees_the_finished_file_and_may_refuse_it(file):
    def check(path: Path) -> None:
        assert path.read_bytes() == NEW
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        replace_file(file, NEW, check)
    assert file.read_bytes() == OLD
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_failing_system_call_leaves_the_old_file(file, monkeypatch, call):
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(atomic.os, call, fail)
    with pytest.raises(OSError, match="No space"):
        replace_file(file, NEW)
    monkeypatch.undo()
    assert file.read_bytes() == OLD
    assert list(file.parent.iterdir()) == [file]


def test_a_new_file_never_takes_a_name_that_is_taken(file):
    with pytest.raises(FileExistsError):
        create_file(file, NEW)
    create_file(file.with_name("другая.xlsm"), NEW)
    assert [each.read_bytes() for each in sorted(file.parent.iterdir())] == [NEW, OLD]


@pytest.mark.parametrize("taken", [False, True])
def test_a_drive_without_second_names_will_do(file, monkeypatch, taken):
    def refused(*_: object) -> None:
        if taken:
            target.write_bytes(OLD)
        raise PermissionError(1, "Operation not permitted")

    target = file.with_name("другая.xlsm")
    monkeypatch.setattr(Path, "hardlink_to", refused)
    if taken:
        with pytest.raises(FileExistsError):
            create_file(target, NEW)
    else:
        create_file(target, NEW)
    assert target.read_bytes() == (OLD if taken else NEW)
    assert sorted(file.parent.iterdir()) == sorted([file, target])
