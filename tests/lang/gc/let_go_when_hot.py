# What is let go of in code that is compiled by then ends at once. Few times each: such collections have a budget.
# needs prompt collection
import gc
import weakref


class Noticed:
    def __init__(self, n, log):
        self.n, self.log = n, log

    def __del__(self):
        self.log.append(self.n)


class Plain:
    pass


def by_none(log):
    for n in range(3):
        noticed = Noticed(n, log)
        noticed = None
        log.append("after")


def by_del_of_cell(log):
    def inner():
        return noticed

    for n in range(3):
        noticed = Noticed(n, log)
        inner()
        del noticed
        log.append("after")


def by_none_of_global(log):
    global noticed
    for n in range(3):
        noticed = Noticed(n, log)
        noticed = None
        log.append("after")


def collected(log):
    for n in range(50):
        o = Plain()
        o.itself = o
        reference = weakref.ref(o)
        o = None
        gc.collect()
        log.append(reference() is None)


def collected_by_callee(log):
    def collect():
        gc.collect()

    for n in range(50):
        o = Plain()
        reference = weakref.ref(o)
        kept = [o, Plain()]
        still = weakref.ref(kept[1])
        o = kept[0] = None
        collect()
        log.append((reference() is None, still() is kept[1], n))


for let_go in (by_none, by_del_of_cell, by_none_of_global, collected, collected_by_callee):
    log = []
    let_go(log)
    print(let_go.__name__, log)
