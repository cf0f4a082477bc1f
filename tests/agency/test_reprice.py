"""A portfolio repriced by columns: to the kopeck what the scalar function gives for each row of a book."""

from __future__ import annotations

import json
import os
import signal
from datetime import date, timedelta
from decimal import Decimal

import pandas as pd
import pytest
from office_desk import TODAY
from office_histories import broken_at
from portfolio_of import fill

from osago_xl.agency import market
from osago_xl.agency.identity import identity_of
from osago_xl.agency.keys import inside
from osago_xl.agency.living import living
from osago_xl.agency.market import price_market
from osago_xl.agency.reprice import repriced, sums
from osago_xl.agency.repricing import reprice_of, reprice_store
from osago_xl.agency.store import engine, parse, transaction
from osago_xl.cli.main import main
from osago_xl.desk.contract.pricing import risk_of_policy
from osago_xl.domain.forecast import renewal
from osago_xl.domain.premium import premium
from osago_xl.errors import AgencyError, BookError, InputError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.vehicles import CARS
from osago_xl.tariffs.own import tariffs


def one_by_one(work, policy, on):
    """The premium of a renewal by the scalar functions; None where there is none."""
    try:
        risk = risk_of_policy(work, policy)
        claims = int(policy["claims"] or 0)
        return premium(renewal(risk, tariffs(), claims, max(policy["ends"] + timedelta(days=1), on)), tariffs()).premium
    except InputError:
        return None


def in_the_book(desk, table):
    """The result by the keys of a member's book."""
    code = identity_of(desk.work()).code
    return table.assign(key=[inside(key, "П-", code) for key in table["key"]]).set_index("key")


def is_living(policy, on):
    return policy["state"] == "оформлен" and policy["ends"] >= on and not policy["successor"]


@pytest.mark.parametrize("on", [TODAY, date(2026, 3, 31), date(2026, 4, 1)])
def test_every_policy_costs_what_the_scalar_function_says(office, on):
    head = office.member("Руководитель", "head")
    head.do(lambda work: fill(work, 250))
    head.sync()
    table = in_the_book(head, reprice_store(office.url, tariffs(), on))
    work = head.work()
    expected = {row["key"]: one_by_one(work, row, on) for row in work.rows(POLICIES) if is_living(row, on)}
    assert set(table.index) == set(expected)
    assert {key for key in expected if expected[key] is None} == set(table.index[table["forecast"].isna()])
    assert table["error"].notna().equals(table["forecast"].isna())
    priced = {key: Decimal(repr(float(value))) for key, value in table["forecast"].dropna().items()}
    assert priced == {key: value for key, value in expected.items() if value is not None}
    assert 60 < len(priced) < len(expected)


def test_an_agent_reprices_what_he_sees(office):
    head, agent = office.member("Руководитель", "head"), office.member("Агент")
    for desk, seed in ((head, 1), (agent, 2)):
        desk.do(lambda work, seed=seed: fill(work, 20, seed))
        desk.sync()
    own = sum(is_living(row, TODAY) for row in agent.work().rows(POLICIES))
    table, _ = reprice_of(agent.work(), "", tariffs(), TODAY, keep=False)
    everything, _ = reprice_of(head.work(), "", tariffs(), TODAY, keep=False)
    assert 0 < len(table) == own < len(everything)


def test_the_forecast_goes_into_the_books(office):
    head, agent = office.member("Руководитель", "head"), office.member("Агент")
    agent.do(lambda work: fill(work, 60))
    agent.sync()
    head.sync()
    table, saved = reprice_of(head.work(), "", tariffs(), TODAY, keep=True)
    assert saved == int(table["forecast"].notna().sum()) > 5
    assert reprice_of(head.work(), "", tariffs(), TODAY, keep=True)[1] == 0  # the second time nothing is new
    answer = agent.sync()
    assert answer["received"]["tblPolicies"] == saved and answer["conflicts"] == []
    found = in_the_book(agent, table)
    for row in agent.work().rows(POLICIES):
        said = found["forecast"].get(row["key"])
        if said is not None and not pd.isna(said):
            assert row["forecast"] == Decimal(repr(float(said)))
            # percent of what was paid, one place, halves up: computed here with Decimal
            change = ((row["forecast"] - row["premium"]) * 100 / row["premium"]).quantize(
                Decimal("0.1"), "ROUND_HALF_UP"
            )
            assert row["forecast_change"] == change


def test_killed_at_any_statement_it_has_written_all_or_nothing(office):
    """−9 at each statement in turn, until one run comes through."""
    head, agent = office.member("Руководитель", "head"), office.member("Агент")
    agent.do(lambda work: fill(work, 30))
    agent.sync()
    codes = []
    for number in range(1, 40):
        child = os.fork()
        if child == 0:
            try:
                with broken_at(number, lambda _: os.kill(os.getpid(), signal.SIGKILL)):
                    reprice_of(head.work(), "", tariffs(), TODAY, keep=True)
            finally:
                os._exit(0)
        codes.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        [[forecasts]] = office.ask("SELECT count(*) FROM policies WHERE forecast IS NOT NULL")
        [[noted]] = office.ask("SELECT count(*) FROM agency_history WHERE column_name = 'forecast'")
        assert (forecasts, noted) == ((0, 0) if codes[-1] else (forecasts, forecasts))
        if not codes[-1]:
            break
    assert len(codes) > 5 and set(codes[:-1]) == {-signal.SIGKILL} and forecasts > 3


