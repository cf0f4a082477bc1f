"""`import osago_xl` is instant and gives the documented names on first use."""

import subprocess
import sys

import pytest

import osago_xl


def test_documented_names():
    for name in osago_xl.__all__:
        assert callable(getattr(osago_xl, name))


def test_other_names_are_attribute_errors():
    with pytest.raises(AttributeError, match="no attribute 'prices'"):
        _ = osago_xl.prices


@pytest.mark.parametrize("statement", ["import osago_xl", "from osago_xl import Tariffs, Risk, Driver, premium"])
def test_scalar_names_need_no_pandas(statement):
    code = f"import sys; {statement}; print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert not {"pandas", "numpy", "openpyxl", "docxtpl", "xlwings"} & set(found.stdout.split())
