# x = weakref.ref(x) lets go of what x was, as does x = None of a variable that a closure has.
# needs prompt collection
import gc
import weakref
from weakref import ref


class Thing:
    def __del__(self):
        print("  ended")


class Plain:
    pass


def local_variable():
    x = Thing()
    x = weakref.ref(x)
    print("local", x())
    y = Plain()
    y = ref(y, lambda r: print("  callback"))
    print("with a callback", y())


def captured_variable():
    x = Plain()

    def get():
        return x

    x = weakref.ref(x)
    print("captured", x(), get()())
    y = Thing()

    def other():
        return y

    y = None
    print("none", other())


def still_referred_to():
    x = Plain()
    kept = [x]
    x = weakref.ref(x)
    print("kept", x() is kept[0])
    y = Plain()
    y.cycle = y
    y = weakref.ref(y)
    print("in a cycle", y() is not None)
    gc.collect()
    print("collected", y())


def deleted_meanwhile():
    x = Plain()

    def ref(o):
        nonlocal x
        del x
        return o

    x = ref(x)
    print("deleted", type(x).__name__)


def not_bound():
    try:
        x = ref(x)
    except UnboundLocalError as error:
        print(error)


local_variable()
captured_variable()
still_referred_to()
deleted_meanwhile()
not_bound()