def parquet_of(tmp_path, office, parts):
    """The living policies of an office as files of Parquet with their drivers in lists."""
    import pyarrow as pa
    from pyarrow import parquet

    with transaction(engine(parse(office.url)), writes=False) as connection:
        found = living(connection, TODAY)
    people = [[] for _ in range(len(found.contracts))]
    for row, person in zip(found.rows.tolist(), found.people.to_pylist(), strict=True):
        people[row].append(person)
    kind = pa.list_(pa.struct({name: pa.string() for name in found.people.column_names}))
    table = found.contracts.append_column("drivers", pa.array(people, kind))
    folder = tmp_path / "рынок"
    folder.mkdir()
    for n in range(parts):
        size = len(table) // parts + 1
        parquet.write_table(table.slice(n * size, size), folder / f"часть-{n}.parquet")
    return folder, found


def test_files_of_a_market_give_the_same_on_two_processes(sqlite, tmp_path, monkeypatch):
    head = sqlite.member("Руководитель", "head")
    head.do(lambda work: fill(work, 60))
    head.sync()
    folder, found = parquet_of(tmp_path, sqlite, 3)
    whole = repriced(found, tariffs(), TODAY)
    together = price_market(sorted(folder.glob("*.parquet")), tmp_path / "ответ", tariffs(), TODAY, workers=2)
    assert together == sums(whole)
    parts = pd.concat([pd.read_parquet(path) for path in sorted((tmp_path / "ответ").glob("*.parquet"))])
    assert parts["forecast"].tolist() == pytest.approx(whole["forecast"].tolist(), abs=0, nan_ok=True)
    with pytest.raises(BookError, match="Укажите папку с ними"):
        price_market([], tmp_path / "ответ", tariffs(), TODAY)
    monkeypatch.setattr(market, "WAIT", 0.2)
    with pytest.raises(AgencyError, match="Планировщик Dask"):
        price_market([folder / "часть-0.parquet"], tmp_path / "x", tariffs(), TODAY, "tcp://127.0.0.1:1")


def test_an_office_without_policies(office):
    office.member("Руководитель", "head")
    table = reprice_store(office.url, tariffs(), TODAY)
    assert sums(table)[:2] == (0, 0)


def osago(capsys, *arguments):
    code = main(["agency", "reprice", *map(str, arguments)])
    return code, capsys.readouterr()


def test_from_the_command_line(sqlite, tmp_path, capsys):
    head = sqlite.member("Руководитель", "head")
    head.do(lambda work: fill(work, 40))
    head.sync()
    url, day = ("--url", sqlite.url), ("--on", TODAY.isoformat())
    code, said = osago(capsys, *url, *day, "-o", tmp_path / "итог.csv", "--json")
    told = json.loads(said.out)
    assert (
        code == 1
        and 0 < told["priced"] < told["policies"]
        and sum(told["reasons"].values()) == told["policies"] - told["priced"]
    )
    lines = (tmp_path / "итог.csv").read_text("utf-8-sig").splitlines()
    assert len(lines) == told["policies"] + 1 and lines[0].startswith("key;agent;insurer;")
    assert f"Действующих полисов {told['policies']}, посчитано {told['priced']}." in osago(capsys, *url, *day)[1].out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "Назовите книгу"), (("--url", "x.sqlite", "--save"), "Назовите книгу"),
        (("--url", "x.sqlite", "--scheduler", "tcp://x:1"), "только с --parquet"),
        (("--url", "x.sqlite", "-o", "x.docx"), "пишутся .csv и .parquet"),
        (("--parquet", "."), "укажите папку для ответа"), (("--url", "x.sqlite", "--act", "."), "нет act.toml"),
    ],
)  # fmt: skip
def test_wrong_use_is_told(arguments, told, capsys):
    code, said = osago(capsys, *arguments)
    assert code == 2 and told in said.err


def test_a_new_act_is_applied_from_its_folder(sqlite, tmp_path, capsys):
    """КТ of Ufa 1,56 → 3,12 from 01.01.2027: a renewal after that day costs twice as much, one before the same."""
    head = sqlite.member("Руководитель", "head")
    car = {"category": "B", "region": "Республика Башкортостан", "place": "Уфа", "power_hp": 75}

    def sell(work):
        for ends in (date(2026, 12, 30), date(2027, 1, 30)):
            client = work.add(CLIENTS, name="Иванов Пётр", kind="физлицо")["key"]
            made = work.add(CARS, owner=client, vin=f"VIN{ends:%Y%m%d}", **car)["key"]
            work.add(
                POLICIES,
                client=client,
                car=made,
                product="ОСАГО",
                state="оформлен",
                unlimited="да",
                tb=Decimal(4000),
                premium=Decimal(20000),
                starts=ends.replace(year=ends.year - 1),
                ends=ends,
            )

    head.do(sell)
    head.sync()
    act = tmp_path / "7400-u"
    act.mkdir()
    (act / "act.toml").write_text(
        'number = "7400-У"\ntitle = "Проба"\nin_force = 2027-01-01\nedition = false\nchanges = "КТ Уфы"\n'
        'confidence = "own"\nsources = []\n', "utf-8")  # fmt: skip
    (act / "kt.csv").write_text("region,place,vehicles,tractors,valid_from,confidence,sources,note\n"
                                "02,Уфа,3.12,1.00,,carried,,\n", "utf-8")  # fmt: skip
    before = reprice_store(sqlite.url, tariffs(), TODAY)["forecast"].tolist()
    osago(capsys, "--url", sqlite.url, "--on", TODAY, "--act", act, "-o", tmp_path / "x.parquet")
    after = pd.read_parquet(tmp_path / "x.parquet")["forecast"].tolist()
    # 4 000 × 1,56 × 1,17 × КО 3,16 × КМ 1,1 (75 л.с.) = 25 377,5808; without КВС: the list is unlimited
    assert before == [25377.58, 25377.58]
    assert after == [25377.58, 50755.16]
