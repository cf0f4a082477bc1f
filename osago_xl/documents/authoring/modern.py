"""Application for an electronic contract, layout of 2024."""

from __future__ import annotations

from osago_xl.documents.authoring.kit import (
    Line,
    gap,
    label,
    line,
    new_page,
    paragraph,
    table,
    together,
    value,
    when,
)
from osago_xl.documents.authoring.package import FULL, Form
from osago_xl.documents.authoring.shared import (
    LOW,
    TAXI,
    TICKS,
    WIDTH,
    address_lines,
    calculation_lines,
    driver_lines,
    period_line,
    previous_line,
    purpose_lines,
    signature_line,
    tick,
    vehicle_lines,
)

DRIVER_COLUMNS = (
    ("Фамилия, имя, отчество", 45.0, "name"),
    ("Дата рождения", 21.0, "birth_date"),
    ("Водительское удостоверение", 28.0, "licence"),
    ("Прежнее удостоверение (и ФИО в нём)", 36.0, "previous_licence"),
    ("Начало стажа", 21.0, "since"),
    ("Стаж, лет", 11.0, "experience"),
    ("КБМ", 14.0, "kbm"),
)


def form() -> Form:
    """Application for an electronic contract: a page with up to two drivers, and a sheet for those after the fifth."""
    return Form(
        title="Заявление о заключении договора ОСАГО в виде электронного документа",
        body=(*_head(), *_parties(), *_vehicle(), *_drivers(), *together(*_contract()), *_continuation()),
        page=FULL,
        footer="Заявление на электронный полис ОСАГО, макет 2024",
    )


def _head() -> tuple[str, ...]:
    return (
        table(line(value(WIDTH, "insurer", "(наименование страховщика)", align="center"))),
        paragraph("ЗАЯВЛЕНИЕ № {{ number }}", "Title"),
        paragraph("о заключении договора ОСАГО в виде электронного документа", "Subtitle"),
        table(
            line(
                label(60, "Срок страхования с"),
                value(40, "starts", align="center"),
                label(14, "по", align="center"),
                value(40, "ends", align="center"),
                gap(30),
                height=LOW,
            )
        ),
    )


def _parties() -> tuple[str, ...]:
    return (
        paragraph("1. Страхователь", "Section"),
        table(*_party("policyholder")),
        paragraph("2. Собственник транспортного средства", "Section"),
        table(
            *_party("owner"),
            line(
                label(154, "КБМ собственника (договор без ограничения числа водителей)"),
                value(30, "owner_kbm"),
                height=LOW,
            ),
        ),
    )


def _party(who: str) -> tuple[Line, ...]:
    return (
        line(
            value(114, f"{who}.name", "фамилия, имя, отчество или полное наименование"),
            value(30, f"{who}.birth_date", "дата рождения"),
            value(40, f"{who}.inn", "ИНН"),
        ),
        line(
            value(44, f"{who}.document.kind", "документ"),
            value(15, f"{who}.document.series", "серия"),
            value(20, f"{who}.document.number", "номер"),
            value(20, f"{who}.document.issued", "дата выдачи"),
            value(22, f"{who}.document.department", "код подразделения"),
            value(63, f"{who}.document.issued_by", "кем выдан"),
        ),
        *address_lines(f"{who}.address"),
        line(
            label(18, "Телефон:"),
            value(52, f"{who}.phone"),
            label(18, "E-mail:", align="center"),
            value(62, f"{who}.email"),
            label(12, "Пол:", align="center"),
            value(22, f"{who}.sex"),
            height=LOW,
        ),
    )


def _vehicle() -> tuple[str, ...]:
    return (
        paragraph("3. Транспортное средство", "Section"),
        table(
            *vehicle_lines(),
            line(
                label(46, "Используется с прицепом:"),
                tick(20, "trailer", "да"),
                tick(26, "not trailer", "нет"),
                label(46, "Сдаётся в аренду:"),
                tick(20, "rented == 'да'", "да"),
                tick(26, "rented == 'нет'", "нет"),
                height=TICKS,
            ),
            *purpose_lines(),
        ),
    )


def _admitted() -> Line:
    return line(
        tick(92, "unlimited", "любые водители (без ограничений)"),
        tick(92, "not unlimited", "только следующие водители:"),
        height=TICKS,
    )


def _drivers() -> tuple[str, ...]:
    return (
        paragraph("4. К управлению допущены", "Section"),
        table(_admitted(), *driver_lines("drivers", "", DRIVER_COLUMNS)),
        *when("more_drivers", paragraph("Остальные водители указаны на дополнительном листе.", "Note")),
        paragraph("5. Период использования и предыдущий договор", "Section"),
        table(period_line("ТС используется")),
        table(previous_line()),
    )


def _contract() -> tuple[str, ...]:
    return (
        paragraph("6. Расчёт размера страховой премии", "Section"),
        table(*calculation_lines()),
        table(
            line(
                label(84, "КБМ определён по запросу в АИС страхования №"),
                value(62, "kbm_request", align="center"),
                label(8, "от", align="center"),
                value(30, "kbm_request_date", align="center"),
                height=LOW,
            )
        ),
        paragraph("7. Особые отметки", "Section"),
        table(line(value(WIDTH, "notes"), height=LOW)),
        *when("taxi_forbidden", paragraph(TAXI, "Note")),
        paragraph(
            "Достоверность сведений подтверждаю. Об ответственности за неполные или недостоверные сведения "
            "предупреждён.",
            "Note",
        ),
        table(
            signature_line("Страхователь", "signed_by", "filled_on"),
            signature_line("Представитель страховщика", "representative", "filled_on"),
        ),
    )


def _continuation() -> tuple[str, ...]:
    return when(
        "more_drivers",
        new_page(),
        paragraph("Дополнительный лист к заявлению № {{ number }}", "Title"),
        table(*driver_lines("more_drivers", " + 5", DRIVER_COLUMNS)),
        table(signature_line("Страхователь", "signed_by", "filled_on")),
    )
