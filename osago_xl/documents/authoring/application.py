"""Application by annex 2 of 431-П, first edition (2014)."""

from __future__ import annotations

from osago_xl.documents.authoring.kit import Box, label, line, new_page, paragraph, table, together, value, when
from osago_xl.documents.authoring.package import FULL, Form
from osago_xl.documents.authoring.shared import (
    LOW,
    TICKS,
    WIDTH,
    address_lines,
    calculation_lines,
    document_line,
    driver_lines,
    period_line,
    purpose_lines,
    signature_line,
    tick,
)

IDENTITY = "свидетельство о регистрации юридического лица либо документ, удостоверяющий личность"
DRIVER_COLUMNS = (
    ("Фамилия, имя, отчество", 68.0, "name"),
    ("Дата рождения", 24.0, "birth_date"),
    ("Водительское удостоверение (серия, номер)", 58.0, "licence"),
    ("Стаж, полных лет", 26.0, "experience"),
)


def form() -> Form:
    """The whole form: a page with up to three drivers, two with more, and a sheet for those after the fifth."""
    body = (
        *_policyholder(), *_vehicle(), *_drivers(), *_use(), *together(*_other()), *together(*_premium()),
        *_continuation(),
    )  # fmt: skip
    return Form(
        title="Заявление о заключении договора ОСАГО",
        body=body,
        page=FULL,
        footer="* отчество указывается при наличии. "
        "Приложение 2 к Положению Банка России от 19.09.2014 № 431-П, первая редакция",
    )


def _policyholder() -> tuple[str, ...]:
    return (
        table(line(value(WIDTH, "insurer", "(наименование страховщика)", align="center"))),
        paragraph("ЗАЯВЛЕНИЕ", "Title"),
        paragraph(
            "о заключении договора обязательного страхования гражданской ответственности "
            "владельцев транспортных средств",
            "Subtitle",
        ),
        paragraph("1. Страхователь", "Section"),
        table(
            line(
                value(
                    114,
                    "policyholder.name",
                    "полное наименование юридического лица или фамилия, имя, отчество* гражданина",
                ),
                value(34, "policyholder.birth_date", "дата рождения гражданина"),
                value(36, "policyholder.inn", "ИНН юридического лица"),
            ),
            document_line("policyholder.document", IDENTITY),
            *address_lines("policyholder.address", "phone"),
        ),
        table(
            line(
                label(118, "Прошу заключить договор обязательного страхования на срок действия   с"),
                value(29, "starts", align="center"),
                label(8, "по", align="center"),
                value(29, "ends", align="center"),
                height=LOW,
            )
        ),
    )


def _vehicle() -> tuple[str, ...]:
    return (
        paragraph("2. Транспортное средство", "Section"),
        table(
            line(value(WIDTH, "owner.company", "собственник: полное наименование юридического лица")),
            line(
                value(114, "owner.citizen", "собственник: фамилия, имя, отчество* гражданина"),
                value(34, "owner.birth_date", "дата рождения гражданина"),
                value(36, "owner.inn", "ИНН юридического лица"),
            ),
            document_line("owner.document", IDENTITY),
            *address_lines("owner.address"),
        ),
        table(
            line(
                value(90, "vehicle.name", "марка, модель, категория транспортного средства"),
                value(64, "vehicle.vin", "идентификационный номер (VIN)"),
                value(30, "vehicle.year", "год изготовления"),
            ),
            line(
                value(26, "vehicle.power_kw", "мощность, кВт"),
                value(26, "vehicle.power_hp", "мощность, л. с."),
                value(66, "vehicle.max_mass", "разрешённая максимальная масса, кг (для грузовых)"),
                value(66, "vehicle.seats", "количество пассажирских мест (для автобусов)"),
            ),
            line(
                value(92, "vehicle.chassis", "шасси (рама) №"),
                value(92, "vehicle.body", "кузов (прицеп) №"),
            ),
            line(
                value(80, "vehicle.document.kind", "документ о регистрации: ПТС, СТС, паспорт машины или аналогичный"),
                value(28, "vehicle.document.series", "серия"),
                value(44, "vehicle.document.number", "номер"),
                value(32, "vehicle.document.issued", "дата выдачи"),
            ),
            line(
                value(52, "vehicle.plate", "государственный регистрационный знак"),
                value(80, "inspection_card", "номер диагностической карты"),
                value(52, "inspection_until", "дата очередного технического осмотра"),
            ),
            line(
                label(110, "Транспортное средство может использоваться с прицепом:"),
                tick(20, "trailer", "да"),
                tick(54, "not trailer", "нет"),
                height=TICKS,
            ),
            *purpose_lines(),
        ),
    )


