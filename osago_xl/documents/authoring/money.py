"""Payment notice, receipt А-7, act-report."""

from __future__ import annotations

from io import BytesIO

import segno

from osago_xl.documents.authoring.kit import (
    Box,
    Line,
    gap,
    heading,
    label,
    line,
    paragraph,
    picture,
    repeat,
    roomy,
    table,
    together,
    value,
    when,
    written,
)
from osago_xl.documents.authoring.package import Form, Page
from osago_xl.documents.authoring.shared import LOW, WIDTH

A5 = Page(height=148, top=8, bottom=8)
LANDSCAPE = Page(width=297, height=210, left=12, right=10, top=10, bottom=10)


def notice() -> Form:
    """Notice of payment with the QR of ГОСТ Р 56042-2014."""
    return Form(
        title="Извещение об оплате",
        pictures={"qr": _placeholder()},
        page=A5,
        body=(
            paragraph("ИЗВЕЩЕНИЕ ОБ ОПЛАТЕ № {{ number }} от {{ dated }}", "Title"),
            roomy(
                line(
                    value(100, "payee.name", "получатель платежа"),
                    value(44, "payee.inn", "ИНН"),
                    value(40, "payee.kpp", "КПП"),
                ),
                line(
                    value(94, "payee.account", "счёт получателя"), value(90, "payee.correspondent", "корр. счёт банка")
                ),
                line(value(124, "payee.bank", "банк получателя"), value(60, "payee.bik", "БИК")),
                line(value(WIDTH, "purpose", "назначение платежа"), height=8),
                line(value(84, "payer", "плательщик"), value(100, "payer_address", "адрес плательщика")),
            ),
            paragraph(""),
            table(line(Box(52, frame="none", content=picture("qr", 45)), Box(132, frame="none", content=_to_pay()))),
        ),
        footer="Извещение об оплате, форма агента, редакция 2026. Не является чеком",
    )


def _to_pay() -> str:
    """What stands beside the code: the sum, the day, how to pay."""
    return "".join(
        (
            paragraph("{{ amount|money }} руб.", "Number"),
            paragraph("{{ amount|in_words }}", "Clause"),
            paragraph("Оплатить до {{ due }}.", "Result"),
            paragraph("Наведите камеру приложения банка на код и проверьте получателя и сумму.", "Clause"),
            paragraph(
                "Агент: {{ agent }}, тел. {{ agent_phone }}. Об оплате выдаётся кассовый чек страховщика.", "Note"
            ),
        )
    )


def _placeholder() -> bytes:
    """A QR of the same kind, so that the agent sees in Word where the code will stand."""
    png = BytesIO()
    segno.make("QR", micro=False).save(png, kind="png", scale=4, border=2)
    return png.getvalue()


def receipt_a7() -> Form:
    """Receipt А-7, archive layout on half a sheet."""
    return Form(
        title="Квитанция А-7",
        page=A5,
        body=(
            table(
                line(
                    label(84, "Форма № А-7   Код ОКУД 0796205"),
                    label(100, "Утверждена приказом Минфина РФ от 17.05.2006 № 80н", align="right"),
                    height=5,
                ),
                line(value(104, "insurer", "страховщик"), value(40, "okpo", "код ОКПО"), value(40, "inn", "ИНН")),
            ),
            paragraph("КВИТАНЦИЯ № {{ number }} Серия {{ series }}", "Title"),
            paragraph("на получение страховой премии (взноса)", "Subtitle"),
            table(
                _ruled("Страхователь", "{{ policyholder }}"),
                _ruled("Номер и серия страхового полиса", "{{ policy }}"),
                _ruled("Вид страхования", "{{ kind }}"),
                _ruled("Представитель страховщика / брокер", "{{ representative }}"),
                _ruled("Получена страховая премия (взнос)", "{{ premium|in_words }}"),
                _ruled("в том числе наличными", "{{ cash|in_words }}"),
                _ruled("в том числе платёжной картой", "{{ card|in_words }}"),
            ),
            table(
                line(
                    label(16, "Получил", upright="bottom"),
                    written(38, "", "подпись"),
                    label(18, "Оплатил", upright="bottom"),
                    written(38, "", "подпись"),
                    label(50, "{{ paid_on|day_in_words }}", align="center", upright="bottom"),
                    label(24, "М. П.", upright="bottom"),
                    height=10,
                )
            ),
        ),
    )


