"""Ribbon group Отчёты: refresh, Сводка, saved queries, reports, PDF and other files."""

from __future__ import annotations

from collections.abc import Callable

from osago_xl.actions.registry import Menu, action
from osago_xl.desk import queries
from osago_xl.desk.conditions import ANY
from osago_xl.desk.report_sheet import ALL_AGENTS, SHEET, ask_agent, show_report
from osago_xl.documents.naming import safe, write_new
from osago_xl.errors import BookError
from osago_xl.reports import exports
from osago_xl.schema.sheets.lists import QUERIES
from osago_xl.values.dates import numeric
from osago_xl.work import asking
from osago_xl.work.ui import Cancelled, Report, Ui
from osago_xl.work.unit import Work

REPORTS = "Отчёты"
_READY = Menu("Отчёты", "PivotTableReport", "Готовые отчёты за период")
_MENU = (
    ("sales", "Продажи", "Полисы, премия и КВ по компаниям, продуктам, агентам, каналам, месяцам"),
    ("commission", "Вознаграждение", "КВ по агентам и что от него остаётся"),
    ("lost", "Ушли и почему", "Непродлённые полисы с причиной и телефоном"),
    ("channels", "Каналы", "Воронка и цена полиса по каналам"),
    ("referrals", "Рекомендации", "Кто приводит клиентов и кто из них купил"),
    ("agents", "Агенты", "Воронка по агентам"),
    ("partners", "Партнёры", "Кого передали партнёрам, что причитается и что пришло"),
)


@action(
    "refresh_all",
    group=REPORTS,
    label="Обновить",
    image="RefreshAll",
    tip="Ключи, показатели, формулы, сводка",
    supertip="Даёт ключи новым строкам, приводит телефоны к одному виду, пересчитывает показатели, бланки и Сводку.",
    large=True,
    bulk=True,
)
def refresh_all(work: Work, _ui: Ui) -> Report:
    """Bring everything stored up to date."""
    from osago_xl.reports.refreshing import refresh

    return refresh(work)


@action("open_summary", group=REPORTS, label="Сводка", image="ChartInsert", tip="Графики и план-факт")
def open_summary(work: Work, _ui: Ui) -> Report:
    """Count Сводка for the yellow period and show it."""
    from osago_xl.reports.summary import refresh_summary

    refresh_summary(work)
    return Report("", show="Сводка")


@action(
    "run_query",
    group=REPORTS,
    label="Запрос",
    image="Filter",
    tip="Сохранённый запрос на лист Отчёт",
    supertip="На строке Сводки показывает записи, из которых сложилось число.",
)
def run_query(work: Work, ui: Ui) -> Report:
    """The records behind the selected line of Сводка, else the answer to a chosen row of tblQueries, on Отчёт."""
    from osago_xl.reports.summary_rows import behind

    answer = behind(work)
    if answer:
        return _show_answer(work, answer, answer.title)
    saved = [row for row in work.rows(QUERIES) if row["query"]]
    if not saved:
        raise BookError("Сохранённых запросов нет. Впишите первый на листе «Справочники», таблица «Запрос».")
    name = asking.option(ui, "Какой запрос выполнить?", [row["query"] for row in saved])
    query = next(row for row in saved if row["query"] == name)
    answer = queries.run(work, query, lambda condition: asking.text(ui, f"{name}: {condition}", ANY))
    return _show_answer(work, answer, name)


def _show_answer(work: Work, answer: queries.Answer, name: str) -> Report:
    header = [column.header for column in answer.columns]
    show_report(work, answer.title, header, answer.cells, answer.totals, answer.keys)
    data = [dict(zip(header, cells, strict=True)) for cells in answer.cells]
    return Report(f"{name}: строк {len(answer.rows)}.", show=SHEET, data=data)


def _report(kind: str) -> Callable[[Work, Ui], Report]:
    def body(work: Work, ui: Ui) -> Report:
        from osago_xl.reports import listings
        from osago_xl.reports.data import Period

        period, agent = Period(*asking.period(ui, "За какой период", work.today)), ask_agent(work, ui)
        if kind == "sales":
            make = listings.sales_by(asking.option(ui, "Продажи по …", list(listings.SALES_BY)))
        else:
            make = getattr(listings, kind)
        listing = make(work, period, agent)
        title = f"{listing.title}. {period}, {agent or ALL_AGENTS}. Составлен {numeric(work.today)}"
        show_report(work, title, listing.header, listing.rows, listing.totals)
        return Report(f"{listing.title}: строк {len(listing.lines)}.", show=SHEET, data=list(listing.lines))

    return body


for _kind, _label, _tip in _MENU:
    action(f"report_{_kind}", group=REPORTS, label=_label, image="PivotTableReport", tip=_tip, menu=_READY)(
        _report(_kind)
    )


@action(
    "report_stock",
    group=REPORTS,
    label="Бланки",
    image="PivotTableReport",
    tip="Баланс и остатки бланков, всех или одного агента",
    menu=_READY,
)
def report_stock(work: Work, ui: Ui) -> Report:
    """The same as «Остатки»."""
    from osago_xl.desk.blanks.balance import report_balance

    return report_balance(work, ui)


@action("to_pdf", group=REPORTS, label="В PDF", image="FileSaveAsPdfOrXps", tip="Текущий лист в PDF")
def to_pdf(work: Work, ui: Ui) -> Report:
    """The sheet in front of the agent as PDF beside the workbook."""
    sheet = work.selection().sheet or asking.option(ui, "Какой лист?", [each.title for each in work.schema.sheets])
    target = exports.folder_of(work) / f"{safe(f'{sheet} {numeric(work.today)}')}.pdf"
    path = write_new(target, exports.sheet_pdf(work, sheet))
    ui.open(path)
    return Report(f"Лист «{sheet}» сохранён: {path.name}.", files=[path])


@action("export_table", group=REPORTS, label="Выгрузить", image="ExportExcel", tip="Видимые строки в xlsx или csv")
def export_table(work: Work, ui: Ui) -> Report:
    """The selected rows, or with fewer than two selected all visible ones, as a file beside the workbook."""
    selection = work.selection()
    titles = {work.schema.sheet_of[name].title: name for name in work.schema.tables}
    name = selection.table or titles[asking.option(ui, "Что выгрузить?", list(titles))]
    wanted = set(selection.keys) if len(selection.keys) > 1 else set()
    table = work.named(name)
    rows = [row for row in work.visible_rows(table) if not wanted or row[table.key] in wanted]
    kind = asking.option(ui, f"Строк: {len(rows)}. В каком виде?", exports.FORMATS)
    file = exports.folder_of(work) / f"{safe(f'{work.schema.sheet_of[name].title} {numeric(work.today)}')}{kind}"
    path = write_new(file, exports.table_file(table, rows, kind))
    return Report(f"Выгружено строк: {len(rows)}: {path.name}.", files=[path])


@action(
    "export_ics", group=REPORTS, label="В календарь", image="CalendarInsert", tip="Звонки, сроки, дни рождения в .ics"
)
def export_ics(work: Work, ui: Ui) -> Report:
    """Calls, ends of policies, tasks and birthdays of three months for Outlook, a phone or a web calendar."""
    data, count = exports.calendar_file(work)
    if not count:
        raise Cancelled
    path = write_new(exports.folder_of(work) / f"ОСАГО {numeric(work.today)}.ics", data)
    ui.open(path)
    text = f"В календаре дел: {count}, вперёд на {exports.CALENDAR_DAYS} дней. Файл {path.name}."
    return Report(text, files=[path])
