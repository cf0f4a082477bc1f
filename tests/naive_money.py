"""The second model of a contract's money: day by day and rouble by rouble, in fractions, with no cleverness at all."""

from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction


def kopecks(amount):
    """A fraction of roubles as kopecks, halves away from zero."""
    whole, rest = divmod(abs(amount) * 100, 1)
    found = Decimal(int(whole) + (rest >= Fraction(1, 2))) / 100
    return (found if amount >= 0 else -found).quantize(Decimal("0.01"), ROUND_HALF_UP)


def days_of(starts, ends):
    return [starts + timedelta(days=n) for n in range((ends - starts).days + 1)]


def price_on(day, first, changes, starts):
    """The full premium of the conditions in force in the evening of a day: the last one entered of the latest day."""
    found, since = first, None
    for changed, full in changes:
        at = max(changed, starts)
        if at <= day and (since is None or at >= since):
            found, since = full, at
    return found


def charges(first, changes, starts, ends):
    """What is charged: the first premium, then for every day of change the difference of each day that follows."""
    days = days_of(starts, ends)
    found = {None: first}
    for changed in sorted({max(day, starts) for day, _ in changes}):
        earlier = [(day, full) for day, full in changes if max(day, starts) < changed]
        old, new = price_on(changed, first, earlier, starts), price_on(changed, first, changes, starts)
        daily = Fraction(new - old) / len(days)
        due = sum((daily for day in days if day >= changed), Fraction(0))
        found[changed] = max(kopecks(due), Decimal(0))
    return found


def refund(charged, starts, ends, ended, paid, withheld):
    """Each rouble received is spread over the days it was charged for; those after the end come back."""
    found, rest = Fraction(0), Fraction(paid)
    for since, amount in charged.items():
        covered = [day for day in days_of(starts, ends) if since is None or day >= since]
        taken = min(max(rest, Fraction(0)), Fraction(amount))
        rest -= taken
        found += sum((taken / len(covered) for day in covered if day > ended), Fraction(0))
    return kopecks(found * (1 - Fraction(withheld)))
