"""What may stand between the buttons and one workbook: its mark, its folder, its version, its macros."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

from osago_xl.excel.check import Check
from osago_xl.excel.environment import POLICIES, Environment, quoted
from osago_xl.excel.install import TRUSTED, trusted_keys

MACROS = "xl/vbaProject.bin"


def examine_book(environment: Environment, book: Path) -> Iterator[Check]:
    """All checks of a workbook, or that it is not there."""
    if not book.exists():
        yield Check("Книга", "error", f"{book} нет", f"Создайте: {environment.command} new {quoted(book)}")
        return
    for check in _CHECKS:
        yield check(environment, book)


def _web_mark(environment: Environment, book: Path) -> Check:
    if environment.from_web(book):
        remedy = f"Выполните: {environment.command} install {quoted(book)} (или Свойства файла → Разблокировать)."
        return Check("Пометка файла", "error", "Файл из интернета: Excel запрещает его макросы", remedy)
    return Check("Пометка файла", "ok", "Файл не помечен как скачанный")


def _cloud(environment: Environment, book: Path) -> Check:
    names = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
    folders = [folder for name in names if (folder := environment.variables.get(name))]
    if any(book.is_relative_to(folder) for folder in folders):
        remedy = "Перенесите книгу в обычную папку, в облаке держите копии."
        return Check("Папка", "warning", "Книга в OneDrive: автосохранение мешает кнопкам", remedy)
    if environment.is_network(book):
        return _network(environment, book)
    return Check("Папка", "ok", str(book.parent))


def _network(environment: Environment, book: Path) -> Check:
    """A trusted folder on another computer counts only where Excel is told so; and two agents may open the book."""
    if environment.values(TRUSTED).get("AllowNetworkLocations"):
        return Check("Папка", "warning", f"{book.parent}: сетевая, открывайте книгу по очереди")
    remedy = (
        "Перенесите книгу на этот компьютер. Или: Файл → Параметры → Центр управления безопасностью → Надёжные "
        "расположения → «Разрешить надёжные расположения в моей сети»."
    )
    return Check("Папка", "error", f"{book.parent}: сетевая, Excel не доверяет ей и запрещает макросы", remedy)


def _trust(environment: Environment, book: Path) -> Check:
    """An administrator, or a tick in the settings, may switch trusted folders off altogether."""
    by_policy = environment.values(rf"{POLICIES}\Security\Trusted Locations")
    mixed = environment.values(rf"{POLICIES.removesuffix('Excel')}Common\Security\Trusted Locations")
    if by_policy.get("AllLocationsDisabled") == 1 or mixed.get("Allow User Locations") == 0:
        remedy = f"Попросите администратора разрешить надёжное расположение {quoted(book.parent)}."
        return Check("Надёжная папка", "error", "Надёжные расположения запрещены администратором", remedy)
    if environment.values(TRUSTED).get("AllLocationsDisabled") == 1:
        remedy = (
            "Файл → Параметры → Центр управления безопасностью → Надёжные расположения: снимите галочку «Отключить все "
            "надёжные расположения»."
        )
        return Check("Надёжная папка", "error", "Надёжные расположения отключены в настройках Excel", remedy)
    if any(str(environment.values(key).get("Path")) == str(book.parent) for key in trusted_keys(environment)):
        return Check("Надёжная папка", "ok", str(book.parent))
    remedy = f"Выполните: {environment.command} install {quoted(book)}"
    return Check("Надёжная папка", "warning", f"{book.parent}: не среди надёжных расположений Excel", remedy)


def _program(environment: Environment, book: Path) -> Check:
    """Scanners cut macros out of workbooks, or take the whole file away."""
    if book.suffix.lower() != ".xlsm" or MACROS in _parts(book):
        return Check("Макросы книги", "ok", "На месте")
    remedy = (
        "Верните файл из карантина антивируса и добавьте папку книги в его исключения. "
        f"Или выполните: {environment.command} upgrade {quoted(book)}"
    )
    return Check("Макросы книги", "error", "В книге нет макросов: их вырезал антивирус или другая программа", remedy)


def _parts(book: Path) -> list[str]:
    try:
        with zipfile.ZipFile(book) as archive:
            return archive.namelist()
    except zipfile.BadZipFile:
        return []


def _stamp(environment: Environment, book: Path) -> Check:
    """The VBA of a workbook names one version of the library; with another one nothing starts."""
    stored = _properties(book).get("xlwings", "неизвестной версии")
    if stored == environment.xlwings_version:
        return Check("Версия книги", "ok", f"xlwings {stored}")
    found = f"Книга сделана для xlwings {stored}, установлен {environment.xlwings_version}"
    return Check("Версия книги", "error", found, f"Выполните: {environment.command} upgrade {quoted(book)}")


def _properties(book: Path) -> dict[str, str]:
    """Custom properties of a workbook, empty for a file that is none."""
    try:
        with zipfile.ZipFile(book) as archive:
            properties = ElementTree.fromstring(archive.read("docProps/custom.xml"))
    except (zipfile.BadZipFile, KeyError):
        return {}
    return {str(each.get("name")): "".join(each.itertext()) for each in properties}


_CHECKS: tuple[Callable[[Environment, Path], Check], ...] = (_web_mark, _cloud, _trust, _program, _stamp)
