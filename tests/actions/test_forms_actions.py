"""Group Бланки on a book in memory: what an agent answers and what stands on the sheets afterwards."""

from datetime import date

import pytest
from desk import shown

from osago_xl.books.base import Selection
from osago_xl.desk.blanks.choice import Range, read_ranges
from osago_xl.errors import BookError, InputError
from osago_xl.schema.sheets.blanks import FORM_MOVES
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.journals import ACTS
from osago_xl.schema.sheets.policies import POLICIES
from osago_xl.schema.sheets.reference import AGENTS

FIRST, LAST = "0001000001", "0001000010"


@pytest.fixture
def stock(desk, tmp_path):
    """Ten blanks of «Пример» received on 1 November; nobody wants paper acts."""
    desk.book._path = tmp_path / "OSAGO.xlsm"
    desk.setup(lambda work: work.add(AGENTS, agent="Орлов", role="субагент", form_limit=3))
    desk.click("bso_receive", "1", f"ААМ {FIRST}-{LAST}", "01.11.2026", "Н-15", "н", yes=False)
    return desk


def position(desk):
    return [(row["first"], row["last"], row["place"], row["state"]) for row in desk.rows("tblForms")]


def whereabouts(desk):
    """The second part of «Остатки»: who holds what."""
    cells = [[shown(row, n) for n in range(1, 9)] for row in desk.rows("tblReport")]
    first = next(n for n, line in enumerate(cells) if line[0].startswith("Где бланки")) + 2
    return [line for line in cells[first:] if line[5]]


def moves(desk):
    return [(row["place"], row["operation"], row["first"], row["document"]) for row in desk.rows("tblFormMoves")]


def typed(desk, **cells):
    row = {"day": date(2026, 11, 2), "kind": "полис ОСАГО", "insurer": "Пример", "series": "AAM"} | cells
    desk.book.put("tblFormMoves", [row])


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("ААМ 0001000001", [("ААМ", "0001000001", "0001000001")]),
        ("aam0001000001–0001000050", [("ААМ", "0001000001", "0001000050")]),
        ("ААМ 0001000001 50 шт.", [("ААМ", "0001000001", "0001000050")]),
        ("ААМ 001-003; 007", [("ААМ", "001", "003"), ("ААМ", "007", "007")]),
        ("123456", [("", "123456", "123456")]),
    ],
)
def test_ranges_are_read_as_agents_write_them(text, ranges):
    assert read_ranges(text) == [Range(*each) for each in ranges]


@pytest.mark.parametrize("text", ["", "ААМ", ";;", "ААМ 12 34", "с 5 по 7"])
def test_what_is_no_range_is_refused(text):
    with pytest.raises(InputError, match="не похоже на бланки"):
        read_ranges(text)


def test_receipt_fills_the_register_and_the_position(stock):
    assert moves(stock) == [(1, "получен", FIRST, "Н-15")]
    assert position(stock) == [(FIRST, LAST, "у агента", "чистый")]
    assert [(row["number"], row["kind"], row["state"]) for row in stock.rows("tblActs")] == [("Н-15", "БСО", "создан")]


def test_an_overlapping_receipt_is_refused_whole(stock):
    with pytest.raises(InputError, match="0001000010: такой бланк уже получен"):
        stock.click("bso_receive", "1", "ААМ 0001000010-0001000012", "02.11.2026", "Н-16", "н", yes=False)
    assert len(moves(stock)) == 1


def test_transfer_and_return_by_a_sub_agent(stock):
    stock.click("bso_transfer", "ААМ 0001000001-0001000003", "02.11.2026", "н", yes=False)
    assert position(stock) == [
        (FIRST, "0001000003", "у субагента", "чистый"),
        ("0001000004", LAST, "у агента", "чистый"),
    ]
    stock.click("bso_transfer", "2", "ААМ 0001000001-0001000002", "03.11.2026", "н", yes=False)
    assert [place for _, _, place, _ in position(stock)] == ["у агента", "у субагента", "у агента"]


def test_more_than_the_norm_is_asked_about(stock):
    stock.click("bso_transfer", "ААМ 0001000001-0001000004", "н", yes=False)
    assert len(moves(stock)) == 1


def test_without_sub_agents_the_button_says_what_to_do(desk):
    with pytest.raises(BookError, match="нет субагентов"):
        desk.click("bso_transfer")


