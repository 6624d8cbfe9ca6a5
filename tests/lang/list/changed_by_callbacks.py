# Lists, tuples, bytearrays changed by what an operation on them calls: __eq__, __lt__, __index__, __iter__, key functions, __length_hint__.
def show(label, operation):
    try:
        result = operation()
    except Exception as e:
        print(label, type(e).__name__, e)
    else:
        print(label, result if not isinstance(result, list) else [getattr(x, "v", x) for x in result])

class Item:
    action = None
    def __init__(self, v): self.v = v
    def act(self):
        action, Item.action = Item.action, None
        if action:
            action()
            Item.action = action
    def __eq__(self, other):
        self.act()
        return self.v == getattr(other, "v", other)
    def __lt__(self, other):
        self.act()
        return self.v < getattr(other, "v", other)
    def __repr__(self):
        self.act()
        return "Item(%d)" % self.v

def items(n=4): return [Item(i) for i in range(n)]
operations = {
    "index": lambda l: l.index(Item(99)), "index 1": lambda l: l.index(Item(99), 1), "index to": lambda l: l.index(Item(99), 0, 6),
    "index neg": lambda l: l.index(Item(99), -3, -1), "index hit": lambda l: l.index(Item(2)),
    "count": lambda l: l.count(Item(1)), "in": lambda l: Item(99) in l, "in hit": lambda l: Item(1) in l, "remove": lambda l: l.remove(Item(0)),
    "remove 2": lambda l: l.remove(Item(2)), "eq": lambda l: l == items(), "ne": lambda l: l != items(), "lt": lambda l: l < items(),
    "le r": lambda l: items() <= l, "eq other": lambda l: l == items(5), "lt differs": lambda l: l < [Item(0), Item(1), Item(3), Item(3)],
    "sort": lambda l: l.sort(), "sort reverse": lambda l: l.sort(reverse=True), "min": lambda l: min(l).v, "sorted": lambda l: sorted(l),
    "repr": repr, "extend": lambda l: l.extend(l) or l, "iadd": lambda l: l.__iadd__(l), "set self": lambda l: l.__setitem__(slice(1, 2), l) or l,
    "set reversed": lambda l: l.__setitem__(slice(0, 2), reversed(l)) or l, "set iter": lambda l: l.__setitem__(slice(1, 3), iter(l)) or l,
    "generator": lambda l: l.extend(x for x in l[:6] if x == Item(x.v)) or l, "imul": lambda l: l.__imul__(2),
    "sort key": lambda l: l.sort(key=lambda x: x.act() or x.v), "tuple": lambda l: tuple(l) == tuple(items()), "zip": lambda l: [a == b for a, b in zip(l, items())],
}
for name, operation in operations.items():
    for how in ("clear", "append", "pop", "pop first", "slice", "reverse", "insert", "unboxed"):
        l = items()
        Item.action = {"clear": l.clear, "append": lambda: l.append(Item(7)) if len(l) < 40 else None, "pop": lambda: l and l.pop(),
                       "pop first": lambda: l and l.pop(0), "slice": lambda: l.__setitem__(slice(0, 2), [Item(8)]), "reverse": l.reverse,
                       "insert": lambda: l.insert(0, Item(5)) if len(l) < 30 else None,
                       "unboxed": lambda: (l.clear(), l.extend([1, 2, 3, 4, 5]))}[how]
        show("%s %s" % (name, how), lambda: operation(l))
        Item.action = None
        print("  ", [getattr(x, "v", x) for x in l])

# The comparison says True after it took the item away.
class Yes:
    def __init__(self, act): self.act = act
    def __eq__(self, other):
        self.act()
        return True
for operation in ("remove", "index", "count", "__contains__"):
    for size in (1, 3):
        l = list("abc"[:size])
        show("%s %d" % (operation, size), lambda: getattr(l, operation)(Yes(l.clear)))
        print(l)
l = ["a", "b"]
show("remove append", lambda: l.remove(Yes(lambda: l.insert(0, "new"))))
print(l)

# __index__ and __iter__ and __length_hint__ that change the list.
class Index:
    def __init__(self, n, act): self.n, self.act = n, act
    def __index__(self):
        self.act()
        return self.n
class Hint:
    def __init__(self, act): self.act, self.left = act, 3
    def __iter__(self): return self
    def __length_hint__(self):
        self.act()
        return 3
    def __next__(self):
        self.left -= 1
        if self.left < 0: raise StopIteration
        return self.left
