"""Every way the program writes files of the agent, and the folder of an agent in which it is done."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from desk import CONTRACT, Desk, add_insurer
from keeping_desk import NOW, TODAY, Fill, memory, stored

from osago_xl.actions.perform import perform
from osago_xl.books import is_encrypted, open_book
from osago_xl.books.base import Selection
from osago_xl.books.crypto import decrypt
from osago_xl.cli.console import ConsoleUi
from osago_xl.imports.maps import Maps
from osago_xl.keeping.backup import backup
from osago_xl.keeping.copies import FOLDER, copies
from osago_xl.keeping.fresh import new_workbook
from osago_xl.keeping.merge import Rule
from osago_xl.keeping.merge_files import merge_files
from osago_xl.keeping.password import set_password
from osago_xl.keeping.restore import put_back
from osago_xl.keeping.split import split
from osago_xl.keeping.upgrade import upgrade
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.journals import TASKS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.reference import AGENTS
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.work.unit import Work

SECRET = "очень длинный пароль"
BOOK, OTHER, LIST, PART, MAP = "OSAGO.xlsm", "другая.xlsm", "список.csv", "часть.xlsm", "карта.json"
LATER = NOW + timedelta(minutes=1)

Write = Callable[[Path], object]
"""Writes in the folder of the book that is at this path."""


def prepare(path: Path) -> None:
    """A new workbook becomes that of an agent: a contract, two copies of it, another base, a list to import."""
    desk = Desk(lambda selection: open_book(path, today=TODAY, selection=selection))
    desk.setup(add_insurer)
    desk.setup(_start)
    for action in ("calculate", "form_save"):
        desk.click(action)
    for day in (2, 1):
        work = Work(open_book(path, today=TODAY), TODAY, NOW - timedelta(days=day))
        backup(work)
        work.commit("Копия")
    desk.setup(_after_the_copies)
    theirs = memory(lambda work: work.add(CLIENTS, name="Чужой Клиент"))
    rows = {name: theirs.read(table) for name, table in WORKBOOK.tables.items()}
    path.with_name(OTHER).write_bytes(new_workbook(rows, TODAY))
    path.with_name(LIST).write_text("Имя клиента;Телефон\nПетров Лев Ильич;8 916 111-22-44\n", "utf-8")
    Maps(path.with_name(MAP)).remember(["Имя"], {"Имя": "name"})


def _start(work: Work) -> None:
    work.set_setting("cfg_backup_keep", 2)
    work.set_setting("cfg_my_email", "agent@example.org")
    work.set_setting("cfg_my_name", "Петров Пётр Петрович")
    work.set_setting("cfg_my_address", "Москва")
    work.add(AGENTS, agent="Субагент", role="субагент")
    where = {"holder_city": "Москва", "holder_street": "ул. Садовая", "holder_house": "12"}
    work.fill("form_", **CONTRACT | where)


def _after_the_copies(work: Work) -> None:
    work.set(CLIENTS, work.get(CLIENTS, "К-000001"), email="ivanov@example.org")
    work.add(CLIENTS, name="После Копии", phone="+7 (916) 111-22-34", agent="Субагент", email="p@example.org")
    work.set(POLICIES, work.get(POLICIES, "П-000001"), series="ААМ")  # printed on a form of paper
    work.add(TASKS, due=TODAY + timedelta(days=1), what="Позвонить", client="К-000001", state="открыта")


def _command(change: Fill) -> Write:
    def write(path: Path) -> None:
        work = Work(open_book(path, today=TODAY), TODAY, LATER)
        change(work)
        work.commit("Команда")

    return write


def _button(action: str, *answers: str, table: str = "tblClients", keys: tuple[str, ...] = ()) -> Write:
    def write(path: Path) -> None:
        where = Selection(WORKBOOK.sheet_of[table].title, table, keys) if keys else Selection("")
        ui = ConsoleUi(yes=True, files=[path.with_name(LIST)], answers=answers)
        perform(action, open_book(path, today=TODAY, selection=where), ui, TODAY, LATER)

    return write


def _merge(work: Work) -> None:
    merge_files(work, ConsoleUi(yes=True), [work.path.with_name(OTHER)], Rule.NEWER, lambda _: None, ask=False)


ONE, BOTH, SALE = ("К-000001",), ("К-000001", "К-000002"), ("П-000001",)
WRITES: dict[str, Write] = {
    "a command": _command(lambda work: work.add(CLIENTS, name="Новый")),
    "import": _button("import_files"),
    "merge": _command(_merge),
    "undo": _button("undo_last"),
    "layout": _button("layout_reset", "1"),
    "backup": _command(lambda work: backup(work, "проба")),
    "restore rows": _button("restore_backup", "1", "1"),
    "restore the file": lambda path: put_back(copies(path.parent / FOLDER, path)[0], path, None),
    "password": lambda path: set_password(path, None, SECRET),
    "upgrade": lambda path: upgrade(path, TODAY, LATER, force=True),
    "split": _command(lambda work: split(work, "Субагент", work.path.with_name(PART))),
    "papers": _button("print_consents", keys=ONE),
    "on a form": _button("overprint", "1", table="tblPolicies", keys=SALE),
    "e-mail": _button("email_selected", "2", "", "", "", "", keys=ONE),
    "SMS list": _button("sms_selected", "2", "", "", keys=BOTH),
    "labels": _button("print_labels", keys=ONE),
    "attachment": _button("attach_document", "1", keys=ONE),
    "export": _button("export_table", "1", keys=BOTH),
    "all of a client": _button("export_person", "1", keys=ONE),
    "calendar": _button("export_ics"),
    "map of columns": lambda path: Maps(path.with_name(MAP)).remember(["Телефон"], {"Телефон": "phone"}),
}

Found = dict[str, str]
"""Name of each file in the folder → what it holds."""


class Look:
    """Looks into folders; the same content is opened once."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def __call__(self, folder: Path) -> Found:
        files = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".tmp")
        return {path.relative_to(folder).as_posix(): self._meaning(path) for path in files}

    def _meaning(self, path: Path) -> str:
        data = path.read_bytes()
        if is_encrypted(path):
            plain = path.parent.with_name("plain.xlsm")
            plain.write_bytes(decrypt(data, SECRET, path.name))
            return f"encrypted {self._meaning(plain)}"
        name = hashlib.sha256(data).hexdigest()
        if path.suffix != ".xlsm":
            return name
        if name not in self._known:
            book = open_book(path, today=TODAY)
            self._known[name] = hashlib.sha256(
                repr([stored(book, table) for table in WORKBOOK.tables]).encode()
            ).hexdigest()
        return self._known[name]


def restorer(source: Path, folder: Path) -> Callable[[], None]:
    """Makes `folder` a copy of `source` again."""

    def restore() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(source, folder)

    return restore
