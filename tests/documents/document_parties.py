"""Invented people, cars, contracts and acts that the papers of the tests are about."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from osago_xl.documents.contexts.application import (
    Application,
    ModernApplication,
    ModernDocument,
    ModernParty,
    Owner,
    driver_rows,
    modern_driver_rows,
)
from osago_xl.documents.contexts.common import (
    Address,
    Calculation,
    Driver,
    IdDocument,
    ModernDriver,
    Party,
    Payee,
    Period,
    PolicyRef,
    Vehicle,
    VehicleDocument,
    periods_of_use,
)
from osago_xl.documents.contexts.consent import (
    Operator,
    Subject,
)
from osago_xl.documents.contexts.letters import Correspondent
from osago_xl.documents.contexts.strict_forms import (
    FormRange,
    FormRangeWithReason,
    FormsAct,
    Side,
)
from osago_xl.documents.qr import Payment

INSURER = "СПАО «Ромашка»"
TODAY, STARTS, ENDS = date(2026, 11, 23), date(2026, 12, 1), date(2027, 11, 30)
NAME = "Иванов Иван Иванович"
LONG_NAME = "Константинопольский-Преображенский Александр-Мария Константинович"
PASSPORT = "паспорт 36 10 123456, выдан ОВД Ленинского района г. Самары 05.05.2010"
ADDRESS = Address(
    index="443001", region="Самарская область", settlement="г. Самара", street="ул. Садовая", house="12", flat="45"
)
ADDRESS_LINE = "Самарская область, г. Самара, ул. Садовая, д. 12, кв. 45"
VEHICLE = Vehicle(
    name="LADA Vesta, B",
    vin="XTAGFL110JY123456",
    plate="А123ВС163",
    year="2018",
    power_kw=Decimal("77.94"),
    power_hp=Decimal(106),
    body="XTAGFL110JY123456",
    document=VehicleDocument(kind="СТС", series="63 12", number="123456", issued=date(2018, 5, 5)),
)
CALCULATION = Calculation(
    tb=Decimal(5722),
    kt=Decimal("1.8"),
    kbm=Decimal("1.17"),
    kvs=Decimal("1.926"),
    ks=Decimal(1),
    km=Decimal("1.4"),
    ko=Decimal(1),
    total=Decimal("32493.05"),
)
PREVIOUS = PolicyRef(series="ХХХ", number="0123456789", insurer="АО «Василёк»")
POLICY = PolicyRef(series="ХХХ", number="0400000001", insurer=INSURER)
PERIODS = periods_of_use(Period(starts=STARTS, ends=ENDS))
PAYEE = Payee(
    name=INSURER,
    inn="7707083893",
    kpp="770701001",
    account="40702810138250123017",
    bank="ПАО СБЕРБАНК",
    bik="044525225",
    correspondent="30101810400000000225",
)
PAYMENT = Payment(
    payee=PAYEE,
    amount=Decimal("32493.05"),
    purpose="Оплата страховой премии по договору ОСАГО ХХХ 0400000001, Иванов И. И.",
    last_name="Иванов",
    first_name="Иван",
    middle_name="Иванович",
    contract="ХХХ 0400000001",
)


def drivers(count: int) -> list[Driver]:
    return [
        Driver(
            name=f"{LONG_NAME} {n}", birth_date=date(1980, 1, 1 + n % 28), licence=f"99 12 12345{n}", experience="15"
        )
        for n in range(count)
    ]


def modern_drivers(count: int) -> list[ModernDriver]:
    return [
        ModernDriver(
            name=f"{LONG_NAME} {n}",
            birth_date=date(1980, 1, 1 + n % 28),
            licence=f"99 12 12345{n}",
            experience="15",
            since=date(2011, 6, 1),
            previous_licence="63 ОА 654321, Сидоров",
            kbm=Decimal("0.63"),
        )
        for n in range(count)
    ]


def application(count: int = 5) -> Application:
    rows, more = driver_rows(drivers(count))
    return Application(
        insurer=INSURER,
        policyholder=Party(
            name=NAME,
            birth_date=date(1975, 3, 4),
            document=IdDocument(kind="Паспорт гражданина РФ", series="36 10", number="123456"),
            address=ADDRESS,
        ),
        phone="+7 927 000-00-00",
        starts=STARTS,
        ends=ENDS,
        owner=Owner(citizen=LONG_NAME, birth_date=date(1980, 1, 1), address=ADDRESS),
        vehicle=VEHICLE,
        drivers=rows,
        more_drivers=more,
        periods=PERIODS,
        previous=PREVIOUS,
        other="Прежнее водительское удостоверение 63 ОА 654321",
        policy_series="ХХХ",
        policy_number="0400000001",
        signed_by="Иванов И. И.",
        filled_on=TODAY,
        calculation=CALCULATION,
        kbm_request="12345678",
        kbm_request_date=TODAY,
        notes="Квитанция А-7 № 962098",
        representative="Петров П. П.",
        accepted_on=TODAY,
    )


def modern_application(count: int = 5) -> ModernApplication:
    rows, more = modern_driver_rows(modern_drivers(count))
    party = ModernParty(
        name=NAME,
        birth_date=date(1975, 3, 4),
        sex="мужской",
        document=ModernDocument(
            kind="Паспорт гражданина РФ",
            series="36 10",
            number="123456",
            issued_by="ОВД Ленинского района г. Самары",
            issued=date(2010, 5, 5),
            department="630-001",
        ),
        address=ADDRESS,
        phone="+7 927 000-00-00",
        email="ivanov@example.ru",
    )
    return ModernApplication(
        number="2026-000123",
        insurer=INSURER,
        policyholder=party,
        starts=STARTS,
        ends=ENDS,
        owner=party,
        vehicle=VEHICLE,
        drivers=rows,
        more_drivers=more,
        periods=PERIODS,
        previous=PREVIOUS,
        calculation=CALCULATION,
        kbm_request="6d1c3c2e-6f0a-4a52-9d4c-aaaaaaaaaaaa",
        kbm_request_date=TODAY,
        signed_by="Иванов И. И.",
        filled_on=TODAY,
        representative="Петров П. П.",
    )


RANGES = (
    FormRange(kind="Полис ОСАГО", series="ААВ", first="3000000001", last="3000000050", quantity=50),
    FormRange(kind="Квитанция А-7", series="ВН", first="962051", last="962100", quantity=50),
)
REASONED = (
    FormRangeWithReason(
        kind="Полис ОСАГО",
        series="ААВ",
        first="3000000007",
        last="3000000007",
        quantity=1,
        reason="ошибка при печати",
    ),
)
GIVER = Side(name=INSURER, person="Смирнова О. А.", position="начальник отдела", basis="доверенности № 5")
RECEIVER = Side(name="ИП Петров П. П.", person="Петров П. П.", position="агент", basis=PASSPORT)
SUBJECT = Subject(name=NAME, address=ADDRESS_LINE, document=PASSPORT)
OPERATOR = Operator(name="ИП Петров Пётр Петрович", address="443010, г. Самара, ул. Лесная, д. 1", inn="500100732259")
CORRESPONDENT = Correspondent(name=NAME, address=ADDRESS_LINE, index="443001")
HANDOVER = FormsAct(number="12", dated=TODAY, place="г. Самара", giver=GIVER, receiver=RECEIVER, rows=RANGES, total=100)
