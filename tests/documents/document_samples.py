"""A plausible context for every paper of the catalogue, and a template of the agent's own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from document_parties import (
    ADDRESS_LINE,
    CALCULATION,
    CORRESPONDENT,
    ENDS,
    GIVER,
    HANDOVER,
    INSURER,
    LONG_NAME,
    NAME,
    OPERATOR,
    PASSPORT,
    PAYEE,
    PAYMENT,
    PERIODS,
    POLICY,
    PREVIOUS,
    RANGES,
    REASONED,
    RECEIVER,
    STARTS,
    SUBJECT,
    TODAY,
    VEHICLE,
    application,
    modern_application,
    modern_drivers,
)

from osago_xl.documents.authoring.kit import paragraph
from osago_xl.documents.authoring.package import Form
from osago_xl.documents.contexts.common import (
    PolicyRef,
)
from osago_xl.documents.contexts.consent import (
    AdvertisingConsent,
    Operator,
    ProcessingConsent,
    TransferConsent,
)
from osago_xl.documents.contexts.letters import Correspondent, Envelope, Labels, Offer, OfferRow, label_rows
from osago_xl.documents.contexts.money import ActReport, ActRow, PaymentNotice, ReceiptA7, Signatory
from osago_xl.documents.contexts.policy import (
    Change,
    ChangeApplication,
    LossHistory,
    PastPolicy,
    PolicyDriver,
    PolicySheet,
    Termination,
)
from osago_xl.documents.contexts.strict_forms import (
    DamageAct,
    LossAct,
    ReturnAct,
)
from osago_xl.documents.qr import payment_png

SAMPLES = {
    "application_431p": application(),
    "application": modern_application(),
    "policy_sheet": PolicySheet(
        insurer=INSURER,
        series="ХХХ",
        number="0400000001",
        starts=STARTS,
        ends=ENDS,
        periods=PERIODS,
        policyholder=NAME,
        owner=LONG_NAME,
        vehicle=VEHICLE,
        drivers=tuple(
            PolicyDriver(name=driver.name, licence=driver.licence, kbm=driver.kbm) for driver in modern_drivers(5)
        ),
        calculation=CALCULATION,
        previous=PREVIOUS,
        application="2026-000123",
        concluded_on=TODAY,
        issued_on=TODAY,
        issue_time="12:30",
        representative="Петров П. П.",
    ),
    "change": ChangeApplication(
        policy=POLICY,
        starts=STARTS,
        ends=ENDS,
        policyholder=NAME,
        phone="+7 927 000-00-00",
        vehicle="LADA Vesta, А123ВС163, VIN XTAGFL110JY123456",
        changes=(
            Change(what="Государственный регистрационный знак", old="отсутствует", new="А123ВС163"),
            Change(what="Лица, допущенные к управлению", old=NAME, new=f"{NAME}; {LONG_NAME}"),
        ),
        reason="постановка автомобиля на учёт",
        documents="СТС 63 12 123456 от 01.12.2026",
        effective_on=date(2026, 12, 5),
        surcharge=Decimal("1250.50"),
        payment="СБП/QR",
        new_policy=PolicyRef(series="ТТТ", number="7000000001", insurer=INSURER),
        signed_by="Иванов И. И.",
        filled_on=TODAY,
        representative="Петров П. П.",
    ),
    "termination": Termination(
        policy=POLICY,
        starts=STARTS,
        ends=ENDS,
        applicant=NAME,
        applicant_document=PASSPORT,
        phone="+7 927 000-00-00",
        vehicle="LADA Vesta, А123ВС163, VIN XTAGFL110JY123456",
        ground="продажа автомобиля",
        documents="договор купли-продажи от 01.03.2027",
        payee=PAYEE,
        premium=Decimal("32493.05"),
        withheld_percent=Decimal(23),
        days_total=365,
        days_left=274,
        refund=Decimal("18781.87"),
        signed_by="Иванов И. И.",
        filled_on=TODAY,
    ),
    "loss_history": LossHistory(
        client=NAME,
        birth_date=date(1975, 3, 4),
        as_of=TODAY,
        policies=(
            PastPolicy(
                policy="ХХХ 0123456789",
                insurer="АО «Василёк»",
                vehicle="LADA Vesta, А123ВС163",
                starts=date(2025, 12, 1),
                ends=date(2026, 11, 30),
                kbm=Decimal("0.68"),
                claims="нет",
            ),
        )
        * 3,
        comment="Переход КБМ 1 апреля 2027 года.",
        agent="Петров Пётр Петрович",
        agent_phone="+7 846 000-00-00",
    ),
    "consent_processing": ProcessingConsent(
        subject=SUBJECT, operator=OPERATOR, withdrawal="443010, г. Самара, ул. Лесная, д. 1", given_on=TODAY
    ),
    "consent_transfer": TransferConsent(
        subject=SUBJECT,
        operator=OPERATOR,
        receiver=Operator(name=INSURER, address="г. Москва, ул. Цветочная, д. 2", inn="7707083893"),
        withdrawal="443010, г. Самара, ул. Лесная, д. 1",
        given_on=TODAY,
    ),
    "consent_advertising": AdvertisingConsent(
        subject=SUBJECT,
        operator=OPERATOR,
        phone="+7 927 000-00-00",
        email="ivanov@example.ru",
        by_call=True,
        by_email=True,
        withdrawal="petrov@example.ru",
        given_on=TODAY,
    ),
    "offer": Offer(
        dated=TODAY,
        client=NAME,
        greeting="Уважаемый Иван Иванович!",
        intro="1 декабря заканчивается Ваш полис ОСАГО. Подобрал для Вас условия на следующий год.",
        rows=(
            OfferRow(service="ОСАГО", insurer=INSURER, price=Decimal("8989.87"), comment="КБМ 0,63"),
            OfferRow(service="КАСКО", insurer="АО «Василёк»", price=Decimal(54000), comment="без франшизы"),
        ),
        others="Предлагаем также: страхование квартиры. Цену посчитаем по Вашему звонку.",
        closing="Позвоните, и я оформлю всё за один визит.",
        valid_until=date(2026, 12, 1),
        agent="Петров Пётр Петрович",
        agent_phone="+7 846 000-00-00",
        agent_email="petrov@example.ru",
    ),
    "envelope": Envelope(
        sender=Correspondent(name="ИП Петров П. П.", address="г. Самара, ул. Лесная, д. 1", index="443010"),
        addressee=CORRESPONDENT,
    ),
    "labels": Labels(rows=label_rows((CORRESPONDENT,) * 25)),
    "payment_notice": PaymentNotice(
        number="45",
        dated=TODAY,
        payee=PAYEE,
        payer=NAME,
        payer_address=ADDRESS_LINE,
        purpose=PAYMENT.purpose,
        amount=PAYMENT.amount,
        due=STARTS,
        agent="Петров П. П.",
        agent_phone="+7 846 000-00-00",
        qr=payment_png(PAYMENT),
    ),
    "receipt_a7": ReceiptA7(
        insurer=INSURER,
        okpo="00000000",
        inn="7707083893",
        series="ВН",
        number="962098",
        policyholder=NAME,
        policy="ААВ 3000000001",
        representative="Петров П. П., агент",
        premium=Decimal("32493.05"),
        cash=Decimal("32493.05"),
        paid_on=TODAY,
    ),
    "act_report": ActReport(
        number="11",
        dated=TODAY,
        period_starts=date(2026, 11, 1),
        period_ends=date(2026, 11, 30),
        contract="15/2024",
        contract_date=date(2024, 1, 15),
        insurer=INSURER,
        agent="ИП Петров Пётр Петрович",
        rows=tuple(
            ActRow(
                policy=f"ХХХ 040000000{n}",
                concluded_on=TODAY,
                policyholder=LONG_NAME if n == 1 else NAME,
                vehicle="LADA Vesta, А123ВС163",
                starts=STARTS,
                ends=ENDS,
                premium=Decimal("10000.00"),
                payment="карта, 962098",
                bordero_percent=Decimal(10),
                bordero=Decimal("1000.00"),
                service_percent=Decimal(5),
                service=Decimal("500.00"),
                transfer=Decimal("9000.00"),
            )
            for n in range(4)
        ),
        premium=Decimal("40000.00"),
        bordero=Decimal("4000.00"),
        service=Decimal("2000.00"),
        commission=Decimal("6000.00"),
        transfer=Decimal("36000.00"),
        refund=Decimal("2000.00"),
        comment="Возвратов в периоде не было.",
        insurer_signatory=Signatory(name="Смирнова О. А.", position="начальник отдела", basis="доверенности № 5"),
        agent_signatory=Signatory(name="Петров П. П.", position="агент", basis="договора № 15/2024"),
    ),
    "forms_acceptance": HANDOVER,
    "forms_transfer": HANDOVER,
    "forms_return": ReturnAct(
        number="13", dated=TODAY, place="г. Самара", giver=RECEIVER, receiver=GIVER, rows=REASONED, total=1
    ),
    "forms_damage": DamageAct(
        number="14",
        dated=TODAY,
        place="г. Самара",
        agency=INSURER,
        agent="Петров П. П.",
        agent_document=PASSPORT,
        rows=REASONED,
        total=1,
        responsible="Смирнова О. А.",
    ),
    "forms_loss": LossAct(
        number="15",
        dated=TODAY,
        place="г. Самара",
        agency=INSURER,
        agent="Петров П. П.",
        agent_document=PASSPORT,
        stolen=True,
        rows=RANGES,
        total=100,
        circumstances="Сумка с бланками похищена из автомобиля.",
        measures="Заявление в ОП № 5, КУСП 1234 от 23.11.2026",
        responsible="Смирнова О. А.",
    ),
}


def own_template(folder: Path, *texts: str, name: str = "offer_2026.docx") -> Path:
    path = folder / name
    path.write_bytes(Form(title="Своё", body=tuple(paragraph(text) for text in texts)).docx())
    return path
