"""What may be typed into a cell: dates, money and digits stop wrong input, lists only warn.

Texts are the agent's: what is expected and what to do. A cell may be emptied; the check of the base asks for
what is required.
"""

from __future__ import annotations

from openpyxl.worksheet.datavalidation import DataValidation

from osago_xl.schema.columns import Choice, Column, Day, Digits, Key, Number, Text

_FIRST_DAY, _LAST_DAY = 1, 2958465  # serial numbers of 01.01.1900 and 31.12.9999
_ANY = 10**15


def validation_of(column: Column) -> DataValidation | None:
    """The rule of a column or a form cell; None where nothing is to be checked or said."""
    if column.formula or column.stored or (isinstance(column, Key) and column.own):
        return None
    rule = _rule(column)
    if rule is None and column.help:
        rule = DataValidation()
    if rule is None:
        return None
    rule.allow_blank = not _takes_anything_if_blank(column)
    if column.help:
        rule.showInputMessage, rule.promptTitle, rule.prompt = True, column.header[:32], column.help
    if rule.error:
        rule.showErrorMessage, rule.errorTitle = True, column.header[:32]
    return rule


def _takes_anything_if_blank(column: Column) -> bool:
    """Excel lets any word pass where a list has an empty cell and blanks are ignored: a list is empty in a new book."""
    return isinstance(column, Choice) and isinstance(column.source, str) and column.required


def _rule(column: Column) -> DataValidation | None:
    if isinstance(column, Choice) and column.source:
        return _listed(choices(column.source))
    if isinstance(column, Number):
        return _listed(column.source) if column.source else _number(column)
    if isinstance(column, Day):
        return DataValidation(
            type="date",
            operator="between",
            formula1=str(_FIRST_DAY),
            formula2=str(_LAST_DAY),
            error="Здесь нужна дата, например 05.12.2026.",
        )
    if isinstance(column, Text) and column.max_length:
        what = "знаков: цифры вводите без пробелов" if isinstance(column, Digits) else "знаков"
        return DataValidation(
            type="textLength",
            operator="lessThanOrEqual",
            formula1=str(column.max_length),
            error=f"Здесь не больше {column.max_length} {what}.",
        )
    return None


def choices(source: str | tuple[str, ...]) -> str:
    """The list as Excel takes it: a defined name, or the words themselves in quotes."""
    return source if isinstance(source, str) else f'"{",".join(source)}"'


def _listed(source: str) -> DataValidation:
    return DataValidation(
        type="list",
        formula1=source,
        errorStyle="warning",
        error="Такого слова нет в списке. Оставить его? Постоянные слова дописывают в справочник.",
    )


def _number(column: Number) -> DataValidation:
    low, high = column.minimum, column.maximum
    words = ["Здесь нужно число"]
    if low is not None:
        words.append(f"не меньше {low}")
    if high is not None:
        words.append(f"не больше {high}")
    return DataValidation(
        type="decimal",
        operator="between",
        formula1=str(-_ANY if low is None else low),
        formula2=str(_ANY if high is None else high),
        error=", ".join(words) + ". Буквы и слова впишите в примечание.",
    )
