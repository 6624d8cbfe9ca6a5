# Pickles, copies, and the states that old pickles have.
import copy
import pickle
from datetime import *


class Zone(tzinfo):
    def __init__(self, hours=0):
        self.hours = hours

    def utcoffset(self, dt):
        return timedelta(hours=self.hours)

    def __eq__(self, other):
        return self.hours == other.hours


class Moment(datetime):
    pass


values = [timedelta(1, 2, 3), date(2000, 1, 2), time(1, 2, 3, 4), time(1, fold=1), datetime(2000, 1, 2, 3, 4, 5, 6),
          datetime(2000, 1, 2, tzinfo=timezone.utc, fold=1), timezone.utc, timezone(timedelta(hours=1), "x"),
          Moment(2000, 1, 2, tzinfo=Zone(3)), date(2000, 1, 2).isocalendar(), Zone(2)]
for v in values:
    for protocol in range(2, 5):
        w = pickle.loads(pickle.dumps(v, protocol))
        print(type(w).__name__, w == v, getattr(w, "fold", None))
    print(copy.copy(v) == v, copy.deepcopy(v) == v)
    if not isinstance(v, Zone):
        print(v.__reduce_ex__(4) if not isinstance(v, Moment) else v.__reduce_ex__(4)[1][0], v.__reduce__()[1][0])
state = b"\x07\xd0\x81\x02\x03\x04\x05\x00\x00\x06"
print(repr(datetime(state)), repr(datetime(state, timezone.utc)), repr(time(b"\x81\x02\x03\x00\x00\x04")))
print(repr(datetime(state.decode("latin1"))), repr(date("\x07\xd0\x01\x02")), repr(Moment(state)))
print(date.min, date.max, date.resolution, time.min, time.max, time.resolution, datetime.min, datetime.max,
      datetime.resolution, timedelta.min, timedelta.max, timedelta.resolution, MINYEAR, MAXYEAR, UTC, timezone.min)
print(datetime.combine(date(2000, 1, 2), time(3, 4, 5, 6, timezone.utc, fold=1)), datetime.combine(Moment(2000, 1, 2), time(), None),
      datetime.combine(date=date.min, time=time.max, tzinfo=timezone.utc))
print(datetime.strptime("2020-02-03 04:05:06.7 +0130", "%Y-%m-%d %H:%M:%S.%f %z"), repr(Moment.strptime("1", "%d")))
for name in ("x", "year"):
    for v in (date.min, time.min, datetime.min, timedelta(0), timezone.utc):
        try:
            setattr(v, name, 1)
        except (AttributeError, TypeError) as e:
            print(e)
for base in (date, time, datetime, timedelta, tzinfo, timezone):
    try:
        print(type("X", (base,), {}).__name__)
    except TypeError as e:
        print(e)
