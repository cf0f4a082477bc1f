from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from osago_xl import Risk, Tariffs, premium
from osago_xl.domain.insurers import InsurerRate, best_rate, check_rate, quotes
from osago_xl.errors import InputError

TARIFFS = Tariffs.load()
CAR = Risk.parse({"date": "2026-03-01", "category": "B", "region": "02", "place": "Уфа", "power_hp": 110,
                  "base_rate": "max", "drivers": [{"age": 35, "experience": 10, "kbm": 0.91}]})  # fmt: skip


def rate(amount, insurer="Альфа", **cells) -> InsurerRate:
    given = {"insurer": insurer, "category": "B", "rate": amount, "since": "2026-01-01"}
    return InsurerRate.parse(given | cells, TARIFFS.territories)


def best(*rates, risk=CAR):
    found = best_rate(rates, "Альфа", risk, TARIFFS)
    return None if found is None else int(found.rate)


def test_place_beats_region_beats_everywhere():
    everywhere, region, place = rate(1), rate(2, territory="Башкортостан"), rate(3, territory="г. Уфа")
    assert best(place, region, everywhere) == 3
    assert best(everywhere, region) == 2
    assert best(everywhere, rate(9, territory="Казань"), rate(9, territory="Татарстан")) == 1


def test_region_of_one_territory_and_other_places():
    moscow = rate(5, territory="Москва")
    assert (moscow.region, moscow.place) == ("77", None)
    others = rate(5, territory="Башкортостан, прочие")
    assert others.place == "Прочие города и населенные пункты"
    assert best(others) is None


def test_owner_beats_any_owner():
    assert best(rate(1, owner="физ"), rate(2, owner="все", since="2026-02-01")) == 1
    assert best(rate(1, owner="юр")) is None
    assert best(rate(1, owner="такси")) is None


def test_a_taxi_needs_its_own_rate():
    taxi = replace(CAR, taxi=True)
    assert best(rate(1, owner="любой"), risk=taxi) is None
    assert best(rate(1, owner="любой"), rate(2, owner="такси"), risk=taxi) == 2


def test_exact_class_of_a_lorry_beats_the_category():
    truck = Risk.parse({"date": "2026-03-01", "category": "C", "max_mass_kg": 20000, "region": "02", "place": "Уфа",
                        "base_rate": "max", "drivers": "unlimited", "owner": "legal"})  # fmt: skip
    heavy, any_truck = rate(1, category="C свыше 16 т"), rate(2, category="С", since="2026-02-01")
    assert best(any_truck, heavy, risk=truck) == 1
    assert best(rate(3, category="C до 16 т"), risk=truck) is None
    assert best(rate(4, category="C", owner="юр"), risk=truck) == 4


def test_newest_of_equals_and_only_on_its_days():
    assert best(rate(1), rate(2, since="2026-02-01")) == 2
    assert best(rate(1), rate(2, since="2026-03-02")) == 1
    assert best(rate(1, until="2026-02-28")) is None
    assert best(rate(1, until="2026-03-01"), rate(1, "Бета")) == 1


def test_kt_by_hand_or_foreign_fits_rates_for_everywhere_only():
    by_hand = Risk.parse({"date": "2026-03-01", "category": "B", "kt": 2, "power_hp": 110, "base_rate": "max",
                          "drivers": "unlimited"})  # fmt: skip
    assert best(rate(1), rate(2, territory="02"), risk=by_hand) == 1


def test_side_by_side_cheapest_first_and_reasons_last():
    rates = [rate(5000, "Альфа"), rate(3000, "Бета"), rate(9999, "Гамма"), rate(1, "Дельта", since="2027-01-01")]
    offers = quotes(CAR, rates, TARIFFS)
    assert [offer.insurer for offer in offers] == ["Бета", "Альфа", "Гамма", "Дельта"]
    assert str(offers[1].quote.premium) == "8006.54"
    assert "коридор" in offers[2].reason and offers[2].quote is None
    assert offers[3].rate is None and "01.03.2026" in offers[3].reason


def test_a_mistake_in_the_risk_is_not_blamed_on_insurers():
    broken = Risk.parse({"date": "2026-03-01", "category": "B", "region": "02", "place": "Уфа", "base_rate": 1,
                         "drivers": "unlimited"})  # fmt: skip
    with pytest.raises(InputError) as refused:
        quotes(broken, [rate(5000)], TARIFFS)
    assert refused.value.field == "power_hp"


def test_no_rates_no_offers():
    assert quotes(CAR, [], TARIFFS) == []


@pytest.mark.parametrize(
    "cells",
    [{"insurer": None}, {"category": "X"}, {"rate": "много"}, {"since": None}, {"until": "2025-01-01"},
     {"territory": "Уфо"}, {"owner": "кот"}],
)  # fmt: skip
def test_unusable_rows(cells):
    with pytest.raises(InputError):
        rate(**({"amount": 5000} | ({} if "rate" not in cells else {"amount": cells["rate"]})),
             **{k: v for k, v in cells.items() if k not in ("rate", "insurer")},
             **({"insurer": None} if "insurer" in cells else {}))  # fmt: skip


def test_corridor_of_the_rates_own_days():
    assert check_rate(rate(5000), TARIFFS, date(2026, 5, 1)) == []
    (finding,) = check_rate(rate(8666), TARIFFS, date(2026, 5, 1))
    assert finding.message == "ТБ 8\u00a0666 ₽ вне коридора 1\u00a0399…8\u00a0665 ₽ и 724…6\u00a0580 ₽ (7204-У)"
    assert check_rate(rate(8666, owner="физлицо"), TARIFFS, date(2026, 5, 1))[0].message.endswith(
        "1\u00a0399…8\u00a0665 ₽ (7204-У)"
    )
    assert check_rate(rate(8666, owner="такси"), TARIFFS, date(2026, 5, 1)) == []
    assert check_rate(rate(15000, category="C"), TARIFFS, date(2026, 5, 1)) == []
    assert check_rate(rate(1, category="C", since="2022-02-01", until="2022-02-02"), TARIFFS, date(2026, 5, 1)) == []
    assert check_rate(rate(8000, since="2025-01-01", until="2025-12-08"), TARIFFS, date(2026, 5, 1))
    assert check_rate(rate(1500, owner="физ", since="2025-01-01"), TARIFFS, date(2026, 5, 1)) == []
    assert check_rate(rate(1500, owner="физ", since="2025-02-01", until="2025-12-01"), TARIFFS, date(2026, 5, 1))
    assert check_rate(rate(150, category="D"), TARIFFS, date(2026, 5, 1))


def test_premium_of_an_offer_is_the_premium():
    (offer,) = quotes(CAR, [rate(5000)], TARIFFS)
    assert offer.quote == premium(Risk.parse({**_as_dict(CAR), "base_rate": Decimal(5000)}), TARIFFS)


def _as_dict(risk: Risk) -> dict:
    return {name: getattr(risk, name) for name in risk.__slots__}
