"""An invitation: the small file by which a member's book joins; and where his password lives afterwards.

The password stands in the file and then in the configuration folder of the computer's user, readable by him alone.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import sqlalchemy as sa

from osago_xl.agency.store import parse
from osago_xl.books.atomic import replace_file
from osago_xl.books.locks import alone
from osago_xl.errors import AgencyError, why
from osago_xl.folders import configuration


@dataclass(frozen=True)
class Invitation:
    """`password` is "" where the store asks for none."""

    store: str
    url: str
    name: str
    role: str
    login: str
    password: str

    def write(self, path: Path) -> None:
        """Make the file; one that is there is not written over."""
        if path.exists():
            raise AgencyError(f"Файл «{path.name}» уже есть и не тронут. Выберите другое имя.")
        _write(path, asdict(self))


def read_invitation(path: Path) -> Invitation:
    """AgencyError for a file that is none."""
    try:
        return Invitation(**json.loads(path.read_text("utf-8")))
    except OSError as error:
        raise AgencyError(f"Приглашение «{path.name}» не читается: {why(error)}. Проверьте имя и папку.") from error
    except (ValueError, TypeError):
        raise AgencyError(f"«{path.name}» не приглашение агентства. Возьмите у руководителя новое.") from None


def remember(invitation: Invitation) -> None:
    """Keep the password of a login for the exchanges to come."""
    if invitation.password:
        with alone(_kept()):  # two books may join at one moment
            _write(_kept(), _passwords() | {_name(invitation.store, invitation.login): invitation.password})


def address(url: str, store: str, login: str) -> sa.URL:
    """The address of a store for a member: with his login and his password where it asks for one.

    An address that names a login itself (from `--url` or OSAGO_AGENCY_URL) is taken as it is.
    """
    parsed = parse(url)
    if parsed.get_backend_name() == "sqlite" or parsed.username:
        return parsed
    return parsed.set(username=login, password=_passwords().get(_name(store, login)))


def _kept() -> Path:
    return configuration() / "agency.json"


def _passwords() -> dict[str, str]:
    try:
        return dict(json.loads(_kept().read_text("utf-8")))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError):
        raise AgencyError(f"Файл паролей агентства {_kept()} повреждён. Подключите книгу заново.") from None


def _name(store: str, login: str) -> str:
    return f"{store}/{login}"


def _write(path: Path, content: dict[str, str]) -> None:
    """Only the user himself may read it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(content, ensure_ascii=False, indent=1)
        replace_file(path, text.encode(), lambda unfinished: unfinished.chmod(0o600))
    except OSError as error:
        raise AgencyError(f"Файл «{path}» не записан: {why(error)}.") from error
