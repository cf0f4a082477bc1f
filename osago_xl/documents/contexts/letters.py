"""What goes by post or e-mail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

LABELS_IN_ROW = 3


@dataclass(frozen=True, kw_only=True)
class OfferRow:
    """One proposal; `price` in roubles."""

    service: str
    insurer: str = ""
    price: Decimal | None = None
    comment: str = ""


@dataclass(frozen=True, kw_only=True)
class Offer:
    """Commercial offer; `greeting` is the whole line: «Уважаемый Иван Иванович!»."""

    dated: date
    client: str
    greeting: str
    intro: str
    rows: tuple[OfferRow, ...] = ()
    others: str = ""
    """A sentence about what is proposed without a price."""
    closing: str = ""
    valid_until: date | None = None
    agent: str
    agent_phone: str = ""
    agent_email: str = ""


@dataclass(frozen=True, kw_only=True)
class Correspondent:
    """Sender or addressee."""

    name: str = ""
    address: str = ""
    index: str = ""


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """An envelope DL (220 × 110 mm)."""

    sender: Correspondent
    addressee: Correspondent


@dataclass(frozen=True, kw_only=True)
class Labels:
    """Address labels 70 × 37 mm, 24 on a sheet: rows of three, made by `label_rows`."""

    rows: tuple[tuple[Correspondent, ...], ...]


def label_rows(addressees: Sequence[Correspondent]) -> tuple[tuple[Correspondent, ...], ...]:
    """Addressees three to a row, the last row filled up with empty labels."""
    blanks = (Correspondent(),) * (-len(addressees) % LABELS_IN_ROW)
    filled = (*addressees, *blanks)
    return tuple(filled[n : n + LABELS_IN_ROW] for n in range(0, len(filled), LABELS_IN_ROW))
