"""WORKBOOK: the one declaration of OSAGO.xlsm, from which everything else is made."""

from __future__ import annotations

from osago_xl.schema.sheets import blanks as forms
from osago_xl.schema.sheets import (
    calculator,
    calendar,
    card,
    changes,
    clients,
    contract,
    day,
    journals,
    lists,
    policies,
    reference,
    settings,
    start,
    summary,
    technical,
    vehicles,
)
from osago_xl.schema.tables import WorkbookSchema

SCHEMA_VERSION = "3"
"""Raised with every change of the workbook that `osago-xl upgrade` has to carry."""

SCHEMA_PROPERTY = "osago-xl schema"
"""The property of the document in which a closed workbook says its version."""

VERSION_AT = ("osago.help", "B1")
"""Where an open workbook says it: cells of forms stand elsewhere in another version, and must not be written to."""

WORKBOOK = WorkbookSchema(
    version=SCHEMA_VERSION,
    sheets=(
        start.SHEET,
        day.CALLS_SHEET,
        day.RENEWALS_SHEET,
        card.SHEET,
        contract.SHEET,
        calculator.SHEET,
        clients.SHEET,
        policies.SHEET,
        vehicles.CARS_SHEET,
        vehicles.DRIVERS_SHEET,
        journals.CONTACTS_SHEET,
        journals.TASKS_SHEET,
        journals.DOCUMENTS_SHEET,
        journals.PAYMENTS_SHEET,
        changes.SHEET,
        forms.FORMS_SHEET,
        forms.MOVES_SHEET,
        journals.ACTS_SHEET,
        calendar.SHEET,
        summary.SHEET,
        technical.REPORT_SHEET,
        technical.FINDINGS_SHEET,
        reference.SERVICES_SHEET,
        reference.CHANNELS_SHEET,
        lists.SHEET,
        reference.INSURERS_SHEET,
        settings.SHEET,
        reference.AGENTS_SHEET,
        reference.BASE_RATES_SHEET,
        reference.COMMISSION_SHEET,
        reference.TARIFFS_SHEET,
        technical.LAYOUTS_SHEET,
        policies.ADMITTED_SHEET,
        technical.TRASH_SHEET,
        technical.LOG_SHEET,
        technical.LISTS_SHEET,
    ),
    lists={
        "lstServices": ("tblServices", "Услуга"),
        "lstChannels": ("tblChannels", "Канал"),
        "lstInsurers": ("tblInsurers", "Компания"),
        "lstAgents": ("tblAgents", "Имя"),
        "lstStatuses": ("tblStatuses", "Статус"),
        "lstResults": ("tblResults", "Результат"),
        "lstReasons": ("tblReasons", "Повод"),
        "lstLossReasons": ("tblLossReasons", "Причина ухода"),
        "lstEvents": ("tblEvents", "Событие"),
        "lstSeries": ("tblSeries", "Серия"),
        "lstDocKinds": ("tblDocKinds", "Вид документа"),
        "lstScripts": ("tblScripts", "Повод или возражение"),
        "lstQueries": ("tblQueries", "Запрос"),
        "lstRegions": ("tblRegions", "Регион"),
        "lstMakes": ("tblMakes", "Марка"),
        "lstKbm": ("tblKbm", "КБМ"),
        "lstLayoutForms": ("tblLayouts", "Форма"),
    },
)
