"""The pictures of docs/: make_pictures.py FOLDER [SECOND]

The demonstration workbook gets some logged calls and filled forms through the ordinary commands; then
LibreOffice prints its sheets and the application. Into SECOND another engine draws the sheets, to be compared.
The dates are fixed, so a picture changes only with the product.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

import betteroffice_xlsx
from PIL import Image, ImageChops
from render import main as render
from render import pages

from osago_xl.actions.perform import perform
from osago_xl.books import open_book
from osago_xl.books.base import Selection
from osago_xl.cli.console import ConsoleUi
from osago_xl.cli.demo import DAY
from osago_xl.cli.main import main as osago_xl
from osago_xl.schema.sheets.day import CALLS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.work.unit import Work

SHEETS = {
    "Старт": "start", "Кому звонить": "calls", "Пролонгация": "renewals", "Оформление": "contract",
    "Калькулятор": "calculator", "Клиенты": "clients", "Полисы": "policies", "БСО": "forms",
    "Календарь": "calendar", "Сводка": "summary", "Проверка": "check", "Расчёты": "payments",
}  # fmt: skip
CARD, APPLICATION = "card", "application"
COLOURS, MARGIN = 160, 12
FOOTER = Decimal("0.055")  # of the height of a printed page: the sheet's name, the date and the page number
RESULTS = (
    {"result": "договорились", "note": "оформляем в пятницу"},
    {"result": "перезвонить", "again": 7, "note": "в отпуске до понедельника"},
    {"result": "нет ответа"},
)


def main(target: Path, second: Path | None = None) -> None:
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        osago_xl(["demo", str(room / "demo")])
        book = room / "demo" / "OSAGO.xlsm"
        client = work_a_day(book)
        render(book, room / "sheets", list(SHEETS), last_page=1)
        for title, picture in SHEETS.items():
            publish(next((room / "sheets").glob(f"*-{title}-*.png")), target / f"{picture}.png")
        if second:
            second.mkdir(parents=True, exist_ok=True)
            second_opinion(book, second)
        act("open_card", book, "tblClients", client)
        render(book, room / "card", ["Карточка"], last_page=1, recalculated=True)
        publish(next((room / "card").glob("*.png")), target / f"{CARD}.png")
        pages(next(book.parent.rglob("Заявление*.pdf")), room / APPLICATION, last_page=1)
        publish(next(room.glob(f"{APPLICATION}*.png")), target / f"{APPLICATION}.png")


def work_a_day(book: Path) -> str:
    """Three calls logged, the lists and overviews built; the key of the client insured."""
    work = opened(book)
    work.set_setting("cfg_date", DAY)
    client = next(row["client"] for row in reversed(work.rows(POLICIES)) if row["previous"])
    for row, result in zip(work.rows(CALLS), RESULTS, strict=False):
        work.set(CALLS, row, **result)
    work.commit("Настройка")
    act("log_calls", book)
    perform("calculate", open_book(book, today=DAY, selection=Selection("Калькулятор")), ConsoleUi(yes=True), DAY)
    for command in ("build_renewals", "check_base", "refresh_all", "open_summary"):
        act(command, book)
    return str(client)


def second_opinion(book: Path, target: Path) -> None:
    """The same sheets as another engine draws them, with the widths and heights of Excel; no conditional formats."""
    drawn = betteroffice_xlsx.Workbook.open_path(str(book))
    for title, picture in SHEETS.items():
        png = drawn.render_png(title, scale=1.0, max_width=1900, max_height=1000)
        (target / f"{picture}-2.png").write_bytes(png.bytes)


def act(command: str, book: Path, table: str = "", *keys: str) -> None:
    selection = Selection("Клиенты" if table else "", table, keys)
    perform(command, open_book(book, today=DAY, selection=selection), ConsoleUi(yes=True), DAY)


def opened(book: Path) -> Work:
    return Work(open_book(book, today=DAY), DAY)


def publish(page: Path, picture: Path) -> None:
    """The printed part of a page, few colours: a picture for a screen, small enough for a repository."""
    image = Image.open(page).convert("RGB")
    if picture.stem != APPLICATION:
        image = image.crop((0, 0, image.width, int(image.height * (1 - FOOTER))))
    white = Image.new("RGB", image.size, "white")
    left, top, right, bottom = ImageChops.difference(image, white).getbbox() or (0, 0, *image.size)
    frame = (left - MARGIN, top - MARGIN, min(right + MARGIN, image.width), min(bottom + MARGIN, image.height))
    image.crop(frame).quantize(COLOURS, dither=Image.Dither.NONE).save(picture, optimize=True)
    print(f"{picture}: {picture.stat().st_size // 1024} КБ")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        raise SystemExit(__doc__)
    try:
        main(*map(Path, sys.argv[1:]))
    except subprocess.CalledProcessError as error:
        raise SystemExit(f"{error}: {error.stderr.decode(errors='replace')}") from error
