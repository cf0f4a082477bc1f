"""Copies and bases of an earlier version are of use after the upgrade: rows come back from them, and are merged."""

from pathlib import Path

import pytest
from keeping_desk import NOW, TODAY, Desk

from osago_xl.cli.main import main
from osago_xl.keeping.copies import FOLDER, copies
from osago_xl.keeping.merge import Merge
from osago_xl.keeping.merge_files import read_base
from osago_xl.keeping.restore import bring_back, compare, rows_of
from osago_xl.keeping.upgrade import upgrade
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.workbook import WORKBOOK

GOLDEN = Path(__file__).parents[1] / "golden" / "OSAGO-0.1.0.xlsm"


@pytest.fixture
def upgraded(tmp_path):
    """A workbook of the first version, upgraded; its policy got what only this one knows, a client was lost."""
    path = tmp_path / "OSAGO.xlsm"
    path.write_bytes(GOLDEN.read_bytes())
    upgrade(path, TODAY, NOW)
    desk = Desk(path)
    desk.do(lambda work: work.set(POLICIES, work.rows(POLICIES)[0], partner_percent=7, number="0000000000"))
    desk.do(lambda work: work.remove(CLIENTS, work.rows(CLIENTS)[0]))
    return desk


def the_copy(desk):
    return copies(desk.path.parent / FOLDER, desk.path)[-1]


def test_its_version_is_in_the_manifest(upgraded):
    assert the_copy(upgraded).manifest.schema == "1"


def test_rows_come_back_and_what_the_earlier_version_did_not_know_stays(upgraded):
    work = upgraded.work()
    bring_back(work, compare(work, rows_of(the_copy(upgraded), work.schema, None)))
    work.commit("Восстановление")
    assert upgraded.names() == ["Орехова Анна"]
    policy = upgraded.rows("tblPolicies")[0]
    assert (policy["number"], policy["partner_percent"]) == ("0123456789", 7)


def test_the_whole_file_is_of_the_earlier_version_again_and_says_so(upgraded, capsys):
    assert main(["restore", str(upgraded.path), "--copy", the_copy(upgraded).path.name]) == 0
    assert "от прежней версии программы. Обновите книгу: osago-xl upgrade." in capsys.readouterr().out
    assert upgraded.path.read_bytes() == GOLDEN.read_bytes()


def test_an_earlier_base_is_merged(desk, tmp_path):
    path = tmp_path / "прежняя.xlsm"
    path.write_bytes(GOLDEN.read_bytes())
    work = desk.work()
    Merge(work).take(read_base(path, WORKBOOK, None))
    work.commit("Объединить")
    assert [row["number"] for row in desk.rows("tblPolicies")] == ["0123456789"]
    assert desk.names() == ["Иванов Пётр Сергеевич", "Орехова Анна"]
