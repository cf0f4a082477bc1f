"""Ribbon menu Клиент → Ещё: hand out one client's data, or erase them and keep the accounting."""

from __future__ import annotations

import json

from osago_xl.actions.client import MORE
from osago_xl.actions.registry import action
from osago_xl.desk.totals import in_force
from osago_xl.desk.who.selected import chosen_one
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.journals import DOCUMENTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.work import asking
from osago_xl.work.ui import Report, Ui
from osago_xl.work.unit import Work

_FORMATS = (".xlsx", ".json")


@action(
    "export_person",
    group="Клиент",
    label="Выгрузить данные",
    image="PropertySheet",
    tip="Всё о клиенте одним файлом, по его запросу",
    menu=MORE,
)
def export_person(work: Work, ui: Ui) -> Report:
    """All that the base holds about the selected client, as xlsx for him or JSON for another program."""
    from osago_xl.books.base import Row
    from osago_xl.desk.papers.filing import paper_folder, short_name
    from osago_xl.desk.personal_rows import PERSON_FILE, facts_about
    from osago_xl.documents.naming import safe, write_new
    from osago_xl.reports.exports import table_file

    client = chosen_one(work, ui, CLIENTS)
    kind = asking.option(ui, "В каком виде?", _FORMATS)
    facts = [fact | {"value": _shown(fact["value"])} for fact in facts_about(work, client)]
    if kind == ".json":
        data = json.dumps(facts, ensure_ascii=False, indent=1).encode()
    else:
        data = table_file(PERSON_FILE, map(Row, facts), kind)
    folder = paper_folder(work, client)
    folder.mkdir(parents=True, exist_ok=True)
    path = write_new(folder / f"{safe(f'Данные {short_name(client)}')}{kind}", data)
    work.made.append(path)
    return Report(f"Выгружено сведений: {len(facts)}. Файл: {path.name}", files=[path])


def _shown(value: object) -> str:
    from osago_xl.documents.printed import text_of

    return text_of(value)


@action(
    "anonymise",
    group="Клиент",
    label="Обезличить",
    image="PropertySheet",
    tip="Стереть личное, оставить полисы и деньги",
    supertip="Отменить нельзя: прежние записи о клиенте исчезают и из журнала. Файлы в его папке удалите сами.",
    menu=MORE,
)
def anonymise(work: Work, ui: Ui) -> Report:
    """Erase a person and keep the accounting rows; asked twice when he has policies in force."""
    from osago_xl.desk.personal_rows import erase

    client = chosen_one(work, ui, CLIENTS)
    key, name = client["key"], client["name"]
    active = [row for row in work.linked(POLICIES, "client", {key}) if in_force(row, work.today)]
    if active:
        asking.confirm(ui, f"У клиента {name} действуют полисы: {len(active)}. Без его данных их не продлить. Стереть?")
    files = [row["file"] for row in work.linked(DOCUMENTS, "client", {key}) if row["file"]]
    asking.confirm(ui, f"Стереть личные данные клиента {key} {name}? Вернуть их будет нельзя.")
    erase(work, client)
    details = [f"Удалите файлы сами: {', '.join(files)}."] if files else []
    return Report(f"{key} обезличен. Полисы и расчёты остались. Прежние копии книги его данные ещё содержат.", details)
