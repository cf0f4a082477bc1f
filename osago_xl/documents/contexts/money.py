"""Papers about money: notice with a QR, receipt А-7, the agent's act-report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from osago_xl.documents.contexts.common import Payee


@dataclass(frozen=True, kw_only=True)
class PaymentNotice:
    """Notice of payment; `qr` is the PNG of `qr.payment_png` for the same payee and amount."""

    number: str = ""
    dated: date
    payee: Payee
    payer: str
    payer_address: str = ""
    purpose: str
    amount: Decimal
    due: date | None = None
    agent: str = ""
    agent_phone: str = ""
    qr: bytes


@dataclass(frozen=True, kw_only=True)
class ReceiptA7:
    """Receipt form А-7 (order of Минфин 17.05.2006 № 80н): an archive layout, off by default.

    Since 01.07.2019 the insurer's fiscal cheque proves the payment. Amounts in roubles.
    """

    insurer: str
    okpo: str = ""
    inn: str = ""
    series: str
    number: str
    policyholder: str
    policy: str
    kind: str = "Обязательное страхование гражданской ответственности владельцев транспортных средств"
    representative: str
    premium: Decimal
    cash: Decimal | None = None
    card: Decimal | None = None
    paid_on: date


@dataclass(frozen=True, kw_only=True)
class ActRow:
    """A contract in the act-report; `bordero` and `service` are the two parts of the commission."""

    policy: str
    concluded_on: date
    policyholder: str
    vehicle: str = ""
    starts: date | None = None
    ends: date | None = None
    premium: Decimal
    payment: str = ""  # kind and receipt
    bordero_percent: Decimal | None = None
    bordero: Decimal | None = None
    service_percent: Decimal | None = None
    service: Decimal | None = None
    transfer: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Signatory:
    """Who signs for a side, and by what right («Устава», «доверенности № 5»)."""

    name: str = ""
    position: str = ""
    basis: str = ""


@dataclass(frozen=True, kw_only=True)
class ActReport:
    """The agent's report of a period; totals are the sums of the rows (rounded per row)."""

    number: str
    dated: date
    period_starts: date
    period_ends: date
    contract: str  # agency contract: number
    contract_date: date | None = None
    insurer: str
    agent: str
    rows: tuple[ActRow, ...]
    premium: Decimal
    bordero: Decimal
    service: Decimal
    commission: Decimal
    transfer: Decimal  # to the insurer
    refund: Decimal  # to the agent
    comment: str = ""
    insurer_signatory: Signatory
    agent_signatory: Signatory
