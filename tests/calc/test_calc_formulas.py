import pytest

from osago_xl.calc.formulas import shifted, to_calc, to_excel, with_full_names, with_short_names

SPELLINGS = [
    ("=SUM(A1,2)", "=SUM(A1;2)"),
    ('=IF(A1="a,b;c",1.5,2)', '=IF(A1="a,b;c";1.5;2)'),
    ("='Лист 1'!$A$1+'O''Neil'!B2", "=$'Лист 1'.$A$1+$'O''Neil'.B2"),
    ("=Полисы!A1:B2", "=$Полисы.A1:B2"),
    ("=SUM({1,2;3,4})", "=SUM({1;2|3;4})"),
    ("=tblX[[#This Row],[Имя, %]]*2", "=tblX[[#This Row];[Имя, %]]*2"),
    ("=SUM(tblX[Имя, %],tblX[[#All],[А'[б']]])", "=SUM(tblX[Имя, %];tblX[[#All];[А'[б']]])"),
    ("=IFERROR(#REF!,#N/A)", "=IFERROR(#REF!;#N/A)"),
]


@pytest.mark.parametrize(("excel", "calc"), SPELLINGS)
def test_both_ways(excel, calc):
    assert to_calc(excel) == calc
    assert to_excel(calc) == excel


def test_prefixes_of_the_file_are_no_part_of_a_name():
    assert to_calc("=_xlfn.AGGREGATE(14,6,A1:A3,1)") == "=AGGREGATE(14;6;A1:A3;1)"
    assert to_excel("=RU.OSAGO.ADDIN.OSAGO_PREMIUM(A1;2)") == "=OSAGO_PREMIUM(A1,2)"


def test_what_is_no_formula_stays():
    assert to_calc("a,b") == "a,b"
    assert to_calc(None) == ""
    assert to_excel("a;b") == "a;b"


@pytest.mark.parametrize(
    ("formula", "lower"),
    [
        ("=A1+$B$1+C$2+$D4", "=B3+$B$1+D$2+$D6"),
        ('="A1"&tblX[A1]&LOG10(5)', '="A1"&tblX[A1]&LOG10(5)'),
        ("='A1'!A1:Z9", "='A1'!B3:AA11"),
        ("=OSAGO_X1(cfg_A1)", "=OSAGO_X1(cfg_A1)"),
    ],
)
def test_relative_references_move(formula, lower):
    assert shifted(formula, 2, 1) == lower


def test_full_names_for_loading_and_short_names_back():
    short = 'OSAGO_KBM(1)+IF(A1="OSAGO_KBM(2)",tblOSAGO_X,my.OSAGO_KBM(3))'
    full = 'RU.OSAGO.ADDIN.OSAGO_KBM(1)+IF(A1="OSAGO_KBM(2)",tblOSAGO_X,my.OSAGO_KBM(3))'
    assert with_full_names(short) == full
    assert with_short_names(full) == short


def test_a_name_that_calc_did_not_know_comes_back_in_capitals():
    assert with_short_names("ru.osago.addin.osago_kbm(1)") == "OSAGO_KBM(1)"


def test_quotes_may_be_written_as_entities():
    assert (
        with_full_names("&quot;OSAGO_A(1)&quot;&amp;OSAGO_A(1)")
        == "&quot;OSAGO_A(1)&quot;&amp;RU.OSAGO.ADDIN.OSAGO_A(1)"
    )
