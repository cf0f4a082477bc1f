"""What an official page answered, kept with its day and source; earlier answers stay."""

from __future__ import annotations

from typing import Any

from osago_xl.books.base import Row
from osago_xl.desk.contacts import first_agent
from osago_xl.domain.answers import Answer, read
from osago_xl.errors import InputError
from osago_xl.schema.sheets.journals import DOCUMENTS, TASKS
from osago_xl.schema.sheets.policies import ADMITTED, POLICIES
from osago_xl.schema.sheets.technical import KBM as FACTORS
from osago_xl.schema.sheets.vehicles import CARS, DRIVERS
from osago_xl.values.dates import numeric
from osago_xl.work.ui import Report
from osago_xl.work.unit import Work

POLICY, KBM, INSPECTION = "проверка: полис", "проверка: КБМ", "проверка: ТО"
SOURCES = {POLICY: ("НСИС", "РСА"), KBM: ("РСА", "НСИС"), INSPECTION: ("ЕАИСТО",)}
_USUAL = {DRIVERS.name: KBM, CARS.name: INSPECTION}


def proposed(table: str) -> list[str]:
    """Kinds of checks; on Водители and Автомобили only what is checked there."""
    return [_USUAL[table]] if table in _USUAL else list(SOURCES)


def store(
    work: Work, kind: str, source: str, text: str, *, policy: Row | None = None, driver: Row | None = None,
    car: Row | None = None,
) -> Report:  # fmt: skip
    """The row in Документы and what follows from it; InputError for a КБМ check without a КБМ in the text."""
    answer = read(text, of_driver=driver is not None)
    client = _client(work, policy, driver, car)
    if driver:
        _keep_kbm(work, driver, answer)
    if car and answer.until:
        work.set(CARS, car, inspection_until=answer.until)
    work.add(
        DOCUMENTS,
        day=work.today,
        kind=kind,
        source=source,
        number=answer.request or f"{answer.series} {answer.number}".strip(),
        result=answer.status,
        until=answer.until if car else None,
        comment=_rest(answer, driver),
        client=client,
        policy=policy["key"] if policy else "",
        by=first_agent(work),
    )
    if policy and answer.is_good:
        _finish_tasks(work, policy)
    open_task = " Задача «проверить» остаётся открытой." if policy else ""
    doubt = f" Ответ не похож на «действует»: проверьте полис.{open_task}"
    warning = "" if kind == KBM or answer.is_good else doubt
    return Report(f"Записано: {kind}, {source}, {answer.status}.{warning}", data=_plain(answer))


def _client(work: Work, policy: Row | None, driver: Row | None, car: Row | None) -> str:
    """Whose paper it is; a driver who is no client belongs to the policyholder who admitted him."""
    if policy or car:
        return str(policy["client"] if policy else car["owner"] if car else "")
    if driver is None or driver["client"]:
        return str(driver["client"] if driver else "")
    rows = work.linked(ADMITTED, "driver", {driver["key"]})
    found = work.find(POLICIES, rows[-1]["policy"]) if rows else None
    return str(found["client"]) if found else ""


def _keep_kbm(work: Work, driver: Row, answer: Answer) -> None:
    """КБМ, its day and the number of the request, as the application asks for them."""
    if answer.kbm is None:
        hint = "Впишите его так: «КБМ 0,46» или вставьте текст страницы."
        raise InputError("КБМ", answer.status, f"В ответе нет КБМ. {hint}")
    known = {row["kbm"] for row in work.rows(FACTORS)}
    if known and answer.kbm not in known:
        shown = str(answer.kbm).replace(".", ",")
        raise InputError("КБМ", answer.kbm, f"КБМ {shown} не бывает. Сверьте с ответом страницы.")
    values = {"kbm": answer.kbm, "kbm_day": answer.day or work.today, "kbm_request": answer.request}
    work.set(DRIVERS, driver, **values)
    _give_to_policies(work, driver, answer)


def _give_to_policies(work: Work, driver: Row, answer: Answer) -> None:
    """The application of a policy that admits the driver and has no request of his yet names this one."""
    named = [row for row in work.linked(ADMITTED, "driver", {driver["key"]}) if not row["kbm_request"]]
    for admitted in named if answer.request else ():
        policy = work.find(POLICIES, admitted["policy"])
        if policy is None or (policy["ends"] and policy["ends"] < work.today):
            continue
        work.set(ADMITTED, admitted, kbm_request=answer.request)
        if not policy["kbm_request"]:
            day = answer.day or work.today
            work.set(POLICIES, policy, kbm_request=answer.request, kbm_request_day=day)


def _rest(answer: Answer, driver: Row | None) -> str:
    """What else was said: whom it is about, the company, the term, the day of the request."""
    parts = [driver["name"] if driver else "", answer.insurer]
    parts += [f"до {numeric(answer.until)}" if answer.until else ""]
    parts += [f"запрос от {numeric(answer.day)}" if answer.day else ""]
    return "; ".join(filter(None, parts))


def _finish_tasks(work: Work, policy: Row) -> None:
    """The check that was planned at the sale is done."""
    for task in work.rows(TASKS):
        if task["policy"] == policy["key"] and task["kind"] == "проверка" and task["state"] == "открыта":
            work.set(TASKS, task, state="сделана", done=work.today)


def _plain(answer: Answer) -> dict[str, Any]:
    return {name: value for name, value in answer._asdict().items() if value not in ("", None)}
