"""Why a file is not read, always with its name and what to do."""

from __future__ import annotations

import zipfile
from pathlib import Path

from osago_xl.errors import BookError

MAX_UNPACKED = 400 * 2**20


def damaged(path: Path) -> BookError:
    """For what begins like a table and cannot be read as one."""
    return BookError(
        f"Файл «{path.name}» повреждён или это не таблица Excel. Откройте его в Excel, сохраните заново как .xlsx "
        "и повторите импорт."
    )


def locked(path: Path) -> BookError:
    """For a file with a password when none was given."""
    return BookError(
        f"Файл «{path.name}» закрыт паролем. Повторите импорт и введите пароль (в командной строке ключ --password), "
        "или снимите его в Excel: Файл → Сведения → Защита книги."
    )


def our_workbook(path: Path) -> BookError:
    """For a workbook of this program: its keys, links and journal need more than a table of cells."""
    return BookError(
        f"Файл «{path.name}» — это книга ОСАГО: нажмите «Объединить» (в командной строке osago-xl merge). "
        "Импорт ничего из неё не взял."
    )


def too_large(path: Path, name: str, height: int, width: int) -> BookError:
    """For a sheet whose filled rectangle nobody fills by hand: a cell far away, or rows without end."""
    return BookError(
        f"Файл «{path.name}», лист «{name}»: занято {height} строк и {width} столбцов. Удалите лишние строки и "
        "столбцы под таблицей и справа от неё, сохраните файл и повторите импорт."
    )


def refuse_bomb(path: Path, package: zipfile.ZipFile) -> None:
    """BookError for a package that unpacks into more than any table of an agent."""
    size = sum(part.file_size for part in package.infolist())
    if size > MAX_UNPACKED:
        raise BookError(
            f"Файл «{path.name}» распаковывается в {size // 2**20} МБ: так большие таблицы не переносятся. "
            "Сохраните нужный лист отдельным файлом."
        )
