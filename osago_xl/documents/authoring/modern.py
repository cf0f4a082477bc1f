"""Papers of today's electronic contract: application (layout of 2024) and the data sheet of the policy."""

from __future__ import annotations

from osago_xl.documents.authoring.kit import (
    Box,
    Line,
    gap,
    label,
    line,
    new_page,
    paragraph,
    table,
    value,
    when,
)
from osago_xl.documents.authoring.package import Form
from osago_xl.documents.authoring.shared import (
    WIDTH,
    address_lines,
    calculation_lines,
    driver_lines,
    period_line,
    purpose_lines,
    signature_line,
    tick,
)

TAXI = "Транспортное средство в режиме ТАКСИ использованию НЕ подлежит."
DRIVER_COLUMNS = (
    ("Фамилия, имя, отчество", 52.0, "name"),
    ("Дата рождения", 21.0, "birth_date"),
    ("Водительское удостоверение", 28.0, "licence"),
    ("Прежнее удостоверение (и ФИО в нём)", 29.0, "previous_licence"),
    ("Начало стажа", 21.0, "since"),
    ("Стаж, лет", 11.0, "experience"),
    ("КБМ", 14.0, "kbm"),
)

POLICY_COLUMNS = (
    ("Фамилия, имя, отчество", 110.0, "name"),
    ("Водительское удостоверение", 42.0, "licence"),
    ("КБМ", 24.0, "kbm"),
)


def application() -> Form:
    """Application for an electronic contract: two pages, and a third for more than five drivers."""
    return Form(
        title="Заявление о заключении договора ОСАГО в виде электронного документа",
        body=(*_head(), *_parties(), *_vehicle(), *_drivers(), *_contract(), *_continuation()),
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
            line(label(154, "КБМ собственника (договор без ограничения числа водителей)"), value(30, "owner_kbm")),
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
            value(50, f"{who}.document.kind", "документ"),
            value(22, f"{who}.document.series", "серия"),
            value(28, f"{who}.document.number", "номер"),
            value(30, f"{who}.document.issued", "дата выдачи"),
            value(54, f"{who}.document.department", "код подразделения"),
        ),
        line(value(WIDTH, f"{who}.document.issued_by", "кем выдан")),
        *address_lines(f"{who}.address"),
        line(
            label(18, "Телефон:"),
            value(52, f"{who}.phone"),
            label(18, "E-mail:", align="center"),
            value(96, f"{who}.email"),
        ),
    )


def _vehicle() -> tuple[str, ...]:
    return (
        paragraph("3. Транспортное средство", "Section"),
        table(
            *vehicle_lines(),
            line(label(110, "Используется с прицепом:"), tick(20, "trailer", "да"), tick(54, "not trailer", "нет")),
            *purpose_lines(),
        ),
        new_page(),
    )


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


def _admitted() -> Line:
    return line(
        tick(92, "unlimited", "любые водители (без ограничений)"),
        tick(92, "not unlimited", "только следующие водители:"),
    )


def _drivers() -> tuple[str, ...]:
    return (
        paragraph("4. К управлению допущены", "Section"),
        table(_admitted(), *driver_lines("drivers", "", DRIVER_COLUMNS)),
        *when("more_drivers", paragraph("Остальные водители указаны на дополнительном листе.", "Note")),
        paragraph("5. Период использования и предыдущий договор", "Section"),
        table(period_line("ТС используется")),
        table(_previous()),
    )


def _previous() -> Line:
    return line(
        label(44, "Предыдущий договор:"),
        value(24, "previous.series", "серия"),
        value(36, "previous.number", "номер"),
        value(80, "previous.insurer", "страховщик"),
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
            )
        ),
        paragraph("7. Особые отметки", "Section"),
        table(line(value(WIDTH, "{{ notes }}"), height=12)),
        *when("taxi_forbidden", paragraph(TAXI, "Label")),
        paragraph(
            "Достоверность сведений подтверждаю. Об ответственности за неполные или недостоверные сведения "
            "предупреждён.",
            "Label",
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


def policy_sheet() -> Form:
    """Data of an electronic policy in the order of its sections; marked as no policy."""
    return Form(
        title="Сведения о договоре ОСАГО",
        body=(*_sheet_head(), *_sheet_parties(), *_sheet_drivers(), *_sheet_premium()),
        footer="Сведения об электронном полисе ОСАГО, макет 2024. Полисом не является",
    )


def _sheet_head() -> tuple[str, ...]:
    return (
        table(
            line(
                Box(
                    WIDTH,
                    "ЛИСТ ДАННЫХ. НЕ ЯВЛЯЕТСЯ СТРАХОВЫМ ПОЛИСОМ. Полис выдаёт страховщик; проверить договор можно "
                    "на сайте НСИС.",
                    style="Strong",
                    align="center",
                    fill="EDEDED",
                )
            )
        ),
        paragraph("СВЕДЕНИЯ О ДОГОВОРЕ ОСАГО {{ series }} № {{ number }}", "Title"),
        paragraph("Договор ОСАГО заключён в виде электронного документа", "Subtitle"),
        table(
            line(value(WIDTH, "insurer", "страховщик")),
            line(
                label(38, "Срок страхования с"),
                value(18, "start_time", align="center"),
                value(40, "starts", align="center"),
                label(48, "по 24 ч. 00 мин.", align="center"),
                value(40, "ends", align="center"),
            ),
        ),
        table(period_line("ТС используется")),
    )


def _sheet_parties() -> tuple[str, ...]:
    return (
        paragraph("1. Страхователь и собственник", "Section"),
        table(
            line(value(WIDTH, "policyholder", "страхователь")),
            line(value(154, "owner", "собственник"), value(30, "owner_kbm", "КБМ собственника")),
        ),
        paragraph("2. Транспортное средство", "Section"),
        table(
            *vehicle_lines(),
            line(label(110, "Используется с прицепом:"), tick(20, "trailer", "да"), tick(54, "not trailer", "нет")),
            *purpose_lines(),
        ),
    )


def _sheet_drivers() -> tuple[str, ...]:
    return (
        paragraph("3. Договор заключён в отношении", "Section"),
        table(
            line(
                tick(92, "unlimited", "неограниченного количества лиц"),
                tick(92, "not unlimited", "лиц, допущенных к управлению:"),
            ),
            *driver_lines("drivers", "", POLICY_COLUMNS),
        ),
        paragraph(
            "4. Страховая сумма, 5. страховой случай и 6. территория действия (Российская Федерация) определены "
            "Федеральным законом от 25.04.2002 № 40-ФЗ.",
            "Label",
        ),
    )


def _sheet_premium() -> tuple[str, ...]:
    return (
        paragraph("7. Расчёт размера страховой премии", "Section"),
        table(*calculation_lines()),
        table(line(value(WIDTH, "{{ calculation.total|in_words }}", "страховая премия, руб."))),
        paragraph("8. Особые отметки", "Section"),
        table(line(value(WIDTH, "notes"), height=10), _previous()),
        *when("taxi_forbidden", paragraph(TAXI, "Label")),
        table(
            line(
                value(60, "application", "номер заявления"),
                value(40, "concluded_on", "дата заключения"),
                value(40, "issued_on", "дата выдачи полиса"),
                value(44, "issue_time", "время выдачи"),
            ),
            line(label(54, "Представитель страховщика:"), value(130, "representative")),
        ),
    )
