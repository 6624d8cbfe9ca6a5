# Views that only one expression has let go of their bytes when they are copied; those that anybody else has do not.
def tell(action, *arguments):
    try:
        return action(*arguments)
    except Exception as error:
        return type(error).__name__, str(error)


def shrink(buffer, n=1):
    del buffer[:n]
    return bytes(buffer)


def by_method(buffer, n):
    taken = memoryview(buffer)[:n].tobytes()
    del buffer[:n]
    return taken


def by_bytes(buffer, n):
    taken = bytes(memoryview(buffer)[:n])
    del buffer[:n]
    return taken


def by_bytearray(buffer, n):
    taken = bytearray(memoryview(buffer)[:n])
    del buffer[:n]
    return taken


def by_store(buffer, n):
    taken = bytearray(n)
    taken[:] = memoryview(buffer)[:n]
    del buffer[:n]
    memoryview(taken)[1:2] = memoryview(buffer)[:1]
    return taken


for action in (by_method, by_bytes, by_bytearray, by_store):
    buffer = bytearray(b"0123456789" * 90)
    for turn in range(200):
        taken = action(buffer, 4)
    print(action.__name__, taken, len(buffer))

# The same text, other meanings: a list keeps the view, a function of that name gives one that it keeps.
buffer = bytearray(b"abcdef")
kept = [None]


def keep(buffer):
    kept[0:1] = memoryview(buffer)[:3]
    places = {}
    places["x"] = memoryview(buffer)[1:3]
    return kept, places["x"].tobytes(), places


print(keep(buffer)[:2])
places = keep(bytearray(b"ghijk"))[2]
print(places["x"].tobytes(), places["x"].obj, tell(shrink, places["x"].obj))


def with_names(memoryview, bytes, buffer):
    return bytes(memoryview(buffer)[0:2]), memoryview(buffer)[0:2].tobytes()


class Kept:
    def __init__(self, buffer):
        self.view = memoryview(buffer)

    def __getitem__(self, key):
        self.part = self.view[key]
        return self.part


whole = memoryview(bytearray(b"whole"))
views = []


def remember(view):
    views.append(view)
    return bytes(view)


print(with_names(lambda buffer: whole, bytes, None), whole.tobytes())
print(with_names(memoryview, remember, bytearray(b"remembered")), views[0].tobytes(), tell(shrink, views[0].obj))
keeper = Kept(bytearray(b"keeper"))
print(with_names(lambda buffer: keeper, bytes, None), keeper.part.tobytes(), tell(shrink, keeper.view.obj))


# A name for the buffer's view, or for its part: it lives on.
def named(buffer):
    copied = memoryview(view := buffer)[:2].tobytes()
    part = memoryview(buffer)[:2]
    return copied, part.tobytes(), tell(shrink, buffer), part.tobytes(), view is buffer


print(named(bytearray(b"named")))


class Stores:
    def __setitem__(self, key, value):
        self.value = value


def store_anywhere(buffer):
    target = Stores()
    target[0] = memoryview(buffer)[1:]
    return target.value.tobytes(), tell(shrink, buffer), target.value.tobytes()


print(store_anywhere(bytearray(b"anywhere")))


class Subclass(bytearray):
    def __setitem__(self, key, value):
        views.append(value)
        super().__setitem__(key, value)


def store_in_subclass(buffer):
    target = Subclass(b"....")
    target[:2] = memoryview(buffer)[1:3]
    return target, views[-1].tobytes(), tell(shrink, buffer)


print(store_in_subclass(bytearray(b"subclass")))


# What raises on the way.
def failing(buffer):
    target = bytearray(3)
    print(tell(lambda: memoryview(buffer)[:None:0].tobytes()))
    print(tell(lambda: memoryview(3)[:1].tobytes()))
    print(tell(lambda: memoryview(buffer)["x":].tobytes()))
    print(tell(lambda: bytes(memoryview(target)[:1].nothing())))
    try:
        memoryview(target)[:] = memoryview(buffer)[:2]
    except ValueError as error:
        print(error)
    try:
        target["x"] = memoryview(buffer)[:2]
    except TypeError as error:
        print(error)
    return shrink(buffer), shrink(target)


print(failing(bytearray(b"failing")))
nested = bytearray(b"0123456789")
print(memoryview(memoryview(nested)[2:])[1:4].tobytes(), memoryview(bytes(memoryview(nested)[1:]))[::2].tobytes(), shrink(nested, 9))
print([memoryview(b"abc")[i:].tobytes() for i in range(4)], (lambda b: memoryview(b)[1:].tobytes())(b"xyz"))
assert memoryview(bytearray(b"check"))[1:].tobytes() == b"heck"


def generated(buffer):
    got = memoryview(buffer)[(yield "begin"):(yield "end")].tobytes()
    yield got, shrink(buffer, 2)


steps = generated(bytearray(b"generated"))
print(next(steps), steps.send(1), steps.send(4))
