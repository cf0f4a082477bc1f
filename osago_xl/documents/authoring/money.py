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
    table,
    value,
    when,
    written,
)
from osago_xl.documents.authoring.package import Form, Page
from osago_xl.documents.authoring.shared import WIDTH

A5 = Page(width=210, height=148, left=14, right=12, top=8, bottom=8)
LANDSCAPE = Page(width=297, height=210, left=12, right=10, top=10, bottom=10)


def notice() -> Form:
    """Notice of payment with the QR of ГОСТ Р 56042-2014."""
    return Form(
        title="Извещение об оплате",
        pictures={"qr": _placeholder()},
        body=(
            paragraph("ИЗВЕЩЕНИЕ ОБ ОПЛАТЕ № {{ number }} от {{ dated }}", "Title"),
            table(
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
                line(
                    Box(124, "{{ amount|in_words }}", "сумма, руб.", style="Strong"),
                    value(60, "due", "оплатить до", align="center"),
                    height=8,
                ),
            ),
            paragraph(
                "Оплатите в приложении банка: наведите камеру на код и проверьте получателя и сумму.", "Clause", "left"
            ),
            picture("qr", 45),
            paragraph(
                "Агент: {{ agent }}, тел. {{ agent_phone }}. Об оплате выдаётся кассовый чек страховщика.", "Note"
            ),
        ),
        footer="Извещение об оплате, форма агента, редакция 2026. Не является чеком",
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
                    label(100, "Форма № А-7   Код ОКУД 0796205"),
                    label(84, "Утверждена приказом Минфина РФ от 17.05.2006 № 80н", align="right"),
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
            table(*_report_rows()),
            *_totals(),
            *when("comment", paragraph("{{ comment }}", "Label")),
            *_signatures(),
        ),
        footer="Акт-отчёт агента, редакция 2026",
    )


REPORT_COLUMNS = (
    ("Полис", 27.0, "policy"),
    ("Дата", 18.0, "concluded_on"),
    ("Страхователь", 38.0, "policyholder"),
    ("Автомобиль", 29.0, "vehicle"),
    ("С", 18.0, "starts"),
    ("По", 18.0, "ends"),
    ("Премия", 21.0, "premium|money"),
    ("Оплата", 20.0, "payment"),
    ("Борд. %", 11.0, "bordero_percent"),
    ("Бордеро", 18.0, "bordero|money"),
    ("ДВОУ %", 11.0, "service_percent"),
    ("ДВОУ", 17.0, "service|money"),
    ("К перечисл.", 21.0, "transfer|money"),
)


def _alignment(name: str) -> str:
    return "right" if name.endswith("money") else "center" if name.endswith("percent") else ""


def _report_rows() -> tuple[Line, Line]:
    cells = (
        Box(width, f"{{{{ row.{name} }}}}", style="Small", align=_alignment(name)) for _, width, name in REPORT_COLUMNS
    )
    return (
        heading((8, "№"), *((width, title) for title, width, _ in REPORT_COLUMNS), height=8),
        repeat("row in rows", Box(8, "{{ loop.index }}", style="Small", align="center"), *cells),
    )


def _totals() -> tuple[str, ...]:
    totals = (
        ("Премия, всего", "premium"),
        ("Вознаграждение: бордеро", "bordero"),
        ("Вознаграждение: ДВОУ", "service"),
        ("Вознаграждение, всего", "commission"),
        ("К перечислению страховщику", "transfer"),
        ("К выплате агенту", "refund"),
    )
    rows = (
        line(label(80, f"{title}, руб.:"), Box(40, f"{{{{ {name}|money }}}}", style="Strong", align="right"), gap(155))
        for title, name in totals
    )
    return (paragraph("Итоги", "Section"), table(*rows))


def _signatures() -> tuple[str, ...]:
    sides = (("Страховщик", "insurer_signatory"), ("Агент", "agent_signatory"))
    rows = (
        line(
            label(28, title, upright="bottom"),
            written(70, f"{{{{ {side}.position }}}}", "должность"),
            label(5, ""),
            written(60, f"{{{{ {side}.basis }}}}", "действует на основании"),
            label(5, ""),
            written(42, "", "подпись, М. П."),
            label(5, ""),
            written(60, f"{{{{ {side}.name }}}}", "фамилия, инициалы"),
            height=9,
        )
        for title, side in sides
    )
    return (table(*rows),)
