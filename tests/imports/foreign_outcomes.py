"""What an import makes of a file, in lines that read like a case."""

from datetime import date

from osago_xl.books.memory import MemoryBook
from osago_xl.errors import BookError
from osago_xl.imports.model import OUTCOMES
from osago_xl.imports.record import shown
from osago_xl.imports.run import import_all
from osago_xl.imports.target import Options
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.work.unit import Work

TODAY = date(2026, 3, 2)
SEEN = {
    "tblClients": "name phone phone_2 email birth_date city street house flat paper_series paper_number "
    "paper_issuer inn kpp contact_person channel last_contact comment",
    "tblCars": "make model plate vin comment",
    "tblPolicies": "product insurer series number starts ends premium bordereau comment",
}
LONG, FIRST = 60, 12


def outcome(path):
    """Counts of rows, then client by client, car by car, contract by contract; or the sentence of the refusal."""
    book = MemoryBook(WORKBOOK, TODAY)
    work = Work(book, TODAY)
    try:
        [report] = import_all(work, [path], Options(insurer="Пример", password=lambda _: "чужой"), lambda *_: None)
    except BookError as refusal:
        return [str(refusal)]
    work.commit("Импорт")
    counts = report.counts()
    lines = [", ".join(f"{each} {counts[each]}" for each in OUTCOMES if counts[each])]
    for name, keys in SEEN.items():
        table = WORKBOOK.tables[name]
        kind = WORKBOOK.sheet_of[name].title
        lines += [f"{kind}: {_cells(row, keys)}" for row in book.read(table)[:FIRST]]
    return lines


def again(path):
    """Whether a second import of the same file finds anything to write."""
    book = MemoryBook(WORKBOOK, TODAY)
    for _ in range(2):
        work = Work(book, TODAY)
        import_all(work, [path], Options(insurer="Пример"), lambda *_: None)
        changed = bool(work.changes())
        work.commit("Импорт")
    return changed


def _cells(row, keys):
    return " | ".join(shown(row[key])[:LONG] for key in keys.split() if row[key] not in (None, ""))
