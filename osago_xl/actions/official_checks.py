"""Ribbon menu Полис → Проверить: the right value on the clipboard, the official page, the answer kept.

Nothing is read from the pages and no captcha is touched: the agent looks, and tells what he saw.
"""

from __future__ import annotations

from typing import Any

from osago_xl.actions.registry import Menu, action
from osago_xl.books.base import Row
from osago_xl.desk.who.selected import chosen_one
from osago_xl.errors import InputError
from osago_xl.schema.sheets.policies import ADMITTED, POLICIES
from osago_xl.schema.sheets.settings import SETTINGS
from osago_xl.schema.sheets.vehicles import CARS, DRIVERS
from osago_xl.values.dates import numeric
from osago_xl.values.identifiers import diagnostic_card, licence, plate, policy_number, vin
from osago_xl.values.text import clean
from osago_xl.work import asking
from osago_xl.work.ui import Report, Ui
from osago_xl.work.unit import Work

POLICY = "Полис"
_CHECK = Menu("Проверить", "WebPagePreview", "Значение в буфер, официальный сайт, запись ответа")
_THEN = "Потом: Проверить → Записать ответ."


def _look_up(work: Work, ui: Ui, value: str, address: str, field: str) -> Report:
    """Value to the clipboard, page to the screen, and which field the value belongs into."""
    url = clean(str(work.settings[address]))
    if not url.startswith(("https://", "http://")):
        parameter = work.get(SETTINGS, address)["parameter"]
        raise InputError("Адрес", url, f"Адрес страницы не указан. Впишите его: «Настройки», «{parameter}».")
    ui.copy(value)
    ui.open(url)
    return Report(f"Скопировано: {value}. Вставьте (Ctrl+V) в поле {field}. {_THEN}", data={"value": value, "url": url})


@action(
    "check_policy_nsis",
    group=POLICY,
    label="Полис на НСИС",
    image="WebPagePreview",
    tip="Госномер или VIN в буфер, страница НСИС",
    menu=_CHECK,
)
def check_policy_nsis(work: Work, ui: Ui) -> Report:
    """НСИС finds policies by the vehicle: plate, else VIN, else the number of the body."""
    value, field = _vehicle(chosen_one(work, ui, CARS))
    return _look_up(work, ui, value, "cfg_url_nsis", f"«{field}» на вкладке «По транспортному средству»")


@action(
    "check_policy_rsa",
    group=POLICY,
    label="Полис на РСА",
    image="WebPagePreview",
    tip="Номер полиса в буфер, страница РСА",
    menu=_CHECK,
)
def check_policy_rsa(work: Work, ui: Ui) -> Report:
    """РСА asks for the series in one field and the ten digits in another."""
    series, number = _number(chosen_one(work, ui, POLICIES))
    return _look_up(work, ui, number, "cfg_url_rsa", f"«Номер», серия {series}")


@action(
    "check_kbm",
    group=POLICY,
    label="КБМ водителя",
    image="WebPagePreview",
    tip="Права в буфер, страница РСА с КБМ",
    supertip="Фамилия и дата рождения показаны в ответе: страница спросит и их. Прежние права тоже важны.",
    menu=_CHECK,
)
def check_kbm(work: Work, ui: Ui) -> Report:
    """The licence of the driver; name, birth date and former licence are told, since the page asks for them too."""
    driver = _driver(work, ui)
    value = licence.validate(f"{driver['licence_series']} {driver['licence_number']}")
    if not driver["birth_date"]:
        message = f"{driver['name']}: нет даты рождения. Впишите её на лист «Водители»."
        raise InputError("Дата рождения", None, message)
    report = _look_up(work, ui, value, "cfg_url_kbm", "«Серия и номер водительского удостоверения»")
    report.details = [f"{driver['name']}, {numeric(driver['birth_date'])}"]
    if driver["former_licence"]:
        report.details.append(f"Прежние права: {driver['former_licence']}, поле «Иные сведения»")
    return report


