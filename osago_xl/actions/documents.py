"""Ribbon group Документы: every paper an agent hands over."""

from __future__ import annotations

from osago_xl.actions.base import Report, Ui
from osago_xl.actions.registry import Menu, action
from osago_xl.actions.selected import chosen_one
from osago_xl.actions.work import Work
from osago_xl.errors import DocumentError

PAPERS = "Документы"
_PRINT = Menu("Печать", "FilePrint", "Остальные бумаги", large=True)


@action(
    "print_application",
    group=PAPERS,
    label="Заявление",
    image="FilePrintPreview",
    tip="Заявление ОСАГО по текущему полису",
    supertip="Форма выбирается в «Настройках». Файл ложится в папку клиента, строка — в «Документы».",
    large=True,
)
def print_application(work: Work, ui: Ui) -> Report:
    """The application of the selected policies."""
    from osago_xl.actions.printing import print_chosen

    return print_chosen(work, ui, "application")


_MENU = {
    "policy": ("Сведения о полисе", "Лист со сведениями об оформленном полисе"),
    "change": ("Заявление об изменении", "Изменение условий: что было и что стало"),
    "termination": ("Заявление о прекращении", "Расторжение с оценкой возврата"),
    "consents": ("Согласия", "Обработка, передача и реклама: три отдельных листа"),
    "invoice": ("Счёт с QR", "Извещение об оплате на реквизиты компании"),
    "offer": ("Предложение", "Что предложить клиенту, с ценой продления"),
    "history": ("Справка об истории", "Полисы и убытки клиента по вашей базе"),
    "a7": ("Квитанция А-7", "Архивная форма; включается в «Настройках»"),
    "envelope": ("Конверт", "Конверт с адресом клиента"),
}


def _declare(name: str, label: str, tip: str) -> None:
    def body(work: Work, ui: Ui) -> Report:
        from osago_xl.actions.printing import print_chosen

        return print_chosen(work, ui, name)

    action(f"print_{name}", group=PAPERS, label=label, image="FilePrint", tip=tip, menu=_PRINT)(body)


for _name, (_label, _tip) in _MENU.items():
    _declare(_name, _label, _tip)


@action("open_folder", group=PAPERS, label="Папка", image="OpenFolder", tip="Папка документов клиента")
def open_folder(work: Work, ui: Ui) -> Report:
    """Show the folder of the selected client."""
    from osago_xl.actions.papers import paper_folder

    client = chosen_one(work, ui, "tblClients")
    folder = paper_folder(work, client)
    if not folder.is_dir():
        raise DocumentError(f"У клиента {client['name']} ещё нет документов: папка появится с первым из них.")
    ui.open(folder)
    return Report("", files=[folder])
