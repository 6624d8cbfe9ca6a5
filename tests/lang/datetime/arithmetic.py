# timedelta in all its operators; dates and datetimes with it; order, equality and hashes.
from datetime import *
import itertools
import operator

deltas = [timedelta(0), timedelta(1), timedelta(-1), timedelta(microseconds=1), timedelta(microseconds=-1),
          timedelta(3, 7, 11), timedelta(-3, 86399, 999999), timedelta.max, timedelta.min, timedelta(hours=1.5)]
others = [0, 1, -1, 3, -7, 10**20, True, 0.5, -2.5, 1e-3, 1e10, float("inf"), "x", None]
operators = [operator.add, operator.sub, operator.mul, operator.truediv, operator.floordiv, operator.mod, divmod,
             operator.lt, operator.eq, operator.ge]


def show(f, *values):
    try:
        return repr(f(*values))
    except Exception as e:
        return f"{type(e).__name__}: {e}"


for f in operators:
    for a, b in itertools.chain(itertools.product(deltas, deltas), itertools.product(deltas, others),
                                itertools.product(others, deltas)):
        print(f.__name__, repr(a), repr(b), show(f, a, b))

for d in deltas:
    print(repr(d), str(d), d.total_seconds(), hash(d) == hash(timedelta(d.days, d.seconds, d.microseconds)), hash(d),
          show(operator.neg, d), show(abs, d), +d == d, bool(d), d.__reduce__())

for values in [(1, 2, 3, 4, 5, 6, 7), (0.1, 0.2, 0.3), (1e-6,), (0, 0, 0.5), (0, 0, 1.5), (0, 0, 2.5), (0, 0, -0.5),
               (0, 1e-7, 0.5), (-0.5,), (10**9,), (10**30, -864 * 10**32), (1e9,), (0, 1e20), (0, 0, 10**40)]:
    print(values, show(timedelta, *values))
print(timedelta(weeks=1, days=-7, hours=0.1, minutes=0.1, seconds=0.1, milliseconds=0.1, microseconds=0.5))

moments = [datetime(2000, 2, 29, 23, 59, 59, 999999), datetime.min, datetime.max, datetime(2024, 12, 31)]
days = [date(2000, 2, 29), date.min, date.max, date(2024, 12, 31)]
for m in moments + days:
    for d in deltas:
        print(repr(m), repr(d), show(operator.add, m, d), show(operator.add, d, m), show(operator.sub, m, d))
for a, b in itertools.product(moments + days, repeat=2):
    print(show(operator.sub, a, b), show(operator.lt, a, b), show(operator.eq, a, b), show(operator.ge, a, b))


class Day(date):
    pass


class Moment(datetime):
    extra = 1


class Delta(timedelta):
    pass


print(repr(Day(2000, 1, 1) + timedelta(1)), repr(timedelta(1) + Moment(2000, 1, 1)), repr(Delta(1) + Delta(2)))
print(repr(Moment(2000, 1, 1).replace(year=1999)), repr(Moment.now() - Moment.now())[:9], repr(Delta(1)), str(Delta(5)))
print(len({date(2000, 1, 1), Day(2000, 1, 1), datetime(2000, 1, 1)}), sorted([date(2001, 1, 1), date(2000, 1, 1)]))
for year in (1, 4, 100, 400, 1899, 1900, 1999, 2000, 2004, 2020, 2021, 2026, 9998, 9999):
    for month, day in ((1, 1), (1, 3), (1, 4), (2, 28), (3, 1), (12, 28), (12, 31)):
        d = date(year, month, day)
        print(d, d.toordinal(), d.weekday(), d.isoweekday(), tuple(d.isocalendar()), d.timetuple()[6:8], d.ctime(),
              date.fromordinal(d.toordinal()) == d, date.fromisocalendar(*d.isocalendar()) == d)
print(all(date.fromordinal(n).toordinal() == n for n in range(1, 3652060, 97)))
