"""The agent's own tariffs: a folder that cannot be read says so to everybody who computes, until it is mended."""

from datetime import date

import pytest

from osago_xl.errors import TariffError
from osago_xl.tariffs import own


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(own, "folder", lambda: tmp_path / "own")
    own.look_again()
    yield tmp_path / "own"
    own.look_again()


def test_a_broken_act_stops_every_calculation_and_a_mended_one_none(folder):
    (folder / "act").mkdir(parents=True)
    (folder / "act" / "act.toml").write_text("number = 7400", "utf-8")
    for _ in range(2):  # the second asks what the first has kept
        own.look_again()
        with pytest.raises(TariffError):
            own.tariffs()
    (folder / "act" / "act.toml").unlink()
    (folder / "act").rmdir()
    own.look_again()
    assert own.tariffs().at(date(2026, 6, 1)).edition == "7204-У"


def test_one_more_act_is_laid_over_the_others(folder):
    folder.mkdir()
    again = own.with_act(_act(folder.parent))
    assert again.at(date(2027, 5, 1)).edition == "7500-У" != own.tariffs().at(date(2027, 5, 1)).edition


def _act(root):
    """An act that changes nothing but who said it last."""
    act = root / "7500-u"
    act.mkdir()
    (act / "act.toml").write_text(
        'number = "7500-У"\ntitle = "Указание № 7500-У"\nin_force = 2027-04-01\nedition = true\nchanges = "ничего"\n'
        'confidence = "own"\nsources = []\n',
        "utf-8",
    )
    return act