@action(
    "check_inspection",
    group=POLICY,
    label="Техосмотр",
    image="WebPagePreview",
    tip="Номер карты или VIN в буфер, страница ЕАИСТО",
    menu=_CHECK,
)
def check_inspection(work: Work, ui: Ui) -> Report:
    """ЕАИСТО finds a diagnostic card by its number, else by the vehicle."""
    car = chosen_one(work, ui, CARS)
    if car["inspection_card"]:
        value, field = diagnostic_card.validate(car["inspection_card"]), "Номер диагностической карты"
    elif vin.compact(car["vin"]) not in ("", vin.ABSENT):
        value, field = vin.validate(car["vin"]), "VIN"
    else:
        value, field = _vehicle(car)
    return _look_up(work, ui, value, "cfg_url_inspection", f"«{field}»")


@action(
    "check_qr",
    group=POLICY,
    label="QR полиса",
    image="WebPagePreview",
    tip="Страница, на которую ведёт QR",
    menu=_CHECK,
)
def check_qr(work: Work, ui: Ui) -> Report:
    """What the QR code on an electronic policy opens: a link made of the series and the number."""
    series, number = _number(chosen_one(work, ui, POLICIES))
    url = clean(str(work.settings["cfg_url_qr"])) + series + number
    ui.open(url)
    return Report(f"Открыта страница полиса {series} {number}. {_THEN}", data={"url": url})


@action(
    "check_tariff",
    group=POLICY,
    label="Проверить тариф",
    image="WebPagePreview",
    tip="КТ места: страница Банка России, ваше значение с датой",
    supertip="Для КТ, который не подтверждён для нынешнего акта: что увидите в акте, "
    "станет вашим значением с сегодняшнего дня.",
    menu=_CHECK,
)
def check_tariff(work: Work, ui: Ui) -> Report:
    """КТ of the place of the selected car, or of one typed: what the agent sees becomes his own value."""
    from osago_xl.desk.contract.own_values import check_territory

    car = chosen_one(work, ui, CARS) if work.selection().keys else None
    return check_territory(work, ui, f"{car['region']}, {car['place']}" if car else "")


@action(
    "record_check",
    group=POLICY,
    label="Записать ответ",
    image="WebPagePreview",
    tip="Ответ сайта в Документы, с датой",
    supertip="Слово («действует») или вставленный текст страницы: статус, КБМ и номер запроса программа найдёт сама.",
    menu=_CHECK,
)
def record_check(work: Work, ui: Ui) -> Report:
    """A row in Документы for the answer; a КБМ goes to the driver, an inspection date to the car."""
    from osago_xl.desk import check_answers

    kinds = check_answers.proposed(work.selection().table)
    kind = asking.option(ui, "Что проверяли?", kinds)
    of: dict[str, Any] = {}
    if kind == check_answers.KBM:
        of["driver"] = _driver(work, ui)
    elif kind == check_answers.INSPECTION:
        of["car"] = chosen_one(work, ui, CARS)
    else:
        of["policy"] = chosen_one(work, ui, POLICIES)
    source = asking.option(ui, "Где смотрели?", check_answers.SOURCES[kind])
    text = asking.text(ui, "Что ответил сайт (слово или вставленный текст)")
    return check_answers.store(work, kind, source, text, **of)


def _driver(work: Work, ui: Ui) -> Row:
    """The selected driver, or one of those admitted to the selected policy."""
    if work.selection().table != POLICIES.name:
        return chosen_one(work, ui, DRIVERS)
    policy = chosen_one(work, ui, POLICIES)
    admitted = (work.find(DRIVERS, row["driver"]) for row in work.linked(ADMITTED, "policy", {policy["key"]}))
    drivers = [row for row in admitted if row]
    if not drivers:
        raise InputError("Водитель", "", "У полиса нет списка водителей. Встаньте на строку листа «Водители».")
    names = [row["name"] for row in drivers]
    return drivers[names.index(asking.option(ui, "Чей КБМ?", names))]


def _number(policy: Row) -> tuple[str, str]:
    return policy_number.split(policy_number.validate(f"{policy['series']} {policy['number']}"))


def _vehicle(car: Row) -> tuple[str, str]:
    """By what a page finds the car, and the field of the page."""
    if car["plate"]:
        return plate.for_category(car["category"]).validate(car["plate"]), "Госномер"
    if vin.compact(car["vin"]) not in ("", vin.ABSENT):
        return vin.validate(car["vin"]), "VIN"
    body = clean(car["body"])
    if not body:
        raise InputError("Госномер", "", f"У {car['key']} нет ни госномера, ни VIN, ни кузова. Впишите и повторите.")
    return body, "Номер кузова"
