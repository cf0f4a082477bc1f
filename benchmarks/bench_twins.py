"""«Дубли» in 50 000 clients with 30 000 cars, one client in fifty written twice, in processor seconds. Aim: ≤ 10 s."""

from __future__ import annotations

import random
import time
from datetime import date, timedelta
from typing import Any

from osago_xl.desk.who.twins import find

CLIENTS, CARS, TWIN_EVERY = 50_000, 30_000, 50
SURNAMES = ("Иванов", "Петров", "Сидоров", "Ёлкин", "Орлов", "Ким", "Кузнецов", "Семёнов", "Зыков", "Панов")
GIVEN = ("Пётр", "Иван", "Марк", "Лев", "Илья", "Юрий", "Яков", "Глеб", "Артём", "Клим")


def clients(chance: random.Random) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for n in range(CLIENTS):
        twin = rows[chance.randrange(n)] if n % TWIN_EVERY == TWIN_EVERY - 1 else None
        name = f"{chance.choice(SURNAMES)} {chance.choice(GIVEN)} {chance.choice(GIVEN)}ович"
        rows.append(
            {
                "key": f"К-{n:06d}", "name": twin["name"].upper().replace("Ё", "Е") if twin else name,
                "phone": f"+7 (9{n % 90 + 10}) {n // 100 % 1000:03d}-{n % 100:02d}-{n // 100_000:02d}", "phone_2": "",
                "email": f"c{n}@example.org" if n % 3 else "", "paper_series": "4509", "paper_number": f"{n:06d}",
                "birth_date": twin["birth_date"] if twin else date(1950, 1, 1) + timedelta(days=n % 20_000),
            }
        )  # fmt: skip
    return rows


def cars() -> list[dict[str, str]]:
    return [
        {"owner": f"К-{n % CLIENTS:06d}", "vin": f"XTA{n:014d}", "plate": f"А{n % 999 + 1:03d}ВС{n // 999 + 10}"}
        for n in range(CARS)
    ]


def main() -> None:
    people, owned = clients(random.Random(1)), cars()
    start = time.process_time()
    groups = find(people, owned)
    print(f"{CLIENTS} клиентов, {CARS} автомобилей: {time.process_time() - start:.2f} с, групп {len(groups)}")


if __name__ == "__main__":
    main()
