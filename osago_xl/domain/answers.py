"""What an agent pastes after an official look-up (НСИС, РСА, ЕАИСТО): labels with values, or a word of his own.

The pages have no public description: labels are those met on them up to 2026, in any order, on one line or many.

>>> read("Статус договора: Действует  Страховая компания: СК «Пример»").status
'Действует'
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from osago_xl.errors import InputError
from osago_xl.values import dates
from osago_xl.values.text import clean

_LABELS = {
    "статус договора": "status", "статус полиса": "status", "статус бланка": "status", "состояние договора": "status",
    "статус": "status", "результат": "status", "страховая компания": "insurer", "страховая организация": "insurer",
    "наименование страховой организации": "insurer", "страховщик": "insurer", "серия полиса": "series",
    "номер полиса": "number", "номер договора": "number", "значение кбм": "kbm", "коэффициент кбм": "kbm",
    "кбм": "kbm", "номер запроса": "request", "№ запроса": "request", "идентификатор запроса": "request",
    "дата запроса": "day", "дата проверки": "day", "дата и время запроса": "day", "действует до": "until",
    "срок действия до": "until", "срок действия": "until", "дата окончания": "until", "действительна до": "until",
}  # fmt: skip
_LABEL = re.compile(
    r"(?<!\w)(" + "|".join(map(re.escape, sorted(_LABELS, key=len, reverse=True))) + r")(?!\w)\s*[:=–—-]?\s*",
    re.IGNORECASE,
)
_DAY = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d{2}-\d{2}")
_FACTOR = re.compile(r"\d(?:[.,]\d{1,2})?")
_GOOD = ("действует", "действующ", "выдан", "находится у страхователя", "действительна", "действителен", "не истёк")
_BAD = ("не ", "нет", "прекра", "расторг", "утра", "истёк", "истек", "недейств", "аннулир", "украден", "похищ")


class Answer(NamedTuple):
    """The look-up's result; `status` is never empty unless the text is. Other fields are empty where not named."""

    status: str
    insurer: str = ""
    series: str = ""
    number: str = ""
    kbm: Decimal | None = None
    request: str = ""
    day: date | None = None
    until: date | None = None

    @property
    def is_good(self) -> bool:
        """Whether the words say that all is well: «найден, действует» does; «найден» alone and anything bad do not."""
        words = [part.strip() for part in re.split(r"[,;.!]| и | но ", self.status.casefold())]
        good = [word for word in words if word.startswith(_GOOD)]
        return bool(good) and not any(word.startswith(_BAD) for word in words if word not in good)


def read(text: str, *, of_driver: bool = False) -> Answer:
    """The answer in a pasted text; without any known label the whole text is the status.

    About a driver a bare number is his КБМ: «0,46» and «КБМ 0,46» are one answer.
    """
    if of_driver and _FACTOR.fullmatch(clean(text)):
        text = f"КБМ {text}"
    found: dict[str, str] = {}
    labels = list(_LABEL.finditer(text))
    ends = [label.start() for label in labels[1:]] + [len(text)]
    for match, end in zip(labels, ends, strict=False):
        value = text[match.end() : end]
        found.setdefault(_LABELS[match[1].lower()], clean(value.strip().partition("\n")[0]).strip(" ;,.|"))
    kbm = _FACTOR.search(found.get("kbm", ""))
    factor = Decimal(kbm[0].replace(",", ".")) if kbm else None
    return Answer(
        status=found.get("status") or (f"КБМ {factor}".replace(".", ",") if factor is not None else clean(text)),
        insurer=found.get("insurer", ""),
        series=found.get("series", ""),
        number=found.get("number", ""),
        kbm=factor,
        request=found.get("request", ""),
        day=_last_day(found.get("day", "")),
        until=_last_day(found.get("until", "")),
    )


def _last_day(text: str) -> date | None:
    """The later end of «с 01.12.2026 по 30.11.2027»; None for what is no date."""
    days = []
    for written in _DAY.findall(text):
        try:
            days.append(dates.parse(written))
        except InputError:
            continue
    return max(days, default=None)
