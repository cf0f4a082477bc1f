"""Two bases become one: nothing doubled, nothing dropped without a line."""

from datetime import date, datetime
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from keeping_desk import TODAY, as_base, memory, stored

from osago_xl.keeping.merge import Merge, Rule
from osago_xl.schema.columns import Key
from osago_xl.schema.sheets.blanks import FORM_MOVES
from osago_xl.schema.sheets.clients import CLIENTS
from osago_xl.schema.sheets.journals import CONTACTS, PAYMENTS
from osago_xl.schema.sheets.policies import ADMITTED, POLICIES
from osago_xl.schema.sheets.vehicles import CARS, DRIVERS
from osago_xl.schema.workbook import WORKBOOK
from osago_xl.values.misfit import Misfit
from osago_xl.work.unit import Work

EARLIER, LATER = datetime(2026, 11, 1), datetime(2026, 11, 20)
PEOPLE = ("Иванов Пётр Сергеевич", "Орехова Анна", "Ким Лев", "Зыков Глеб Маркович", "Панова Ия")
TABLES = ("tblClients", "tblCars", "tblDrivers", "tblPolicies", "tblAdmitted", "tblContacts", "tblPayments")


def merged(ours, *others, rule=Rule.NEWER, ask=None, saved=None):
    """Merge into `ours`; the account of the last base."""
    work = Work(ours, TODAY)
    merge = Merge(work, rule, ask, saved)
    for other in others:
        account = merge.take(other)
    work.commit("Объединить")
    return account


def sale(work: Work, person: int = 0, number: str = "0123456789", premium: int = 5000, **more) -> None:
    """A client with his car, driver, policy, call and payment."""
    phone = f"+7 (916) 111-22-{person:02d}"
    client = work.add(CLIENTS, name=PEOPLE[person], phone=phone, agent="Я", **more)
    car = work.add(CARS, make="Kia", model="Rio", vin=f"Z94CT51DAFR1321{person:02d}", owner=client["key"])
    driver = work.add(DRIVERS, name=PEOPLE[person], birth_date=date(1980, 1, 1 + person), client=client["key"])
    policy = work.add(POLICIES, client=client["key"], car=car["key"], product="ОСАГО", insurer="Пример",
                      series="ХХХ", number=number, state="оформлен", premium=Decimal(premium))  # fmt: skip
    work.add(ADMITTED, policy=policy["key"], place=1, driver=driver["key"])
    work.add(CONTACTS, client=client["key"], day=TODAY, kind="звонок", result="думает")
    work.add(PAYMENTS, policy=policy["key"], kind="премия", day=TODAY, income=Decimal(premium))


def test_a_base_merged_with_itself_does_not_change():
    ours = memory(lambda work: [sale(work, n, f"{n:010d}") for n in range(3)])
    work = Work(ours, TODAY)
    account = Merge(work).take(as_base(ours))
    assert not work.changes()
    assert not account.changed
    assert account.conflicts == []


def test_strangers_with_the_same_keys_get_new_ones_and_their_links_follow():
    ours = memory(lambda work: sale(work, 0))
    merged(ours, as_base(memory(lambda work: sale(work, 1, "0000000001"))))
    his = next(row for row in ours.read(WORKBOOK.tables["tblClients"]) if row["name"] == PEOPLE[1])
    assert his["key"] == "К-000002"
    for table, column in (("tblCars", "owner"), ("tblPolicies", "client"), ("tblContacts", "client")):
        assert [row[column] for row in stored(ours, table)] in (["К-000001", "К-000002"], ["К-000002", "К-000001"])
    policy = next(row for row in stored(ours, "tblPolicies") if row["number"] == "0000000001")
    assert (policy["key"], policy["car"]) == ("П-000002", "А-000002")


def test_the_same_sale_in_two_bases_is_one_sale():
    ours = memory(lambda work: sale(work, 0))
    theirs = memory(lambda work: [work.add(CLIENTS, name="Чужой"), sale(work, 0, email="a@example.org")])
    merged(ours, as_base(theirs))
    assert [len(stored(ours, table)) for table in TABLES] == [2, 1, 1, 1, 1, 1, 1]
    assert next(row for row in stored(ours, "tblClients") if row["name"] == PEOPLE[0])["email"] == "a@example.org"


def test_a_second_merge_of_the_same_base_adds_nothing():
    ours, theirs = memory(lambda work: sale(work, 0)), memory(lambda work: [sale(work, n, f"{n:010d}") for n in (1, 0)])
    merged(ours, as_base(theirs))
    assert not merged(ours, as_base(theirs)).changed


