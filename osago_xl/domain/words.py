"""Numbers in Russian words and figures, as insurers print them in receipts.

«32 493,05 (Тридцать две тысячи четыреста девяносто три рубля 05 копеек)»: kopecks stay in figures.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from osago_xl.errors import InputError
from osago_xl.values.text import NBSP, sentence

Forms = tuple[str, str, str]  # for 1, for 2–4, for 5–20: рубль, рубля, рублей

_ONES = ("", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять",
         "одиннадцать", "двенадцать", "тринадцать", "четырнадцать", "пятнадцать", "шестнадцать",
         "семнадцать", "восемнадцать", "девятнадцать")  # fmt: skip
_TENS = ("", "", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят",
         "девяносто")  # fmt: skip
_HUNDREDS = ("", "сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот",
             "девятьсот")  # fmt: skip
_FEMININE = {"один": "одна", "два": "две"}
_SCALES: tuple[Forms, ...] = (
    ("тысяча", "тысячи", "тысяч"),
    ("миллион", "миллиона", "миллионов"),
    ("миллиард", "миллиарда", "миллиардов"),
)
_LIMIT = 10**12
RUBLES: Forms = ("рубль", "рубля", "рублей")
KOPECKS: Forms = ("копейка", "копейки", "копеек")
DAYS: Forms = ("день", "дня", "дней")
UP_TO_YEARS: Forms = ("года", "лет", "лет")  # до 21 года, до 22 лет


def plural(count: int, forms: Forms) -> str:
    """The form of the noun after a number: 1 рубль, 2 рубля, 11 рублей."""
    if 11 <= count % 100 <= 14:
        return forms[2]
    return {1: forms[0], 2: forms[1], 3: forms[1], 4: forms[1]}.get(count % 10, forms[2])


def in_words(number: int, *, feminine: bool = False) -> str:
    """A whole number 0 … 999 999 999 999 in words, lower case."""
    if not 0 <= number < _LIMIT:
        raise InputError("Число", number, "Прописью пишутся числа от нуля до 999 999 999 999.")
    if number == 0:
        return "ноль"
    words = _triad(number % 1000, feminine)
    for power, scale in enumerate(_SCALES, start=1):
        count = number // 1000**power % 1000
        if count:
            words = [*_triad(count, feminine=power == 1), plural(count, scale), *words]
    return " ".join(words)


def _triad(number: int, feminine: bool) -> list[str]:
    tens, ones = (0, number % 100) if number % 100 < 20 else (number // 10 % 10, number % 10)
    last = _FEMININE.get(_ONES[ones], _ONES[ones]) if feminine else _ONES[ones]
    return [word for word in (_HUNDREDS[number // 100], _TENS[tens], last) if word]


def rubles(amount: Decimal) -> str:
    """«Тридцать две тысячи … три рубля 05 копеек», rounded to kopecks, halves up."""
    whole, kopecks = _split(amount)
    text = f"{in_words(whole)} {plural(whole, RUBLES)} {kopecks:02d} {plural(kopecks, KOPECKS)}"
    return sentence(text)


def figures(amount: Decimal) -> str:
    """«32 493,05» with no-break spaces between thousands."""
    whole, kopecks = _split(amount)
    return f"{whole:,}".replace(",", NBSP) + f",{kopecks:02d}"


def amount_in_words(amount: Decimal) -> str:
    """Figures followed by words in brackets."""
    return f"{figures(amount)} ({rubles(amount)})"


def _split(amount: Decimal) -> tuple[int, int]:
    if not amount.is_finite() or not 0 <= amount < _LIMIT:
        raise InputError("Сумма", amount, "Сумма прописью должна быть от нуля до 999 999 999 999 рублей.")
    kopecks = int((amount * 100).to_integral_value(ROUND_HALF_UP))
    return divmod(kopecks, 100)