def _ruled(title: str, text: str) -> Line:
    return line(label(60, title, upright="bottom"), written(124, text), height=6.5)


def act_report() -> Form:
    """The agent's act-report, landscape."""
    return Form(
        title="Акт-отчёт агента",
        page=LANDSCAPE,
        body=(
            paragraph("АКТ-ОТЧЁТ АГЕНТА № {{ number }} от {{ dated }}", "Title"),
            paragraph(
                "за период с {{ period_starts }} по {{ period_ends }}\n"
                "по агентскому договору № {{ contract }} от {{ contract_date }}",
                "Subtitle",
            ),
            table(line(value(137, "insurer", "страховщик"), value(138, "agent", "агент"))),
            *when("service", _report(REPORT_COLUMNS)),
            *when("not service", _report(WITHOUT_SERVICE)),
            *when("comment", paragraph("{{ comment }}", "Clause")),
            *together(_result(), _signatures()),
        ),
        footer="Акт-отчёт агента, редакция 2026",
    )


REPORT_COLUMNS = (
    ("Полис", 28.0, "policy"),
    ("Дата", 19.0, "concluded_on"),
    ("Страхователь", 36.0, "policyholder"),
    ("Автомобиль", 28.0, "vehicle"),
    ("С", 19.0, "starts"),
    ("По", 19.0, "ends"),
    ("Премия", 21.0, "premium|money"),
    ("Оплата", 19.0, "payment"),
    ("Борд. %", 11.0, "bordero_percent"),
    ("Бордеро", 18.0, "bordero|money"),
    ("ДВОУ %", 11.0, "service_percent"),
    ("ДВОУ", 17.0, "service|money"),
    ("К перечисл.", 21.0, "transfer|money"),
)
WITHOUT_SERVICE = tuple(
    (title, width + 14 * (name in ("policyholder", "vehicle")), name)
    for title, width, name in REPORT_COLUMNS
    if not name.startswith("service")
)
TOTALLED = ("premium|money", "bordero|money", "service|money", "transfer|money")


def _report(columns: tuple[tuple[str, float, str], ...]) -> str:
    """The policies and, under them, their totals."""
    cells = (Box(width, f"{{{{ row.{name} }}}}", style="Small", align=_alignment(name)) for _, width, name in columns)
    first = next(place for place, (_, _, name) in enumerate(columns) if name in TOTALLED)
    totals = (
        Box(width, f"{{{{ {name} }}}}" if name in TOTALLED else "", style="Total", align="right")
        for _, width, name in columns[first:]
    )
    return table(
        heading((8, "№"), *((width, title) for title, width, _ in columns)),
        repeat("row in rows", Box(8, "{{ loop.index }}", style="Small", align="center"), *cells),
        line(Box(8 + sum(width for _, width, _ in columns[:first]), "Всего", style="Total"), *totals),
    )


def _alignment(name: str) -> str:
    return "right" if name.endswith("money") else "center" if name.endswith("percent") else ""


def _result() -> str:
    sums = (
        ("Вознаграждение агента, всего, руб.", "commission|money", "Value"),
        ("К перечислению страховщику, руб.", "transfer|money", "Value"),
        ("К выплате агенту, руб.", "refund|in_words", "Result"),
    )
    return table(
        *(
            line(label(68, title), Box(207, f"{{{{ {name} }}}}", style=style, frame="none"), height=LOW)
            for title, name, style in sums
        )
    )


def _signatures() -> str:
    """Both sides, one beside the other."""
    sides = (("Страховщик", "insurer_signatory"), ("Агент", "agent_signatory"))
    rows = (
        [(label(134, f"► {title}"),) for title, _ in sides],
        [
            (
                written(64, f"{{{{ {side}.position }}}}", "должность"),
                gap(4),
                written(66, f"{{{{ {side}.name }}}}", "фамилия, инициалы"),
            )
            for _, side in sides
        ],
        [
            (
                written(88, f"{{{{ {side}.basis }}}}", "действует на основании"),
                gap(4),
                written(42, "", "подпись, М. П."),
            )
            for _, side in sides
        ],
    )
    return roomy(*(line(*left, gap(7), *right, height=8) for left, right in rows))