def test_a_misprint_gives_the_policy_the_next_blank(stock):
    stock.setup(lambda work: work.add(CLIENTS, name="Иванов"))
    stock.setup(
        lambda work: work.add(
            POLICIES, client="К-000001", insurer="Пример", series="ААМ", number=FIRST, state="оформлен"
        )
    )
    typed(stock, operation="использован", first=FIRST, last=FIRST, policy="П-000001")
    stock.select("tblPolicies", "П-000001")
    report = stock.click("bso_spoil", "", "смазан текст", "н", "д", yes=False)
    assert report.details[-1] == "Следующий бланк: ААМ 0001000002."
    assert stock.row("tblPolicies", "П-000001")["number"] == "0001000002"
    assert [state for _, _, _, state in position(stock)] == ["испорчен", "использован", "чистый"]
    assert [move[:3] for move in moves(stock)][1:] == [
        (2, "использован", FIRST),
        (3, "испорчен", FIRST),
        (4, "использован", "0001000002"),
    ]


def test_a_blank_spoiled_before_writing_gives_the_form_the_next_number(stock):
    stock.setup(lambda work: work.fill("form_", insurer="Пример", series="ААМ", number=FIRST))
    stock.selection = Selection("Оформление")
    stock.click("bso_spoil", "", "порван", "н", "д", yes=False)
    form = stock.work().form("form_")
    assert (form["series"], form["number"]) == ("ААМ", "0001000002")


def test_lost_and_stolen_blanks_are_nowhere(stock):
    stock.click("bso_lose", f"ААМ {FIRST}", "", "", "н", yes=False)
    stock.click("bso_steal", f"ААМ {LAST}", "", "", "н", yes=False)
    assert [(place, state) for _, _, place, state in position(stock)] == [
        ("нет", "утерян"),
        ("у агента", "чистый"),
        ("нет", "похищен"),
    ]


def test_spoiled_blanks_go_back_to_the_insurer(stock):
    stock.click("bso_spoil", f"ААМ {FIRST}", "порван", "н", yes=False)
    stock.click("bso_return", "1", "", "", "", "н", yes=False)
    assert position(stock)[0] == (FIRST, FIRST, "у страховщика", "испорчен")
    assert stock.click("bso_return", "1", yes=False).text.startswith("Возвращать нечего")


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"operation": "использован", "first": "0001000099"}, "такого бланка вы не получали"),
        ({"operation": "получен", "first": "0001000009", "last": "0001000012"}, "такой бланк уже получен"),
        ({"operation": "передан", "first": FIRST}, "не указано, кому или от кого"),
        ({"operation": "подарен", "first": FIRST}, "Операция «подарен» неизвестна"),
        ({"operation": "испорчен", "first": FIRST, "day": None}, "нет даты"),
        ({"operation": "испорчен", "first": "0001000003", "last": FIRST}, "первый номер больше последнего"),
        ({"operation": "получен", "first": "1", "series": "ХХХ"}, "серия ХХХ электронная"),
        ({"operation": "испорчен", "first": FIRST, "day": date(2027, 1, 1)}, "ещё не наступила"),
        ({"operation": "испорчен", "first": FIRST, "day": date(2026, 10, 1)}, "раньше прежнего"),
    ],
)
def test_a_typed_row_is_refused_with_the_reason_beside_it(stock, cells, reason):
    typed(stock, note="со слов Орлова", **cells)
    before = position(stock)
    report = stock.click("bso_balance", "11.2026", "1")
    row = stock.rows("tblFormMoves")[-1]
    assert row["note"].startswith("Отказ: ") and reason in row["note"]
    assert row["note"].endswith(" | со слов Орлова")
    assert row["place"] is None
    assert position(stock) == before
    assert "Не принято строк" in report.text


def test_a_refused_row_is_accepted_once_corrected(stock):
    typed(stock, operation="испорчен", first="0001000099", note="порван")
    stock.click("bso_balance", "11.2026", "1")
    stock.setup(lambda work: work.set(FORM_MOVES, work.get(FORM_MOVES, "Б-000002"), first=FIRST, last=FIRST))
    stock.click("bso_balance", "11.2026", "1")
    row = stock.row("tblFormMoves", "Б-000002")
    assert (row["place"], row["note"], row["series"]) == (2, "порван", "ААМ")
    assert position(stock)[0] == (FIRST, FIRST, "у агента", "испорчен")


def test_a_refused_typed_row_is_named_when_a_command_fails_because_of_it(stock):
    typed(stock, operation="получен", first="0002000001", last="0001")
    with pytest.raises(InputError, match="Б-000002: у первого и последнего номера разное число цифр"):
        stock.click("bso_lose", "ААМ 0002000001", "", "", yes=False)


