"""What a book knows of its office: which book it is, where the store lies, and up to where it has exchanged.

No password stands there, and nothing that names anybody but its owner. A copy of the book carries its old position,
and so merges right whenever it comes back.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

from osago_xl.errors import AgencyError
from osago_xl.schema.sheets.technical import AGENCY
from osago_xl.work.unit import Work


@dataclass(frozen=True)
class Identity:
    """`book` is unique in the world, `code` in the store; `nonce` names the last exchange, `position` its place."""

    store: str
    url: str
    login: str
    book: str
    code: int
    nonce: str
    position: int

    def after(self, nonce: str, position: int) -> Identity:
        """The same book after another exchange."""
        return replace(self, nonce=nonce, position=position)


def identity_of(work: Work) -> Identity:
    """AgencyError for a book that has not joined."""
    found = find_identity(work)
    if found is None:
        raise AgencyError(
            "Эта книга не подключена к агентству. Возьмите у руководителя файл приглашения и выполните: "
            "osago-xl agency join КНИГА ФАЙЛ."
        )
    return found


def find_identity(work: Work) -> Identity | None:
    """None for a book that has not joined; AgencyError when what it knows is incomplete."""
    kept = {row["name"]: row["value"] for row in work.rows(AGENCY)}
    if not kept:
        return None
    try:
        numbers = {name: int(kept.pop(name)) for name in ("code", "position")}
        return Identity(**kept, **numbers)  # type: ignore[arg-type]
    except (KeyError, TypeError, ValueError):
        raise AgencyError(
            "Сведения об агентстве в книге повреждены. Подключите её заново: osago-xl agency join КНИГА ФАЙЛ."
        ) from None


def keep(work: Work, identity: Identity) -> None:
    """Write it into the book."""
    work.replace(AGENCY, ({"name": name, "value": str(value)} for name, value in asdict(identity).items()))