def test_the_newer_row_wins_and_both_values_are_in_the_report():
    ours = memory(lambda work: sale(work, 0, profession="врач", changed=date(2026, 1, 1)))
    theirs = memory(lambda work: sale(work, 0, profession="учитель", changed=date(2026, 2, 1)))
    account = merged(ours, as_base(theirs))
    assert stored(ours, "tblClients")[0]["profession"] == "учитель"
    (line,) = [line for line in account.lines(WORKBOOK) if line.what == "конфликт"]
    assert (line.column, line.ours, line.theirs, line.taken) == ("Профессия", "врач", "учитель", "там")


def test_what_a_company_is_known_by_is_not_decided_by_a_date():
    ours = memory(lambda work: sale(work, 0, ogrn="1027700132195", changed=date(2026, 1, 1)))
    theirs = memory(lambda work: sale(work, 0, ogrn="1027700092661", changed=date(2026, 2, 1)))
    account = merged(ours, as_base(theirs))
    assert stored(ours, "tblClients")[0]["ogrn"] == "1027700132195"
    (line,) = [line for line in account.lines(WORKBOOK) if line.what == "конфликт"]
    assert (line.column, line.taken) == ("ОГРН", "у нас")
    ours = memory(lambda work: sale(work, 0, ogrn="1027700132195", changed=date(2026, 1, 1)))
    merged(ours, as_base(theirs), ask=lambda conflict: conflict.column.key == "ogrn")
    assert stored(ours, "tblClients")[0]["ogrn"] == "1027700092661"


def test_rows_without_a_date_are_as_new_as_their_file():
    theirs = memory(lambda work: sale(work, 0, "0123456789", 6000))
    for ours_saved, premium in ((EARLIER, 6000), (LATER, 5000)):
        ours = memory(lambda work: sale(work, 0))
        merged(ours, as_base(theirs, saved=datetime(2026, 11, 10)), saved=ours_saved)
        assert stored(ours, "tblPolicies")[0]["premium"] == premium


def test_filled_wins_keeps_ours_and_fills_what_is_empty():
    ours = memory(lambda work: sale(work, 0, profession="врач"))
    theirs = memory(lambda work: sale(work, 0, profession="учитель", industry="школа", changed=TODAY))
    merged(ours, as_base(theirs, saved=LATER), rule=Rule.FILLED, saved=EARLIER)
    assert (stored(ours, "tblClients")[0]["profession"], stored(ours, "tblClients")[0]["industry"]) == ("врач", "школа")


def test_a_question_decides_each_conflict():
    ours, theirs = (memory(lambda work, p=p: sale(work, 0, profession=p)) for p in ("врач", "учитель"))
    asked = []
    merged(ours, as_base(theirs), rule=Rule.ASK, ask=lambda conflict: not asked.append(conflict))
    assert [(each.ours, each.theirs) for each in asked] == [("врач", "учитель")]
    assert stored(ours, "tblClients")[0]["profession"] == "учитель"


def test_comments_of_both_stay():
    ours, theirs = (memory(lambda work, c=c: sale(work, 0, comment=c)) for c in ("любит чай", "сын Марк"))
    merged(ours, as_base(theirs))
    assert stored(ours, "tblClients")[0]["comment"] == "любит чай; сын Марк"


def test_namesakes_with_different_birth_dates_are_two_people():
    ours = memory(lambda work: work.add(CLIENTS, name=PEOPLE[0], phone="89161112233", birth_date=date(1950, 1, 1)))
    theirs = memory(lambda work: work.add(CLIENTS, name=PEOPLE[0], phone="89161112233", birth_date=date(1990, 1, 1)))
    merged(ours, as_base(theirs))
    assert len(stored(ours, "tblClients")) == 2


def test_me_of_another_agent_is_not_me():
    def named(name):
        def change(work):
            work.set_setting("cfg_my_name", name)
            sale(work, 0 if name == "Анна" else 1, f"{len(name):010d}")

        return memory(change)  # fmt: skip

    ours = named("Анна")
    account = merged(ours, as_base(named("Марк Ильич")))
    assert sorted(row["agent"] for row in stored(ours, "tblClients")) == ["Марк Ильич", "Я"]
    assert {row["agent"]: row["role"] for row in stored(ours, "tblAgents")} == {"Марк Ильич": "агент", "Я": "я"}
    assert ("Настройки", "Анна", "Марк Ильич") in [(x.sheet, x.ours, x.theirs) for x in account.lines(WORKBOOK)]


def move(work: Work, operation: str, place: int, **more) -> None:
    work.add(FORM_MOVES, place=place, day=TODAY, operation=operation, kind="полис ОСАГО", insurer="Пример",
             series="ААВ", **{"first": "0000000001", "last": "0000000010"} | more)  # fmt: skip


THIRD = {"first": "0000000003", "last": "0000000003"}


