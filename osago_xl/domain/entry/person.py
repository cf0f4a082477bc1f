"""Rules about the rows of a driver and of a client."""

from __future__ import annotations

from decimal import Decimal

from osago_xl.domain.entry.rule import Known, Rule, Values
from osago_xl.domain.identity.names import sex
from osago_xl.values.dates import full_years
from osago_xl.values.money import number

YOUNGEST, GROWN, OLDEST = 16, 18, 150
"""Years: a licence of categories A1 and M is given from 16 on, of B from 18 on (196-ФЗ art. 26)."""


def _impossible(row: Values, known: Known) -> bool:
    return not 0 <= full_years(row["birth_date"], known.today) <= OLDEST


def _too_young(row: Values, known: Known) -> str:
    age = full_years(row["birth_date"], known.today)
    return str(age) if 0 <= age < YOUNGEST else ""


def _licensed_at(row: Values, known: Known) -> int | None:
    """The age at which the licence was given; None for dates that other rules refuse."""
    if _impossible(row, known) or _too_young(row, known) or row["licensed"] > known.today:
        return None
    return full_years(row["birth_date"], row["licensed"])


def _as_child(row: Values, known: Known) -> str:
    age = _licensed_at(row, known)
    return str(age) if age is not None and age < YOUNGEST else ""


def _before_grown(row: Values, known: Known) -> str:
    age = _licensed_at(row, known)
    return str(age) if age is not None and YOUNGEST <= age < GROWN else ""


def _unknown_kbm(row: Values, known: Known) -> str:
    allowed = known.kbm(known.today)
    return number(row["kbm"]) if allowed and Decimal(row["kbm"]) not in allowed else ""


def _other_sex(row: Values, _known: Known) -> bool:
    return bool(told := sex(row["name"])) and not str(row["sex"]).startswith(told)


_SEE_BOTH = "Проверьте дату рождения и начало стажа."
DRIVER = (
    Rule("driver.age", "birth_date", "error", "невозможная дата рождения", "Исправьте дату.", ("birth_date",),
         _impossible),
    Rule("driver.age", "birth_date", "error", "водителю {} лет: права дают с 16", "Исправьте дату.", ("birth_date",),
         _too_young),
    Rule("driver.licensed", "licensed", "error", "стаж с {} лет: прав раньше 16 не бывает", _SEE_BOTH,
         ("birth_date", "licensed"), _as_child),
    Rule("driver.licensed", "licensed", "warning", "стаж с {} лет",
         f"{_SEE_BOTH} Раньше 18 лет права бывают только на мотоцикл и мопед (A1, M).", ("birth_date", "licensed"),
         _before_grown),
    Rule("driver.licensed", "licensed", "error", "стаж ещё не начался", "Исправьте дату.", ("licensed",),
         lambda row, known: row["licensed"] > known.today),
    Rule("driver.kbm", "kbm", "error", "КБМ {} нет в таблице", "Впишите КБМ из ответа РСА.", ("kbm",), _unknown_kbm),
)  # fmt: skip
CLIENT = (
    Rule("client.age", "birth_date", "error", "невозможная дата рождения", "Исправьте дату.", ("birth_date",),
         _impossible),
    Rule("client.paper", "paper_issued", "error", "документ выдан до рождения", "Исправьте дату.",
         ("birth_date", "paper_issued"), lambda row, _known: row["paper_issued"] <= row["birth_date"]),
    Rule("client.paper", "paper_issued", "error", "дата документа ещё не наступила", "Исправьте.", ("paper_issued",),
         lambda row, known: row["paper_issued"] > known.today),
    Rule("client.sex", "sex", "warning", "пол не тот, что у отчества", "Проверьте пол и отчество.", ("sex", "name"),
         _other_sex),
    Rule("client.inn", "inn", "warning", "у юрлица нет ИНН", "Он нужен в заявлении и полисе.", (),
         lambda row, _known: row["kind"] == "юрлицо" and not row["inn"]),
)  # fmt: skip
