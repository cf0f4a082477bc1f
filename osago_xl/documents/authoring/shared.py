"""Pieces several forms have in common, as lines of boxes over the text width of 184 mm."""

from __future__ import annotations

from osago_xl.documents.authoring.kit import Box, Line, gap, heading, label, line, repeat, value, written
from osago_xl.documents.contexts.common import Purpose

WIDTH = 184
LOW, TICKS = 4.8, 4.0
"""Heights of a line without captions and of one of tick boxes, mm."""


def document_line(prefix: str, caption: str) -> Line:
    """Kind, series and number of an identity document."""
    return line(
        value(114, f"{prefix}.kind", caption),
        value(34, f"{prefix}.series", "серия"),
        value(36, f"{prefix}.number", "номер"),
    )


def address_lines(prefix: str, phone: str = "") -> tuple[Line, Line]:
    """The address in its eight boxes, and the telephone after them."""
    after = [value(56, phone, "телефон")] if phone else []
    wide = 56 / 4 if not phone else 0.0
    return (
        line(
            label(14, "Адрес:"),
            value(24, f"{prefix}.index", "индекс"),
            value(56, f"{prefix}.region", "государство, республика, край, область"),
            value(42, f"{prefix}.district", "район"),
            value(48, f"{prefix}.settlement", "населённый пункт"),
        ),
        line(
            gap(14),
            value(66 + wide, f"{prefix}.street", "улица"),
            value(16 + wide, f"{prefix}.house", "дом"),
            value(16 + wide, f"{prefix}.building", "корпус"),
            value(16 + wide, f"{prefix}.flat", "квартира"),
            *after,
        ),
    )


def tick(width: float, condition: str, text: str) -> Box:
    """A tick box with its words."""
    return label(width, "{{ " + condition + " }} " + text)


# The form says more than the word the workbook keeps.
PURPOSE_WORDS = {
    Purpose.DANGEROUS_GOODS: "перевозка опасных и легковоспламеняющихся грузов",
    Purpose.PASSENGERS: "регулярные пассажирские перевозки/перевозки пассажиров по заказам",
    Purpose.SPECIAL: "дорожные и специальные транспортные средства",
}


def purpose_tick(width: float, purpose: Purpose) -> Box:
    return tick(width, f"purpose == '{purpose.value}'", PURPOSE_WORDS.get(purpose, purpose.value))


def purpose_lines() -> tuple[Line, ...]:
    """The nine purposes of use."""
    p = Purpose
    return (
        line(label(WIDTH, "Цель использования транспортного средства (отметить нужное):"), height=TICKS),
        line(
            purpose_tick(24, p.PERSONAL),
            purpose_tick(30, p.DRIVING_SCHOOL),
            purpose_tick(20, p.TAXI),
            purpose_tick(110, p.DANGEROUS_GOODS),
            height=TICKS,
        ),
        line(purpose_tick(60, p.RENTAL), purpose_tick(124, p.PASSENGERS), height=TICKS),
        line(purpose_tick(86, p.SPECIAL), purpose_tick(70, p.EMERGENCY), purpose_tick(28, p.OTHER), height=TICKS),
    )


def period_line(title: str, first: float = 40) -> Line:
    """One line with the three periods of use."""
    pair = (WIDTH - first) / 3
    boxes = [label(first, title)]
    for number in range(3):
        boxes += [
            label(5, "с", align="center"),
            value((pair - 11) / 2, f"periods[{number}].starts", align="center"),
            label(6, "по", align="center"),
            value((pair - 11) / 2, f"periods[{number}].ends", align="center"),
        ]
    return line(*boxes, height=LOW)


TAXI = "Транспортное средство в режиме ТАКСИ использованию НЕ подлежит."


def vehicle_lines() -> tuple[Line, ...]:
    """All data of the vehicle and its document."""
    return (
        line(
            value(90, "vehicle.name", "марка, модель, категория"),
            value(64, "vehicle.vin", "идентификационный номер (VIN)"),
            value(30, "vehicle.year", "год изготовления"),
        ),
        line(
            value(40, "vehicle.plate", "регистрационный знак"),
            value(36, "vehicle.power_kw", "мощность, кВт"),
            value(36, "vehicle.power_hp", "мощность, л. с."),
            value(36, "vehicle.max_mass", "макс. масса, кг"),
            value(36, "vehicle.seats", "пассажирских мест"),
        ),
        line(value(92, "vehicle.chassis", "шасси (рама) №"), value(92, "vehicle.body", "кузов (прицеп) №")),
        line(
            value(80, "vehicle.document.kind", "документ: ПТС, СТС, ЭПТС, паспорт самоходной машины"),
            value(28, "vehicle.document.series", "серия"),
            value(44, "vehicle.document.number", "номер"),
            value(32, "vehicle.document.issued", "дата выдачи"),
        ),
    )


def previous_line() -> Line:
    """The previous policy of the vehicle."""
    return line(
        label(44, "Предыдущий договор:"),
        value(24, "previous.series", "серия"),
        value(36, "previous.number", "номер"),
        value(80, "previous.insurer", "страховщик"),
    )


FACTORS = (("tb", "ТБ"), ("kt", "КТ"), ("kbm", "КБМ"), ("kvs", "КВС"), ("ks", "КС"), ("kp", "КП"), ("km", "КМ"),
           ("kpr", "КПР"), ("kn", "КН"), ("ko", "КО"))  # fmt: skip


def calculation_lines() -> tuple[Line, Line]:
    """The premium: factors in the order of the official form, and the total."""
    width, total = 14.5, WIDTH - 14.5 * len(FACTORS)
    head = heading(*((width, title) for _, title in FACTORS), (total, "Итого, руб."))
    cells = [value(width, f"calculation.{name}", align="center") for name, _ in FACTORS]
    amount = Box(total, "{{ calculation.total|money }}", style="Strong", align="center")
    return head, line(*cells, amount, height=LOW)


def signature_line(title: str, name: str, day: str) -> Line:
    """Role, signature, name, date."""
    return line(
        label(74, f"► {title}", upright="bottom"),
        written(28, "", "подпись"),
        gap(4),
        written(46, "{{ " + name + " }}", "фамилия, инициалы", align="center"),
        gap(4),
        written(28, "{{ " + day + " }}", "дата", align="center"),
        height=6.5,
    )


def driver_lines(items: str, start: str, columns: tuple[tuple[str, float, str], ...]) -> tuple[Line, Line]:
    """Head and rows of a driver table: (title, width, variable); the number counts from `start`."""
    cells = [value(width, f"driver.{name}", align="" if name == "name" else "center") for _, width, name in columns]
    return (
        heading((8, "№"), *((width, title) for title, width, _ in columns), height=LOW),
        repeat(f"driver in {items}", Box(8, "{{ loop.index" + start + " }}", align="center"), *cells, height=LOW),
    )
