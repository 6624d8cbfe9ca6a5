# gc.collect(): what reference counts would have freed dies as they would have had it, an object before what it has, and
# weak references to it still work in its __del__; what is in cycles loses them first.
# needs prompt collection
import gc
import weakref

died = []


class Named(list):  # its first item is the name
    def __del__(self):
        died.append(self[0])


def show(title):
    print(title, died)
    died.clear()


def chain():
    outer = Named(["outer", [(Named(["middle", (Named(["inner"]), 4)]), 5)]])
    outer.more = 6


def last_item_first():
    items = [Named("a"), (Named("b"), Named("c"))]
    del items


class Seen:
    def __init__(self, has):
        self.has = has

    def __del__(self):
        died.append((self.me() is self, self.has.me() is self.has))


class Part:
    pass


def weak_references():
    part = Part()
    part.me = weakref.ref(part)
    whole = Seen(part)
    whole.me = weakref.ref(whole)


class Risen:
    again = []

    def __del__(self):
        self.again.append(self)


def resurrected(cyclic):
    o = Risen()
    if cyclic:
        o.cycle = o
    return weakref.ref(o)


def called_back():
    o = Named("watched")
    return weakref.ref(o, lambda r: died.append(("called back", r() is None)))


chain()
gc.collect()
show("chain")
last_item_first()
gc.collect()
show("list and tuple")
weak_references()
gc.collect()
show("weak references")
r = resurrected(False)
gc.collect()
print("resurrected", len(Risen.again), r() is None)
Risen.again.clear()
gc.collect()
print(r() is None)
r = resurrected(True)
gc.collect()
print("out of a cycle", len(Risen.again), r() is None)
Risen.again.clear()
r = called_back()
gc.collect()
show("callback")
