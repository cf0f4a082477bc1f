"""Annexes laid out like those of the Bank of Russia, made from the acts we have, in every format people get them in.

The ugliness is that of real files: regions as merged rows, several towns in one row, footnotes «<*>», words broken at
the end of a line, no-break spaces, dashes, heads repeated on every page, tables cut by a page break.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from osago_xl import Tariffs
from osago_xl.tariffs.files import read_csv
from osago_xl.tariffs.schema import TABLES
from osago_xl.tariffs.tariffs import DATA

REGIONS = Tariffs.load().territories.regions
WHOLE, OTHER = "Вся территория", "Прочие города и населенные пункты"


class Table(NamedTuple):
    caption: str
    head: list[list[str]]
    rows: list[list[str]]


def shipped(folder: str, table: str) -> list[tuple[tuple[str, ...], tuple[str, ...], str]]:
    """Rows of a shipped act as (key, values, valid_from)."""
    spec = TABLES[table]
    keys, values = len(spec.keys), len(spec.values)
    path = DATA / folder / f"{table}.csv"
    lines = [cells for _, cells in read_csv(path, spec.columns)] if path.exists() else []
    return [(tuple(c[:keys]), tuple(c[keys : keys + values]), c[keys + values]) for c in lines]


def printed(value: str) -> str:
    """«1.00» → «1,00», «1646» → «1 646», nothing → a dash."""
    if not value:
        return "–"
    if "." in value:
        return value.replace(".", ",")
    return f"{int(value):,}".replace(",", "\u00a0")


_ROWS = [
    ("1", "Мотоциклы, мопеды и легкие квадрициклы (транспортные средства категорий «A», «M») <*>", "A"),
    ("2", "Транспортные средства категорий «B», «BE», в том числе:", None),
    ("2.1", "юридических лиц", "B legal"),
    ("2.2", "физических лиц, индивидуальных предпри-\nнимателей", "B individual"),
    ("2.3", "используемые в качестве такси", "B taxi"),
    ("3", "Транспортные средства категорий «C» и «CE» с разрешенной максимальной массой:", None),
    ("3.1", "16 тонн и менее", "C up to 16 t"), ("3.2", "более 16 тонн", "C over 16 t"),
    ("4", "Транспортные средства категорий «D» и «DE» с числом пассажирских мест:", None),
    ("4.1", "до 16 включительно", "D up to 16 seats"), ("4.2", "более 16", "D over 16 seats"),
    ("4.3", "используемые на регулярных перевозках", "D regular routes"),
    ("5", "Троллейбусы (транспортные средства категории «Tb»)", "Tb"),
    ("6", "Трамваи (транспортные средства категории «Tm»)", "Tm"),
    ("7", "Тракторы, самоходные дорожно-строительные и иные машины", "tractor"),
]  # fmt: skip


def base_rates(folder: str) -> Iterator[Table]:
    rates = {key[0]: values for key, values, _ in shipped(folder, "base_rates")}
    head = [
        "№ п/п",
        "Тип (категория) и назначение транспортного средства",
        "минимальное значение",
        "максимальное значение",
    ]
    groups = {name.split(".")[0] for name, _, row in _ROWS if row in rates and "." in name}
    rows = [[number, text, *([printed(v) for v in rates[row]] if row in rates else ["", ""])]
            for number, text, row in _ROWS if row in rates or (number in groups and row is None)]  # fmt: skip
    if rates:
        yield Table("Приложение 1. Размеры базовых ставок страховых тарифов (минимальные и максимальные, рублей)",
                    [head, ["1", "2", "3", "4"]], rows)  # fmt: skip


def territories(folder: str) -> Iterator[Table]:
    """Neighbouring towns of one region with equal values stand in one row."""
    rows: list[list[str]] = []
    stated = [(key, tuple(map(printed, values))) for key, values, _ in shipped(folder, "kt")]
    for n, (code, of_region) in enumerate(groupby(stated, key=lambda row: row[0][0]), start=1):
        found = list(of_region)
        if found[0][0][1] == WHOLE:
            rows.append([str(n), REGIONS[code], *found[0][1]])
            continue
        rows.append([f"{n}.", REGIONS[code] + (" <*>" if n % 7 == 0 else ""), "", ""])
        for m, (values, towns) in enumerate(groupby(found, key=lambda row: row[1]), start=1):
            names = [key[1] for key, _ in towns]
            text = ", ".join(name for name in names if name != OTHER)
            places = [text] * bool(text) + [OTHER] * (OTHER in names)
            rows += [[f"{n}.{m}", broken(place), *values] for place in places]
    head = ["№ п/п", "Территория преимущественного использования транспортного средства",
            "Коэффициент КТ для транспортных средств, за исключением тракторов",
            "Коэффициент КТ для тракторов"]  # fmt: skip
    if rows:
        yield Table("Приложение 2. 1. Коэффициент страховых тарифов в зависимости от территории преимущественного "
                    "использования транспортного средства (коэффициент КТ)",
                    [head, ["1", "2", "3", "4"]], rows)  # fmt: skip


def broken(place: str) -> str:
    """«насе-⏎ленные», «Ростов-⏎на-Дону»: as a narrow column breaks them."""
    return place.replace("населенные", "насе-\nленные").replace("Ростов-на", "Ростов-\nна")


def ages(folder: str) -> Iterator[Table]:
    for family in ("common", "A"):
        stated = [row for row in shipped(folder, "kvs") if row[0][0] == family]
        if not stated:
            continue
        spans = list(dict.fromkeys((key[3], key[4]) for key, _, _ in stated))
        spans.sort(key=lambda span: int(span[0]))
        value = {key[1:]: values[0] for key, values, _ in stated}
        bands = list(dict.fromkeys((key[1], key[2]) for key, _, _ in stated))
        head = ["№ п/п", "Возраст, лет", *(_years(span) for span in spans)]
        rows = [[str(n), _years(band), *(printed(value.get((*band, *span), "")) for span in spans)]
                for n, band in enumerate(bands, start=1)]  # fmt: skip
        what = "для мотоциклов" if family == "A" else "за исключением мотоциклов"
        top = ["", "", "Стаж, лет", *[""] * (len(spans) - 1)]
        yield Table(f"Коэффициент КВС в зависимости от возраста и стажа, {what}{_since(stated)}", [top, head], rows)


def _years(span: tuple[str, str]) -> str:
    first, last = span
    return f"более {int(first) - 1}" if not last else first if first == last else f"{first}–{last}"


def _since(stated: list) -> str:
    days = {since for _, _, since in stated if since}
    months = ["", "января", "февраля", "марта", "апреля"]
    return "".join(f", применяется с {int(d[8:])} {months[int(d[5:7])]} {d[:4]} года" for d in days)


def powers(folder: str) -> Iterator[Table]:
    for family, what in (("B", "легковых автомобилей"), ("A", "мотоциклов")):
        stated = [row for row in shipped(folder, "km") if row[0][0] == family]
        rows = [
            [str(n), _power(key[1], key[2]), printed(values[0])] for n, (key, values, _) in enumerate(stated, start=1)
        ]
        if rows:
            yield Table(f"Коэффициент КМ в зависимости от мощности двигателя {what}{_since(stated)}",
                        [["№ п/п", "Мощность двигателя (лошадиных сил)", "Коэффициент КМ"]], rows)  # fmt: skip


def _power(over: str, to: str) -> str:
    begin = f"Свыше {over}" if over != "0" else ""
    return f"{begin} до {to} включительно".strip().capitalize() if to else begin


def terms(folder: str) -> Iterator[Table]:
    rows = []
    for key, values, _ in shipped(folder, "kp"):
        text = f"От {key[1]} до {key[2]} дней" if key[0] == "days" else f"{key[1]} месяца"
        rows.append([text if key[2] else f"{key[1]} месяцев и более", printed(values[0])])
    if rows:
        yield Table("Коэффициент КП в зависимости от срока страхования", [["Срок страхования", "Коэффициент КП"]], rows)


def limits(folder: str) -> Iterator[Table]:
    owners = {"individual": "физическим лицом", "legal": "юридическим лицом", "any": ""}
    rows = [[str(n), ("Договор предусматривает ограничение" if key[0] == "limited" else
            f"Договор, заключенный {owners[key[1]]}, не предусматривает ограничения") + " количества лиц",
            printed(values[0])]
            for n, (key, values, _) in enumerate(shipped(folder, "ko"), start=1) if values[0]]  # fmt: skip
    if rows:
        yield Table("Коэффициент КО в зависимости от количества лиц, допущенных к управлению",
                    [["№ п/п", "Сведения о количестве лиц", "Коэффициент КО"]], rows)  # fmt: skip


def seasons(folder: str) -> Iterator[Table]:
    rows = []
    for n, ((first, last), values, _) in enumerate(shipped(folder, "ks"), start=1):
        months = f"{first} месяца" if first == "3" else f"{first} месяцев"
        rows.append([str(n), months if first == last else f"{months} и более <*>", printed(values[0])])
    yield Table("Коэффициент КС в зависимости от периода использования транспортного средства",
                [["№ п/п", "Период использования транспортного средства", "Коэффициент КС"]], rows)  # fmt: skip


def history(folder: str) -> Iterator[Table]:
    """КБМ of the year by class, then that of the next by payouts, as the act prints it: no classes, only values."""
    value = {key[0]: values[0] for key, values, _ in shipped(folder, "kbm")}
    after = {key: values[0] for key, values, _ in shipped(folder, "kbm_next")}
    rows = [[str(n), *map(printed, [own, *(value[after[name, claims]] for claims in ("0", "1", "2", "3", "4+"))])]
            for n, (name, own) in enumerate(value.items(), start=1)]  # fmt: skip
    head = [["№ п/п", "Коэффициент КБМ на период КБМ", "Коэффициент КБМ на следующий период", "", "", "", ""],
            ["", "", "0 страховых возмеще-\nний", "1", "2", "3", "Более 3"]]  # fmt: skip
    yield Table("Коэффициент КБМ. Настоящая таблица применяется с 1 апреля 2022 года.", head, rows)


HEADING = "УКАЗАНИЕ Банка России от {signed} г. № {number}. {what} Настоящее Указание вступает в силу с {begins} года."
TABLES_OF = (base_rates, territories, ages, powers, terms, limits)


def tables(folder: str) -> list[Table]:
    return [table for make in TABLES_OF for table in make(folder)]


def docx(path: Path, heading: str, found: list[Table]) -> Path:
    from docx import Document

    document = Document()
    document.add_paragraph(heading)
    for table in found:
        document.add_paragraph(table.caption)
        for part in _pages(table, 40):
            drawn = document.add_table(rows=0, cols=max(len(row) for row in part))
            for row in part:
                cells = drawn.add_row().cells
                for cell, text in zip(cells, row, strict=False):
                    cell.text = text
                if len(row) > 3 and not any(row[2:]) and row[1]:
                    cells[1].merge(cells[-1])  # a region over the columns of values
            document.add_paragraph("")
    document.save(str(path))
    return path


def _pages(table: Table, size: int) -> Iterator[list[list[str]]]:
    """A table cut by page breaks, its head printed again."""
    for start in range(0, len(table.rows), size):
        yield [*table.head, *table.rows[start : start + size]]


def html(path: Path, heading: str, found: list[Table]) -> Path:
    parts = [f"<html><head><meta charset='windows-1251'><title>{heading[:30]}</title></head><body><p>{heading}</p>"]
    for table in found:
        parts.append(f"<p align=center>{table.caption}</p><table border=1>")
        for row in [*table.head, *table.rows]:
            cells = [f"<td>{text.replace('<*>', '&lt;*&gt;').replace(chr(10), '<br>')}</td>" for text in row]
            if len(row) > 3 and not any(row[2:]) and row[1]:
                cells = [cells[0], cells[1].replace("<td>", f"<td colspan={len(row) - 1}>")]
            parts.append(f"<tr>{''.join(cells)}</tr>")
        parts.append("</table><p>--------------------------------</p><p>&lt;*&gt; Примечание.</p>")
    path.write_bytes("\n".join([*parts, "</body></html>"]).encode("cp1251", "xmlcharrefreplace"))
    return path


def xlsx(path: Path, heading: str, found: list[Table]) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.append([heading])
    for table in found:
        sheet.append([])
        sheet.append([table.caption])
        for row in [*table.head, *table.rows]:
            sheet.append(["", *(_typed(text) for text in row)])  # people leave the first column empty
            if len(row) > 3 and not any(row[2:]) and row[1]:
                sheet.merge_cells(
                    start_row=sheet.max_row, end_row=sheet.max_row, start_column=3, end_column=len(row) + 1
                )
    book.save(path)
    return path


def _typed(text: str) -> str | float:
    """Excel turns what looks like a number into one."""
    try:
        return float(text.replace(",", ".")) if "," in text else text
    except ValueError:
        return text


def csv_file(path: Path, heading: str, found: list[Table]) -> Path:
    with path.open("w", encoding="cp1251", errors="replace", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow([heading])
        for table in found:
            writer.writerow([table.caption])
            writer.writerows([*table.head, *table.rows])
    return path


def pdf(path: Path, heading: str, found: list[Table]) -> Path:
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate

    font = Path(__file__).parents[3] / "osago_xl" / "documents" / "fonts" / "PTSans-Regular.ttf"
    pdfmetrics.registerFont(TTFont("Annex", str(font)))
    style = ParagraphStyle("annex", fontName="Annex", fontSize=8, leading=9)
    story: list = [Paragraph(heading, style)]
    for table in found:
        story.append(Paragraph(table.caption, style))
        rows = [*table.head, *table.rows]
        cells = [[Paragraph(t.replace("<*>", "&lt;*&gt;").replace("\n", "<br/>"), style) for t in row] for row in rows]
        width = len(rows[-1])
        columns = (
            [250, 200]
            if width == 2
            else [30, 190, *[120] * (width - 2)]
            if width < 5
            else [30, 60, *[44] * (width - 2)]
        )
        story.append(
            LongTable(
                cells, colWidths=columns, repeatRows=len(table.head), style=[("GRID", (0, 0), (-1, -1), 0.5, "black")]
            )
        )
    SimpleDocTemplate(str(path), pagesize=A4).build(story)
    return path


FORMATS: dict[str, Callable[[Path, str, list[Table]], Path]] = {
    "docx": docx, "pdf": pdf, "html": html, "xlsx": xlsx, "csv": csv_file,
}  # fmt: skip
