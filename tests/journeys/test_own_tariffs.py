"""The agent's own tariffs count everywhere alike: in a cell, behind a button, on the command line, in an import."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from osago_xl.cli.main import main
from osago_xl.desk.contract import pricing
from osago_xl.domain.premium import premium
from osago_xl.domain.risk import Risk
from osago_xl.functions.registry import call
from osago_xl.imports import run
from osago_xl.tariffs import own

ACT = (
    'number = "моя"\ntitle = "Моя"\nin_force = 2026-02-01\nedition = false\nchanges = ""\nconfidence = "own"\n'
    "sources = []\noverride = true\n"
)
HEAD = "region,place,vehicles,tractors,valid_from,confidence,sources,note\n"
DAY = date(2026, 3, 1)


@pytest.fixture
def mine(own_tariffs: Path) -> Path:
    folder = own_tariffs / "mine"
    folder.mkdir(parents=True)
    (folder / "act.toml").write_text(ACT, "utf-8")
    (folder / "kt.csv").write_text(HEAD + "02,Уфа,1.60,,,own,,\n", "utf-8")
    own.look_again()
    return folder


def test_every_door_computes_by_the_same_tariffs(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """КТ of Уфа is 1.56 in the acts and 1.60 by the agent's folder."""
    assert call("OSAGO_KT", DAY, "02", "Уфа") == 1.6
    assert main(["territory", "Уфа", "--on", "2026-03-01", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["territories"][0]["kt"] == "1.60"
    risk = Risk(date=DAY, category="B", owner="individual", region="02", place="Уфа", power_hp=100, base_rate="max",
                drivers="unlimited", kbm=1)  # fmt: skip
    assert premium(risk, pricing.tariffs()).value("КТ") == Decimal("1.60")
    assert run.tariffs() is pricing.tariffs() is own.tariffs()


def test_a_file_changed_by_hand_is_read_again(mine: Path) -> None:
    assert call("OSAGO_KT", DAY, "02", "Уфа") == 1.6
    (mine / "kt.csv").write_text(HEAD + "02,Уфа,1.7,,,own,,\n", "utf-8")
    own.look_again()
    assert call("OSAGO_KT", DAY, "02", "Уфа") == 1.7


def test_a_file_that_cannot_be_read_is_named_by_every_formula(mine: Path) -> None:
    (mine / "kt.csv").write_text(HEAD + "02,Уфа,много,,,own,,\n", "utf-8")
    own.look_again()
    for _ in range(2):
        assert "kt.csv" in call("OSAGO_KT", DAY, "02", "Уфа").reason