def test_forms_received_in_both_bases_are_not_doubled():
    ours = memory(lambda work: move(work, "получен", 1))
    theirs = memory(
        lambda work: [move(work, "получен", 1), move(work, "испорчен", 2, first="0000000003", last="0000000003")]
    )
    merged(ours, as_base(theirs))
    assert [(r["operation"], r["place"]) for r in stored(ours, "tblFormMoves")] == [("получен", 1), ("испорчен", 2)]
    assert sum(row["count"] for row in ours.read(WORKBOOK.tables["tblForms"])) == 10


def test_a_movement_that_contradicts_ours_stays_with_its_reason():
    ours = memory(
        lambda work: [move(work, "получен", 1), move(work, "испорчен", 2, first="0000000003", last="0000000003")]
    )
    theirs = memory(
        lambda work: [move(work, "получен", 1), move(work, "утерян", 2, first="0000000003", last="0000000003")]
    )
    account = merged(ours, as_base(theirs))
    refused = next(row for row in stored(ours, "tblFormMoves") if row["operation"] == "утерян")
    assert refused["note"].startswith("Отказ:")
    assert any("Отказ:" in line.what for line in account.lines(WORKBOOK))


def test_what_is_not_taken_has_a_line():
    theirs = memory(lambda work: work.add(CLIENTS, name="Ким Лев", referrer="К-999999"))
    lines = list(merged(memory(), as_base(theirs)).lines(WORKBOOK))
    lost = {(line.column, line.theirs) for line in lines if line.what == "не перенесено"}
    assert lost == {("Рекомендовал", "К-999999")}
    assert any("Журнал" in line.what for line in lines)


def test_what_does_not_fit_its_column_comes_along():
    theirs, ours = memory(), memory()
    theirs.put("tblClients", [{"key": "К-000009", "name": "Панова Ия", "birth_date": "весной"}])
    merged(ours, as_base(theirs))
    assert [row["birth_date"] for row in stored(ours, "tblClients")] == [Misfit("весной")]


def test_a_misfit_neither_gives_way_nor_displaces_a_value():
    ours = memory(lambda work: work.add(CLIENTS, name="Ким Лев", email="k@x.ru", birth_date=date(1980, 5, 5)))
    ours.put("tblClients", [{"key": "К-000002", "name": "Панова Ия", "email": "p@x.ru", "birth_date": "весной"}])
    theirs = memory(lambda work: work.add(CLIENTS, name="Панова Ия", email="p@x.ru", birth_date=date(1990, 4, 1)))
    theirs.put("tblClients", [{"key": "К-000002", "name": "Ким Лев", "email": "k@x.ru", "birth_date": "летом"}])
    account = merged(ours, as_base(theirs))
    days = [row["birth_date"] for row in stored(ours, "tblClients")]
    assert sorted(days, key=str) == [date(1980, 5, 5), Misfit("весной")]
    conflicts = {(line.ours, line.theirs) for line in account.lines(WORKBOOK) if line.column == "Дата рождения"}
    assert conflicts == {("05.05.1980", "летом"), ("весной", "01.04.1990")}


SALES = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), max_size=4, unique_by=lambda sale: sale[1])


def base(sales):
    """Each person once; policies numbered by the second figure."""

    def change(work):
        for person, number in dict(sales).items():
            sale(work, person, f"{person}{number:09d}")

    return memory(change)


def meaning(book):
    """The base without its keys: every link as the name of what it leads to."""
    names = {"tblClients": "name", "tblCars": "vin", "tblDrivers": "name", "tblPolicies": "number"}
    told = {(table, row["key"]): row[column] for table, column in names.items() for row in stored(book, table)}
    columns = {name: [c for c in WORKBOOK.tables[name].columns if not c.formula] for name in TABLES}
    return {
        name: sorted(
            repr([told.get((c.of, row[c.key]), "") if isinstance(c, Key) and not c.own else row[c.key]
                  for c in columns[name] if not (isinstance(c, Key) and c.own)])
            for row in stored(book, name)
        )
        for name in TABLES
    }  # fmt: skip


SLOW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(SALES, SALES, SALES)
def test_merging_is_associative_up_to_keys(first, second, third):
    left = base(first)
    merged(left, as_base(base(second)), as_base(base(third)), rule=Rule.FILLED)
    pair = base(second)
    merged(pair, as_base(base(third)), rule=Rule.FILLED)
    right = base(first)
    merged(right, as_base(pair), rule=Rule.FILLED)
    assert meaning(left) == meaning(right)


@SLOW
@given(SALES, SALES)
def test_every_policy_of_both_bases_is_there_once(first, second):
    ours, theirs = base(first), base(second)
    numbers = {row["number"] for book in (ours, theirs) for row in stored(book, "tblPolicies")}
    merged(ours, as_base(theirs))
    assert sorted(row["number"] for row in stored(ours, "tblPolicies")) == sorted(numbers)
    assert not merged(ours, as_base(theirs)).changed
