# Views that no variable has any more, while a loop runs as machine code: the exporter may be resized.
# needs prompt collection
ROUNDS = 60
failed = []


def attempt(name, call):
    for i in range(ROUNDS):
        try:
            call(i)
        except BufferError as error:
            failed.append((name, i, str(error)))
            return


def appended(i):
    data = bytearray(b"abcdef")
    total = sum(memoryview(data)[1:3])
    data.append(total & 255)
    return data


def loop_inside(i):
    data = bytearray(b"abc")
    for k in range(8):
        size = len(memoryview(data)[k % 2:])
        data.append(size)
        data += b"x"
    return bytes(data)


def released_variable(i):
    data = bytearray(b"abcdef")
    view = memoryview(data)
    first = view[0]
    view = None
    data.extend(b"more")
    return first


def deleted_variable(i):
    data = bytearray(b"abcdef")
    view = memoryview(data)
    first = view[:2].tolist()
    del view
    data.pop()
    return first


def helper(data):
    view = memoryview(data)
    return view[0] + len(view)


def left_function(i):
    data = bytearray(b"abc")
    n = helper(data)
    data.append(n)
    del data[:1]
    return n


def in_container(i):
    data = bytearray(b"abc")
    pair = (memoryview(data), i)
    n = len(pair[0])
    pair = None
    data.append(n)


def one_loop():
    data = bytearray()
    total = 0
    for i in range(ROUNDS):
        data.append(i & 255)
        total += memoryview(data)[-1]
        data += b"ab"
        total += bytes(memoryview(data)[:2]).count(b"a")
        view = memoryview(data)
        total += view[0]
        del view
        data.insert(0, 1)
    return total, len(data)


def held(i):
    data = bytearray(b"abc")
    view = memoryview(data)
    try:
        data.append(1)
    except BufferError as error:
        kinds.add(str(error))
    return view[0]


for function in (appended, loop_inside, released_variable, deleted_variable, left_function, in_container):
    attempt(function.__name__, function)
try:
    print(one_loop())
except BufferError as error:
    print("one_loop", error)
kinds = set()
attempt("held", held)
print(failed, kinds)
