"""Any text gets a verdict with a reason, and never another exception than InputError."""

import doctest
import importlib
import pkgutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osago_xl.errors import InputError
from osago_xl.values import identifiers
from osago_xl.values.identifiers import account, plate

EVERY = {
    **identifiers.ALL,
    "client account": account.of_client("044525225"),
    "correspondent": account.correspondent("04"),
    "trailer": plate.for_category("прицеп"),
}
MODULES = [module.name for module in pkgutil.iter_modules(identifiers.__path__)]

texts = st.text() | st.from_regex(r"[0-9А-ЯA-Z \-]{0,25}", fullmatch=True)


@pytest.mark.parametrize("name", EVERY)
@given(text=texts)
def test_any_text_gets_a_verdict(name, text):
    identifier = EVERY[name]
    for finding in identifier.check(text):
        assert finding.message.startswith(identifier.field)
        assert finding.hint
    try:
        stored = identifier.validate(text)
    except InputError as refusal:
        assert refusal.field == identifier.field
        assert not identifier.is_valid(text)
    else:
        assert identifier.is_valid(text)
        assert identifier.validate(stored) == stored


@pytest.mark.parametrize("name", EVERY)
@given(text=texts)
def test_an_offered_fix_is_stable(name, text):
    identifier = EVERY[name]
    for finding in identifier.check(text):
        if finding.fix is not None:
            assert identifier.compact(finding.fix) == finding.fix


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings(name):
    module = importlib.import_module(f"osago_xl.values.identifiers.{name}")
    assert doctest.testmod(module).failed == 0


def test_every_module_is_registered():
    assert set(MODULES) - {"base", "account"} == set(identifiers.ALL)
