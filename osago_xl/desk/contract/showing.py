"""What a calculation has found, shown in the cells of Оформление."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from osago_xl.books.base import FormValues
from osago_xl.desk.contract.form import FORM
from osago_xl.desk.contract.pricing import Priced
from osago_xl.domain.explain import explain
from osago_xl.domain.factors import age_experience
from osago_xl.domain.premium import Quote
from osago_xl.domain.risk import Risk
from osago_xl.schema.sheets.contract_grids import DRIVER_ROWS, FACTOR_ROWS, QUOTE_ROWS
from osago_xl.tariffs.own import tariffs
from osago_xl.values.money import number
from osago_xl.work.unit import Work


def show_offers(work: Work, priced: Sequence[Priced]) -> None:
    """Every company with its rate, premium and commission, or why it has none."""
    rows = [
        {
            "insurer": offer.insurer,
            "base_rate": offer.quote.value("ТБ") if offer.quote else None,
            "premium": offer.quote.premium if offer.quote else None,
            "commission": offer.commission,
            "note": offer.reason,
        }
        for offer in priced[:QUOTE_ROWS]
    ]
    work.fill(FORM, quotes=rows)


def show_quote(work: Work, best: Priced) -> None:
    """The premium with each factor; cleared, with the reason, where there is none."""
    quote = best.quote
    if quote is None:
        work.fill(FORM, factors=[], premium=None, act="", reason=best.reason, territory="")
        return
    work.fill(
        FORM,
        factors=factor_rows(quote),
        premium=quote.premium,
        act=quote.act,
        reason="; ".join([*quote.notes, *unconfirmed(quote)]),
        territory=_territory(quote),
    )


def unconfirmed(quote: Quote) -> list[str]:
    """What to do about a КТ that nobody has seen in the act in force."""
    carried = any(factor.code == "КТ" and factor.confidence.startswith("carried") for factor in quote.factors)
    return ["сверьте: Полис → Проверить → «Проверить тариф»"] * carried


def factor_rows(quote: Quote) -> list[dict[str, Any]]:
    """The explanation as rows of a factors grid."""
    lines = explain(quote)[: FACTOR_ROWS - 1]
    return [
        {
            "code": line.code,
            "value": factor.value,
            "why": line.why,
            "act": "; ".join(part for part in (line.origin, line.note) if part),
        }
        for line, factor in zip(lines, quote.factors, strict=False)
    ]


def _territory(quote: Quote) -> str:
    factor = quote.factors[1]
    return f"{number(factor.value)}: {factor.why}"


def show_drivers(work: Work, form: FormValues, risk: Risk) -> None:
    """Age, experience and КВС of each driver on the first day."""
    tariff = tariffs().at(risk.date)
    typed = iter(risk.drivers if not isinstance(risk.drivers, str) else ())
    rows = []
    for row in form["drivers"][:DRIVER_ROWS]:
        row = dict(row)
        driver = next(typed, None) if row.get("name") or row.get("birth_date") or row.get("licensed") else None
        if driver is not None:
            row["age"], row["experience"] = driver.age_on(risk.date), driver.experience_on(risk.date)
            legal = risk.owner == "legal"
            row["kvs"] = age_experience(tariff, risk.category, row["age"], row["experience"], legal=legal).value
        rows.append(row)
    work.fill(FORM, drivers=rows)
