# tzinfo and timezone, local time with its gaps and folds, timestamps, conversion.
import os
import time as clock
from datetime import *


def show(f, *values, **keywords):
    try:
        return repr(f(*values, **keywords))
    except Exception as e:
        return f"{type(e).__name__}: {e}"


class Zone(tzinfo):
    def __init__(self, offset, name="zone", dst=timedelta(0)):
        self.offset, self.name, self.saved = offset, name, dst

    def utcoffset(self, dt):
        return self.offset

    def tzname(self, dt):
        return self.name

    def dst(self, dt):
        return self.saved

    def __repr__(self):
        return f"Zone({self.offset!r})"


east = timezone(timedelta(hours=5, minutes=30))
west = timezone(timedelta(hours=-8), "PST")
odd = timezone(timedelta(seconds=-1, microseconds=-5))
for z in (timezone.utc, east, west, odd, timezone.min, timezone.max, timezone(timedelta(0), "zero")):
    dt = datetime(2020, 6, 1, 12, 30, 45, 678, tzinfo=z)
    print(repr(z), str(z), z.utcoffset(None), z.tzname(dt), z.dst(dt), hash(z) == hash(z.utcoffset(None)))
    print(repr(dt), str(dt), dt.isoformat(timespec="milliseconds"), dt.astimezone(timezone.utc), dt.astimezone(east))
    print(dt.timestamp(), dt.utctimetuple()[:], dt.timetz(), dt.time(), dt.date(), dt.strftime("%z|%Z|%f|%H"))
    print(time(1, 2, 3, 4, tzinfo=z), repr(time(1, tzinfo=z, fold=1)), format(dt, "%d.%m."), format(dt.timetz(), ""))
print(east == timezone(timedelta(hours=5, minutes=30), "other"), east == west, east == 1, timezone.utc is timezone(timedelta(0)))
print(show(lambda: east < west))

for answer in (None, timedelta(hours=24), timedelta(hours=-24), 5, "x", timedelta(hours=1, microseconds=3)):
    z = Zone(answer)
    dt = datetime(2020, 1, 1, tzinfo=z)
    for f in (dt.utcoffset, dt.isoformat, dt.utctimetuple, dt.__str__, lambda: dt.astimezone(east),
              lambda: time(1, tzinfo=z).isoformat(), lambda: dt - datetime(2020, 1, 1, tzinfo=east),
              lambda: dt == datetime(2020, 1, 1, tzinfo=east), lambda: z.fromutc(dt)):
        print(answer, show(f))
for name in (None, "a%Zb", 3):
    dt = datetime(2020, 1, 1, tzinfo=Zone(timedelta(0), name))
    print(name, show(dt.tzname), show(dt.strftime, "[%Z]"))
for dst in (None, timedelta(hours=1), 3):
    dt = datetime(2020, 1, 1, tzinfo=Zone(timedelta(hours=2), dst=dst))
    print(dst, show(dt.dst), show(dt.timetuple), show(dt.tzinfo.fromutc, dt))

a = datetime(2020, 1, 1, 12, tzinfo=east)
b = datetime(2020, 1, 1, 6, 30, tzinfo=timezone.utc)
print(a == b, hash(a) == hash(b), a - b, a <= b, a < b, time(12, tzinfo=east) == time(6, 30, tzinfo=timezone.utc),
      hash(time(12, tzinfo=east)) == hash(time(6, 30, tzinfo=timezone.utc)), {a: 1}[b])

os.environ["TZ"] = "EST+05EDT,M3.2.0,M11.1.0"
clock.tzset()
for dt in (datetime(2020, 1, 1), datetime(2020, 7, 1), datetime(2020, 3, 8, 2, 30), datetime(2020, 3, 8, 2, 30, fold=1),
           datetime(2020, 11, 1, 1, 30), datetime(2020, 11, 1, 1, 30, fold=1), datetime(1970, 1, 1)):
    print(repr(dt), dt.timestamp(), dt.astimezone(), repr(dt.astimezone().tzinfo), dt.astimezone(timezone.utc))
    print(repr(datetime.fromtimestamp(dt.timestamp())), datetime.fromtimestamp(dt.timestamp(), east))
for stamp in (0, 1.5, -1, 1604212200, 1604208600, 0.0000005, 0.0000015, -0.5, 1e10, 253402318799, 1583652600.999999):
    print(stamp, show(datetime.fromtimestamp, stamp), show(datetime.utcfromtimestamp, stamp), show(date.fromtimestamp, stamp),
          show(datetime.fromtimestamp, stamp, tz=west))


class Folding(tzinfo):
    def utcoffset(self, dt):
        return timedelta(hours=1 + dt.fold)

    def dst(self, dt):
        return timedelta(0)


f = Folding()
x = datetime(2020, 1, 1, 12, tzinfo=f)
y = x.replace(fold=1)
print(x == y, x == x.astimezone(timezone.utc), x < y, hash(x) == hash(y), y.utcoffset(), x - y)
