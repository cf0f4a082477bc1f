"""Invented clients, cars and policies with everything that is true of them."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

TODAY = date(2026, 3, 2)
_SURNAMES = ("Ветров", "Кленов", "Осин", "Липин", "Дубов", "Рябинин", "Сомов", "Ершов", "Карпов", "Щукин", "Лещев",
             "Окунев", "Судаков", "Налимов", "Ясенев", "Тополев", "Берёзкин", "Калинин", "Малинин")  # fmt: skip
_MEN = ("Иван", "Пётр", "Денис", "Олег", "Сергей", "Юрий", "Лев", "Глеб", "Марк", "Илья")
_WOMEN = ("Анна", "Ольга", "Вера", "Нина", "Татьяна", "Мария", "Дарья", "Ирина", "Елена", "Юлия")
_FATHERS = ("Иван", "Олег", "Денис", "Павел", "Марк", "Антон", "Егор", "Роман")
_CARS = (("LADA", "Vesta"), ("Kia", "Rio"), ("Skoda", "Octavia"), ("Renault", "Logan"), ("Toyota", "Camry"),
         ("Hyundai", "Solaris"), ("УАЗ", "Патриот"), ("Лада", "Гранта"), ("BMW", "X5"))  # fmt: skip
_INSURERS = ("Росгосстрах", "Ингосстрах", "РЕСО", "ВСК", "Согласие", "АльфаСтрахование", "СПАО «Ингосстрах»")
_CITIES = ("Тула", "Калуга", "Рязань", "Пермь", "Казань", "Уфа")
_STREETS = ("Мира", "Ленина", "Садовая", "Лесная", "Победы")
_WORDS = ("звонить вечером", "VIP", "не любит ждать", "друг Осина", "оплата картой", "нужна рассрочка", "просил скидку")
_CHANNELS = ("Авито", "Рекомендация", "Сайт", "Сосед")
_LETTERS = "АВЕКМНОРСТУХ"
_VIN_SIGNS = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"


@dataclass(frozen=True)
class Person:
    surname: str
    given: str
    patronymic: str
    phone: str
    phone_2: str
    email: str
    birth_date: date
    city: str
    address: str
    passport: str

    @property
    def name(self) -> str:
        return f"{self.surname} {self.given} {self.patronymic}"


@dataclass(frozen=True)
class Sale:
    """A policy of a person's car."""

    person: Person
    make: str
    model: str
    plate: str
    vin: str
    year: int
    power: int
    series: str
    number: str
    insurer: str
    signed: date
    starts: date
    ends: date
    premium: int
    percent: int
    comment: str
    channel: str

    @property
    def fee(self) -> int:
        return self.premium * self.percent // 100


def sales(chance: random.Random, count: int) -> list[Sale]:
    """Policies of about two thirds as many people, some with two; among them namesakes and families with one phone."""
    people = [_person(chance, n) for n in range(max(2, count * 2 // 3))]
    people += [_relative(chance, person) for person in people[:2]]
    return [_sale(chance, chance.choice(people) if n >= len(people) else people[n], n) for n in range(count)]


def _person(chance: random.Random, n: int) -> Person:
    man = chance.random() < 0.5
    surname = chance.choice(_SURNAMES) + ("" if man else "а")
    given = chance.choice(_MEN if man else _WOMEN)
    patronymic = chance.choice(_FATHERS) + ("ович" if man else "овна")
    born = TODAY - timedelta(days=chance.randrange(20 * 365, 75 * 365))
    city, house, flat = chance.choice(_CITIES), chance.randrange(1, 90), chance.randrange(1, 200)
    return Person(
        surname, given, patronymic, f"+7916{chance.randrange(10**7):07d}", f"+7495{chance.randrange(10**7):07d}",
        f"c{n}{chance.randrange(1000)}@mail.example", born, city,
        f"г. {city}, ул. {chance.choice(_STREETS)}, д. {house}, кв. {flat}",
        f"{chance.randrange(1000, 9999)} {chance.randrange(10**5, 10**6)}",
    )  # fmt: skip


def _relative(chance: random.Random, of: Person) -> Person:
    """Somebody of the same family: the phone is one, the name another."""
    other = _person(chance, 900 + chance.randrange(99))
    given = next(name for name in _WOMEN if name != of.given)
    return Person(**{**vars(other), "phone": of.phone, "given": given, "surname": f"{of.surname.rstrip('а')}а"})


def _sale(chance: random.Random, person: Person, n: int) -> Sale:
    make, model = chance.choice(_CARS)
    starts = TODAY - timedelta(days=chance.randrange(-20, 900))
    ends = starts.replace(year=starts.year + 1, day=min(starts.day, 28)) - timedelta(days=1)
    starts = starts.replace(day=min(starts.day, 28))
    letters = "".join(chance.choice(_LETTERS) for _ in range(3))
    plate = f"{letters[0]}{chance.randrange(1, 1000):03d}{letters[1:]}{chance.choice((71, 77, 40, 50, 62))}"
    vin = "XTA" + "".join(chance.choice(_VIN_SIGNS) for _ in range(8)) + f"{chance.randrange(10**6):06d}"
    signed, insurer = starts - timedelta(days=chance.randrange(10)), chance.choice(_INSURERS)
    return Sale(
        person, make, model, plate, vin, chance.randrange(2005, 2026), chance.randrange(70, 250), "ХХХ",
        f"{chance.randrange(10**6):06d}{n:04d}", insurer, signed, starts, ends,
        chance.randrange(3000, 30000), chance.randrange(5, 31), chance.choice(_WORDS), chance.choice(_CHANNELS),
    )  # fmt: skip