for start in ([1, 2, 3, 4], list("abcd"), [1.5, 2.5, 3.5, 4.5]):
    for act_name in ("clear", "append", "pop", "text", "grow"):
        def fresh():
            global l
            l = list(start)
            return {"clear": l.clear, "append": lambda: l.append(9), "pop": l.pop, "text": lambda: l.__setitem__(0, "text"),
                    "grow": lambda: l.extend(range(100))}[act_name]
        label = "%s %s" % (start[0], act_name)
        for n in (0, 2, -1, 50):
            a = fresh(); show(label + " get", lambda: l[Index(n, a)])
            a = fresh(); show(label + " set", lambda: l.__setitem__(Index(n, a), 7) or l)
            a = fresh(); show(label + " del", lambda: l.__delitem__(Index(n, a)) or l)
            a = fresh(); show(label + " slice", lambda: l[Index(n, a):])
            a = fresh(); show(label + " slice to", lambda: l[:Index(n, a)])
            a = fresh(); show(label + " step", lambda: l[::Index(2, a)])
            a = fresh(); show(label + " set slice", lambda: l.__setitem__(slice(Index(n, a), None), [6, 6]) or l)
            a = fresh(); show(label + " set step", lambda: l.__setitem__(slice(None, None, Index(2, a)), [6, 6]) or l)
            a = fresh(); show(label + " del slice", lambda: l.__delitem__(slice(Index(0, a), Index(n, a))) or l)
            a = fresh(); show(label + " del step", lambda: l.__delitem__(slice(None, None, Index(2, a))) or l)
            a = fresh(); show(label + " insert", lambda: l.insert(Index(n, a), 5) or l)
            a = fresh(); show(label + " pop", lambda: l.pop(Index(n, a)))
            a = fresh(); show(label + " index", lambda: l.index(start[1], Index(n, a)))
            a = fresh(); show(label + " index to", lambda: l.index(start[1], 0, Index(n, a)))
            a = fresh(); show(label + " mul", lambda: len(l * Index(abs(n), a)))
            a = fresh(); show(label + " imul", lambda: len(l.__imul__(Index(abs(n), a))))
        a = fresh(); show(label + " hint", lambda: l.extend(Hint(a)) or l)
        a = fresh(); show(label + " set hint", lambda: l.__setitem__(slice(1, 2), Hint(a)) or l)
        a = fresh(); show(label + " iadd hint", lambda: l.__iadd__(Hint(a)))

class Walker:
    def __init__(self, act): self.act, self.n = act, 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        self.act(self.n)
        if self.n > 4: raise StopIteration
        return self.n
l = [1, 2]
l.extend(Walker(lambda n: l.clear() if n == 3 else l.append(n * 10)))
print(l)
l[0:1] = Walker(lambda n: l.clear() if n == 3 else l.append(n * 10))
print(l)
show("step", lambda: l.__setitem__(slice(None, None, 2), Walker(lambda n: l.clear() if n == 1 else l.extend([0, 0]))))
print(l)
show("step", lambda: l.__setitem__(slice(None, None, 2), Walker(lambda n: l.clear() if n == 1 else l.extend([0]))))
print(l)
l = [1, 2]
l.__init__(Walker(lambda n: l.append(n * 10)))
print(l)
show("join", lambda: ",".join(Walker(lambda n: None)))
l = ["a", "b", 3, "d"]
show("join", lambda: ",".join(l))
show("join self", lambda: ",".join(x for x in l if isinstance(x, str) and (l.append("z") if len(l) < 9 else True)))

# bytearray
class Byte:
    def __init__(self, n, act): self.n, self.act = n, act
    def __index__(self):
        self.act()
        return self.n
for act_name in ("clear", "append", "pop", "grow"):
    def fresh():
        global b
        b = bytearray(b"abcdef")
        return {"clear": b.clear, "append": lambda: b.append(120), "pop": b.pop, "grow": lambda: b.extend(b"x" * 1000)}[act_name]
    for n in (0, 3, -1):
        a = fresh(); show(act_name + " get", lambda: b[Byte(n, a)])
        a = fresh(); show(act_name + " del", lambda: b.__delitem__(Byte(n, a)) or bytes(b[:9]))
        a = fresh(); show(act_name + " slice", lambda: bytes(b[Byte(n, a):][:9]))
        a = fresh(); show(act_name + " set slice", lambda: b.__setitem__(slice(Byte(n, a), None), bytearray(b"zz")) or bytes(b[:9]))
        a = fresh(); show(act_name + " set list", lambda: b.__setitem__(slice(1, 2), [65, Byte(66, a), 67]) or bytes(b[:9]))
        a = fresh(); show(act_name + " insert", lambda: b.insert(n, Byte(65, a)) or bytes(b[:9]))
        a = fresh(); show(act_name + " insert at", lambda: b.insert(Byte(n, a), 65) or bytes(b[:9]))
        a = fresh(); show(act_name + " pop", lambda: b.pop(Byte(n, a)))
        a = fresh(); show(act_name + " append", lambda: b.append(Byte(65, a)) or bytes(b[:9]))
        a = fresh(); show(act_name + " remove", lambda: b.remove(Byte(97, a)) or bytes(b[:9]))
        a = fresh(); show(act_name + " mul", lambda: bytes((b * Byte(2, a))[:9]))
        a = fresh(); show(act_name + " imul", lambda: bytes(b.__imul__(Byte(2, a))[:9]))
b = bytearray(b"abc")
show("iadd self", lambda: b.__iadd__(b))
show("iadd empty", lambda: bytearray().__iadd__(bytearray()))
e = bytearray()
e += e
b.extend(b)
b[1:3] = b
b[::2] = b[::2]
print(b, b.join([b, b]), b.replace(b, b + b), b * 2)
b *= 3
print(len(b), b.partition(b)[1] == b)
b[5:5] = b
print(b)
