"""Ribbon group Документы: every paper an agent hands over."""

from __future__ import annotations

from functools import partial

from osago_xl.actions.registry import Menu, action
from osago_xl.desk.papers import layout_editor as editor
from osago_xl.desk.papers.blank_printing import print_on_blank
from osago_xl.desk.papers.filing import paper_folder
from osago_xl.desk.papers.printing import print_chosen
from osago_xl.desk.who.selected import chosen_one
from osago_xl.errors import DocumentError
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.work.ui import Report, Ui
from osago_xl.work.unit import Work

PAPERS = "Документы"
_PRINT = Menu("Печать", "FilePrint", "Остальные бумаги", large=True)
_LAYOUT = Menu("Макет", "TextBoxInsert", "Двигать поля мышью и сохранить")

action(
    "print_application",
    group=PAPERS,
    label="Заявление",
    image="FilePrintPreview",
    tip="Заявление ОСАГО по текущему полису",
    supertip="Форма выбирается в «Настройках». Файл ложится в папку клиента, строка — в «Документы».",
    large=True,
)(partial(print_chosen, name="application"))

for _name, _label, _tip in (
    ("policy", "Сведения о полисе", "Лист со сведениями об оформленном полисе"),
    ("change", "Заявление об изменении", "Изменение условий: что было и что стало"),
    ("termination", "Заявление о прекращении", "Расторжение с оценкой возврата"),
    ("consents", "Согласия", "Обработка, передача и реклама: три отдельных листа"),
    ("invoice", "Счёт с QR", "Извещение об оплате на реквизиты компании"),
    ("offer", "Предложение", "Что предложить клиенту, с ценой продления"),
    ("history", "Справка об истории", "Полисы и убытки клиента по вашей базе"),
    ("a7", "Квитанция А-7", "Архивная форма; включается в «Настройках»"),
    ("envelope", "Конверт", "Конверт с адресом клиента"),
):
    action(f"print_{_name}", group=PAPERS, label=_label, image=_PRINT.image, tip=_tip, menu=_PRINT)(
        partial(print_chosen, name=_name)
    )

action(
    "overprint",
    group=PAPERS,
    label="На бланк",
    image="PageSetupDialog",
    tip="Печать поверх готового бланка по макету",
)(print_on_blank)

for _name, _label, _tip, _body in (
    ("open", "Открыть", "Поля поверх скана бланка на листе «Макет»", editor.open_layout),
    ("save", "Сохранить", "Записать, куда поля подвинуты мышью", editor.save_layout),
    ("reset", "Исходный", "Вернуть макет, с которым пришла программа", editor.reset_layout),
    ("previous", "Прежний", "Вернуть макет до последнего изменения", editor.previous_layout),
    ("calibrate", "Калибровка", "Страница с сеткой: сдвиг и масштаб принтера", editor.calibrate),
):
    action(f"layout_{_name}", group=PAPERS, label=_label, image=_LAYOUT.image, tip=_tip, menu=_LAYOUT)(_body)


@action("open_folder", group=PAPERS, label="Папка", image="FileOpen", tip="Папка документов клиента")
def open_folder(work: Work, ui: Ui) -> Report:
    """Show the folder of the selected client."""
    client = chosen_one(work, ui, CLIENTS)
    folder = paper_folder(work, client)
    if not folder.is_dir():
        raise DocumentError(f"У клиента {client['name']} ещё нет документов: папка появится с первым из них.")
    ui.open(folder)
    return Report("", files=[folder])