def _drivers() -> tuple[str, ...]:
    return (
        paragraph("3. К управлению транспортным средством допущены", "Section"),
        table(
            line(
                tick(92, "unlimited", "любые водители (без ограничений)"),
                tick(92, "not unlimited", "только следующие водители:"),
                height=TICKS,
            ),
            *driver_lines("drivers", "", DRIVER_COLUMNS),
        ),
        *when(
            "more_drivers",
            paragraph("Остальные водители указаны на дополнительном листе к заявлению.", "Note"),
        ),
    )


def _use() -> tuple[str, ...]:
    return (
        paragraph("4. Период использования транспортного средства и предыдущий договор", "Section"),
        table(period_line("ТС будет использоваться")),
        table(
            line(
                label(104, "Предыдущий договор в отношении этого транспортного средства:"),
                value(16, "previous.series", "серия"),
                value(24, "previous.number", "номер"),
                value(40, "previous.insurer", "страховщик"),
            )
        ),
    )


def _other() -> tuple[str, ...]:
    return (
        paragraph("5. Иные сведения", "Section"),
        paragraph(
            "Изменение персональных данных или данных юридического лица, замена водительских удостоверений "
            "в течение последнего календарного года:",
            "Note",
        ),
        table(line(value(WIDTH, "other"), height=LOW)),
        table(
            line(
                label(40, "Страховой полис серия"),
                value(24, "policy_series", align="center"),
                label(8, "№", align="center"),
                value(42, "policy_number", align="center"),
                label(70, "получил."),
                height=LOW,
            ),
            line(
                label(
                    WIDTH,
                    "Перечень представителей страховщика в субъектах Российской Федерации и два бланка "
                    "извещения о дорожно-транспортном происшествии получил.",
                )
            ),
            signature_line("Страхователь", "signed_by", "filled_on"),
        ),
    )


def _premium() -> tuple[str, ...]:
    return (
        paragraph("6. Страховая премия (заполняется страховщиком)", "Section"),
        table(*calculation_lines()),
        table(
            line(
                label(112, "КБМ определён по запросу в единую информационную систему: №"),
                value(42, "kbm_request", align="center"),
                label(6, "от", align="center"),
                value(24, "kbm_request_date", align="center"),
                height=LOW,
            )
        ),
        paragraph("7. Особые отметки", "Section"),
        table(
            line(value(WIDTH, "notes"), height=LOW),
            signature_line("Страховщик (представитель страховщика)", "representative", "accepted_on"),
        ),
    )


def _continuation() -> tuple[str, ...]:
    return when(
        "more_drivers",
        new_page(),
        paragraph("Дополнительный лист к заявлению о заключении договора ОСАГО", "Title"),
        table(
            line(label(40, "Страхователь:"), Box(144, "{{ policyholder.name }}")),
            line(label(40, "Транспортное средство:"), Box(144, "{{ vehicle.name }}, VIN {{ vehicle.vin }}")),
        ),
        paragraph("К управлению также допущены:", "Section"),
        table(*driver_lines("more_drivers", " + 5", DRIVER_COLUMNS)),
        table(signature_line("Страхователь", "signed_by", "filled_on")),
    )
