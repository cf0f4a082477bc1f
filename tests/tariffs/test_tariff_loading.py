"""One small broken folder a rule: the loader stops with file, line and reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from osago_xl import Risk, Tariffs, premium
from osago_xl.errors import TariffError
from osago_xl.tariffs.overview import overview

ACT = """
number = "моя правка"
title = "Моя правка от 01.02.2026"
in_force = 2026-02-01
edition = false
changes = "КТ Уфы"
confidence = "own"
sources = []
override = true
"""
TAIL = "valid_from,confidence,sources,note\n"
BASE = f"class,min,max,{TAIL}"
STATUS = f"region,place,{TAIL}"
KVS = f"family,age_from,age_to,experience_from,experience_to,kvs,{TAIL}"
KT = "region,place,vehicles,tractors,valid_from,confidence,sources,note\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "act.toml").write_text(ACT, encoding="utf-8")
    return tmp_path


def put(folder: Path, name: str, text: str) -> None:
    (folder / "mine" / name).write_text(text, encoding="utf-8")


def refused(folder: Path) -> str:
    with pytest.raises(TariffError) as error:
        tariffs = Tariffs.load(folder)
        tariffs.at(date(2026, 2, 1))
    return str(error.value)


CAR = {"category": "B", "region": "02", "place": "Уфа", "power_hp": 110, "base_rate": 5000, "drivers": "unlimited"}


def test_an_override_is_named_in_every_explanation(folder):
    put(folder, "kt.csv", KT + "02,Уфа,1.60,,,own,,\n")
    tariffs = Tariffs.load(folder)
    before = premium(Risk.parse(CAR | {"date": "2026-01-31"}), tariffs)
    after = premium(Risk.parse(CAR | {"date": "2026-02-01"}), tariffs)
    assert (before.value("КТ"), before.act) == (Decimal("1.56"), "7204-У")
    assert (after.value("КТ"), after.act) == (Decimal("1.60"), "моя правка")
    assert "КТ: значение из своих тарифов агента: Моя правка от 01.02.2026" in after.notes


def test_an_override_wins_on_the_very_day_of_an_act(folder):
    text = ACT.replace("2026-02-01\n", "2025-12-09\n")
    put(folder, "act.toml", text)
    put(folder, "kt.csv", KT + "51,Мурманск,1.77,1.06,,own,,\n")
    found = premium(Risk.parse(CAR | {"date": "2025-12-09", "region": "51", "place": "Мурманск"}), Tariffs.load(folder))
    assert found.value("КТ") == Decimal("1.77")


def test_an_override_may_bring_its_sources(folder):
    (folder / "sources.csv").write_text("id,what\nmine,мой справочник\n", encoding="utf-8")
    put(folder, "kt.csv", KT + "02,Уфа,1.60,,2026-03-01,own,mine,\n")
    tariffs = Tariffs.load(folder)
    assert tariffs.sources["mine"] == "мой справочник"
    assert date(2026, 3, 1) in tariffs.starts


def test_a_new_rule_and_a_gap_may_be_stated(folder):
    put(folder, "ko.csv", "drivers,owner,ko,valid_from,confidence,sources,note\nunlimited,legal,,,own,,нет данных\n")
    put(folder, "kt_foreign.csv", "origin,category,kt,valid_from,confidence,sources,note\nany,*,,,own,,нет данных\n")
    tariff = Tariffs.load(folder).at(date(2026, 2, 1))
    told = {value.what: value for value in overview(tariff)}
    assert told["без ограничений юрлица"].note == "нет данных"
    assert told["иностранные ТС: любые *"].value == ""


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("override = true", "overide = true", "неизвестные ключи overide"),
        ('changes = "КТ Уфы"', "", "нет ключей changes"),
        ('number = "моя правка"', 'number = "7204-У"', "акт 7204-У описан дважды"),
        ("in_force = 2026-02-01", 'in_force = "2026-02-01"', "ключ in_force: неверный вид"),
        ("edition = false", "edition = 0", "ключ edition"),
        ('confidence = "own"', 'confidence = "sure"', "«sure» нет среди"),
        ("in_force = 2026-02-01", "in_force = 2026-02-30", "файл не читается"),
        ("edition = false", "edition = false\nedition = true", "файл не читается"),
    ],
)
def test_act_toml(folder, old, new, reason):
    put(folder, "act.toml", ACT.replace(old, new))
    message = refused(folder)
    assert reason in message and "mine" in message


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("kt.csv", "region,place,cars,valid_from,confidence,sources,note\n", "строка 1: неизвестные столбцы cars"),
        ("kt.csv", "region,place\n", "строка 1: нужны столбцы region, place, vehicles"),
        ("kt.csv", "", "строка 1: нужны столбцы"),
        ("kt.csv", KT + "02,Уфа,1.6\n", "строка 2: полей 3, нужно 8"),
        ("kt.csv", KT + "02,Уфа,1.6,,,own,,\n02,Уфа,1.7,,,own,,\n", "строка 3: повторяется строка 02, Уфа"),
        ("kt.csv", KT + "02,Уфа,много,,,own,,\n", "строка 2: vehicles: «много» не число"),
        ("kt.csv", KT + "02,Уфа,.5,,,own,,\n", "«.5» не число"),
        ("kt.csv", KT + "02,Уфа,-1,,,own,,\n", "«-1» не число"),
        ("kt.csv", KT + "02,Уфа,51,,,own,,\n", "51 вне пределов 0.3…50"),
        ("kt.csv", KT + "02,Уфа,0.2,,,own,,\n", "0.2 вне пределов"),
        ("kt.csv", KT + "02,,1.6,,,own,,\n", "place: пусто"),
        ("kt.csv", KT + "00,Уфа,1.6,,,own,,\n", "региона 00 нет в regions.csv"),
        ("kt.csv", KT + "02,Уфа,1.6,,,sure,,\n", "confidence: «sure»"),
        ("kt.csv", KT + "02,Уфа,1.6,,вчера,own,,\n", "valid_from: «вчера» не дата"),
        ("kt.csv", KT + "02,Уфа,1.6,,2026-01-31,own,,\n", "раньше начала действия акта 2026-02-01"),
        ("kt.csv", KT + "02,Уфа,1.6,,,own,nobody,\n", "источника nobody нет в sources.csv"),
        ("kt_status.csv", STATUS + "02,Уфо,,carried,,\n", "«02, Уфо» нет в таблице КТ"),
        ("base_rates.csv", BASE + "A,5000,4000,,own,,\n", "5000 больше верхней 4000"),
        ("base_rates.csv", BASE + "X,1000,4000,,own,,\n", "class: «X» нет среди"),
        ("kvs.csv", KVS + "common,70,,0,0,1.5,,own,,\n", "КВС common, возраст: наложение"),
        ("kvs.csv", KVS + "common,16,21,8,8,1.5,,own,,\n", "КВС common, стаж при возрасте 16: разрыв между 5–6 и 8"),
        ("kvs.csv", KVS + "common,x,21,8,8,1.5,,own,,\n", "age_from: «x» не целое до 110"),
        ("kvs.csv", KVS + "common,111,,0,0,1.5,,own,,\n", "«111» не целое до 110"),
        ("km.csv", "family,power_over,power_to,km,valid_from,confidence,sources,note\nB,200,,1.9,,own,,\n", "КМ B"),
        ("ks.csv", "months_from,months_to,ks,valid_from,confidence,sources,note\n1,1,0.2,,own,,\n", "КС, месяцы"),
        ("notes.txt", "x", "лишний файл notes.txt"),
        ("colours.csv", "x", "лишний файл colours.csv"),
        ("kt.csv", KT + '02,"Уфа\n', "файл не читается"),
    ],
)  # fmt: skip
def test_csv(folder, name, text, reason):
    put(folder, name, text)
    message = refused(folder)
    assert message.startswith("Тарифы")
    assert reason in message


def test_a_row_without_source_is_only_for_overrides_and_carried_values(folder):
    put(folder, "act.toml", ACT.replace("override = true", ""))
    put(folder, "kt.csv", KT + "02,Уфа,1.60,,,likely,,\n")
    assert "строка 2: не указан источник" in refused(folder)
    put(folder, "kt.csv", KT + "02,Уфа,1.60,,,likely,tco-7204,\n")
    put(folder, "kt_status.csv", STATUS + "02,Салават,,carried,,\n")
    assert Tariffs.load(folder).at(date(2026, 2, 1)).kt


def test_two_acts_may_not_state_one_row_from_one_day(folder):
    put(folder, "act.toml", ACT.replace("override = true", "").replace("2026-02-01\n", "2025-12-09\n"))
    put(folder, "kt.csv", KT + "51,Мурманск,1.77,1.06,,likely,tco-7204,\n")
    message = refused(folder)
    assert "даты пересекаются" in message and "7204-u/kt.csv" in message and "mine/kt.csv, строка 2" in message


def test_folders_and_sources(folder, tmp_path):
    with pytest.raises(TariffError, match=r"папки .* нет"):
        Tariffs.load(tmp_path / "nowhere")
    (folder / "sources.csv").write_text("id,what\nmine,один\nmine,два\n", encoding="utf-8")
    assert "источник «mine» повторяется" in refused(folder)
    (folder / "sources.csv").write_bytes(b"\xff\xfe\x00")
    assert "файл не читается" in refused(folder)


def test_hidden_folders_are_no_acts(folder):
    (folder / ".git").mkdir()
    (folder / "__pycache__").mkdir()
    assert len(Tariffs.load(folder).acts) == 8


def test_aliases_must_lead_somewhere(tmp_path, monkeypatch):
    from shutil import copytree

    from osago_xl.tariffs import tariffs as module

    data = copytree(module.DATA, tmp_path / "data")
    (data / "aliases.csv").write_text("text,region,place\nзаря,02,Заря\n", encoding="utf-8")
    monkeypatch.setattr(module, "DATA", data)
    with pytest.raises(TariffError, match="«заря» указывает на неизвестную территорию"):
        Tariffs.load()


@pytest.mark.parametrize(
    ("day", "told"),
    # the acts were looked through on 22.11.2026; 60 days on is 21.01.2027 (8 days of November, 31, 21 of January)
    [(date(2026, 12, 1), False), (date(2027, 1, 20), False), (date(2027, 1, 21), True), (date(2100, 1, 1), True)],
)
def test_a_contract_beyond_the_known_acts_is_told_so(day, told):
    found = premium(Risk.parse(CAR | {"date": day}), Tariffs.load())
    note = "Тарифы известны до 22.11.2026: на этот день может выйти новый акт, сверьте ближе к дате"
    assert (note in found.notes) == told
    assert found.premium > 0


def test_an_act_taken_later_moves_the_day_on(folder):
    put(folder, "act.toml", ACT.replace("2026-02-01\n", "2027-02-01\n").replace("override = true", ""))
    put(folder, "kt.csv", KT + "02,Уфа,1.60,1.10,,certain,klerk-2025,\n")
    horizon = Tariffs.load(folder).horizon
    assert (horizon.note(date(2027, 4, 1)), horizon.looked) == ("", date(2027, 2, 1))
    assert horizon.note(date(2027, 4, 2)).startswith("Тарифы известны до 01.02.2027")


def test_an_own_value_says_nothing_about_the_acts(folder):
    put(folder, "act.toml", ACT.replace("2026-02-01\n", "2027-02-01\n"))
    put(folder, "kt.csv", KT + "02,Уфа,1.60,1.10,,own,,\n")
    assert Tariffs.load(folder).horizon.looked == date(2026, 11, 22)