def test_undo_takes_back_the_last_movement_only(stock):
    stock.click("bso_spoil", f"ААМ {FIRST}", "порван", "н", yes=False)
    stock.click("bso_undo")
    assert position(stock) == [(FIRST, LAST, "у агента", "чистый")]
    assert [row["state"] for row in stock.rows("tblActs")] == ["создан", "отменён"]


def test_a_movement_whose_act_was_handed_over_stays(stock):
    stock.setup(lambda work: work.set(ACTS, work.rows(ACTS)[0], state="оплачен"))
    with pytest.raises(InputError, match="Движение вошло в документ «Н-15»"):
        stock.click("bso_undo")


def test_nothing_to_undo(desk):
    with pytest.raises(InputError, match="отменять нечего"):
        desk.click("bso_undo")


def test_balance_of_a_period_on_the_report(stock):
    stock.click("bso_spoil", f"ААМ {FIRST}", "порван", "н", yes=False)
    stock.click("bso_transfer", "ААМ 0001000002-0001000003", "02.11.2026", "н", yes=False)
    report = stock.click("bso_balance", "11.2026", "1")
    cells = [[shown(row, n) for n in range(1, 14)] for row in stock.rows("tblReport")]
    assert cells[2] == ["Пример", "полис ОСАГО", "ААМ", "0", "10", "0", "0", "1", "0", "0", "0", "0", "9"]
    assert cells[3][0] == "Итого" and cells[3][-1] == "9"
    assert ["Пример", "полис ОСАГО", "у субагента", "Орлов", "чистый", "2"] in [line[:6] for line in cells]
    assert report.data[0]["closing"] == 9
    assert any("осталось 7" in line for line in report.details)


def test_blanks_of_one_holder_as_they_were_in_a_period(stock):
    stock.click("bso_transfer", "ААМ 0001000002-0001000003", "02.11.2026", "н", yes=False)
    stock.click("bso_spoil", "ААМ 0001000002", "порван", "н", yes=False)
    orlov = "3"
    assert stock.click("bso_balance", "11.2026", orlov).data[0]["closing"] == 1
    cells = [[shown(row, n) for n in range(1, 7)] for row in stock.rows("tblReport")]
    assert cells[0][0] == "Бланки: 01.11.2026–30.11.2026, Орлов"
    assert [line[5] for line in cells[-2:]] == ["1", "1"] and {line[3] for line in cells[-2:]} == {"Орлов"}
    assert stock.click("bso_balance", "01.11.2026–01.11.2026", "1").data[0]["closing"] == 10
    assert whereabouts(stock)[0][5] == "10", "the inventory is that of the last day, before the transfer"


def test_acts_are_printed_beside_the_book(stock, tmp_path):
    for answers in (("bso_transfer", "ААМ 0001000001", ""), ("bso_spoil", "ААМ 0001000002", "порван")):
        report = stock.click(*answers)
        assert [path.suffix for path in report.files] == [".docx"] and report.files[0].exists()
    assert stock.rows("tblActs")[-1]["file"].endswith(".docx")


def test_what_is_where_adds_up_to_what_was_received_on_every_day(stock):
    """Invariant 10: «Остатки» of any day count each form once, wherever it is and whatever became of it."""
    stock.click("bso_transfer", "ААМ 0001000002-0001000003", "02.11.2026", "н", yes=False)
    stock.click("bso_return", "2", "ААМ 0001000008-0001000009", "05.11.2026", "", "н", yes=False)
    stock.click("bso_spoil", f"ААМ {FIRST}", "порван", "н", yes=False)
    for day in ("01", "02", "04", "05", "22"):
        stock.click("bso_balance", f"01.11.2026–{day}.11.2026", "1")
        assert sum(int(line[5]) for line in whereabouts(stock)) == 10


def test_forms_that_lie_too_long_are_counted_and_named_on_the_report(stock):
    stock.click("bso_receive", "1", "ААМ 0002000001-0002000004", "01.07.2026", "", "н", yes=False)
    stock.click("bso_transfer", "ААМ 0002000001-0002000002", "01.08.2026", "н", yes=False)
    stock.click("bso_transfer", "1", "ААМ 0002000003", "01.10.2026", "н", yes=False)
    stock.click("bso_balance", "11.2026", "1")
    held = {(line[2], line[5]): line[6:8] for line in whereabouts(stock)}
    assert held == {("у агента", "11"): ["1", "1"], ("у субагента", "3"): ["3", "2"]}
    told = [row["c1"] for row in stock.rows("tblReport")][-3:]
    assert told[0] == "Сегодня обратите внимание"
    assert told[1].startswith("ААМ 0002000001–0002000002: у субагента Орлов уже 113 дней.")
