"""A password encrypts by the standard of Office; a wrong one is a sentence; LibreOffice opens it only with it."""

import shutil

import pytest

from osago_xl.books import is_encrypted
from osago_xl.books.crypto import OLE_HEADER
from osago_xl.calc.engine import start_app
from osago_xl.errors import BookError, InputError
from osago_xl.keeping.password import set_password

SECRET = "очень длинный пароль"


def test_the_file_is_encrypted_and_opens_with_the_password(desk):
    plain = desk.path.read_bytes()
    set_password(desk.path, None, SECRET)
    assert desk.path.read_bytes().startswith(OLE_HEADER)
    assert b"PK\x03\x04" not in desk.path.read_bytes()[:8]
    assert "Орехова Анна" in desk.names(SECRET)
    set_password(desk.path, SECRET, None)
    assert desk.path.read_bytes() == plain


@pytest.mark.parametrize("password", [None, "не тот пароль"])
def test_without_the_right_password_nothing_is_changed(desk, password):
    set_password(desk.path, None, SECRET)
    before = desk.path.read_bytes()
    with pytest.raises(BookError, match=r"[Пп]арол"):
        set_password(desk.path, password, "другой длинный")
    assert desk.path.read_bytes() == before
    with pytest.raises(BookError, match=r"[Пп]арол"):
        desk.work(password)


def test_a_short_password_is_refused(desk):
    with pytest.raises(InputError, match="короче 8"):
        set_password(desk.path, None, "12345")
    assert not is_encrypted(desk.path)


def test_what_is_no_workbook_is_not_encrypted(tmp_path):
    path = tmp_path / "письмо.xlsm"
    path.write_text("Здравствуйте!", "utf-8")
    with pytest.raises(BookError):
        set_password(path, None, SECRET)
    assert path.read_text("utf-8") == "Здравствуйте!"


@pytest.mark.office
def test_libreoffice_opens_it_with_the_password_and_not_without(desk, tmp_path):
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed")
    set_password(desk.path, None, SECRET)
    with start_app() as app:
        with pytest.raises(BookError):
            app.books.open(str(desk.path))
        book = app.books.open(str(desk.path), password=SECRET)
        assert book.sheets["Клиенты"]["B3"].value == "Иванов Пётр Сергеевич"
        book.close()
