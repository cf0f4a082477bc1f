"""«Проверить базу»: every rule that a base can break, as findings with a place, a reason and what to do."""
