# gc.collect() counts what reference counts would not have freed; DEBUG_SAVEALL keeps it.
# needs prompt collection
# counts collections
import gc
import weakref

gc.collect()


def own_list():
    l = []
    l.append(l)


def list_in_tuple():
    l = []
    t = (l,)
    l.append(t)


def function_and_globals():
    d = {}
    exec("def f(): pass\n", d)


def no_cycle():
    [[1], [2, [3]]]


own_list()
print(gc.collect())
list_in_tuple()
print(gc.collect())
function_and_globals()
print(gc.collect())
no_cycle()
print(gc.collect())


class Node:
    pass


def held_by_cycle():
    a = Node()
    a.me = a
    a.rest = [[], {}, [1]]


held_by_cycle()
print(gc.collect() > 2)

gc.set_debug(gc.DEBUG_SAVEALL)
l = []
l.append(l)
number = id(l)
del l
gc.collect()
gc.set_debug(0)
print(len(gc.garbage), id(gc.garbage[0]) == number)
gc.garbage.clear()
print(gc.collect())


# The number id() in a table does not keep the object alive, nor does what __new__ returned.
class Made:
    def __new__(cls, value):
        self = super().__new__(cls)
        self.value = value
        return self


def by_id(table):
    o = Made(1)
    table[id(o)] = weakref.ref(o)


table = {}
ids = set()
for _ in range(3):
    by_id(table)
gc.collect()
print(all(r() is None for r in table.values()))


# Attributes of a thread die with the object, also if they refer to it.
def thread_local():
    import threading
    x = Node()
    x.local = threading.local()
    x.local.x = x
    return weakref.ref(x)


r = thread_local()
gc.collect()
print(r())
