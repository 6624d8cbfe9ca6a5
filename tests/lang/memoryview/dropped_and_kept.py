# Views of exporters that are resized often: those that only a frame had are given back where the frame lets go of them;
# those that went elsewhere, in whatever way, still refuse.
# needs prompt collection
import array
import functools
import gc
import io
import re
import struct
import sys
import threading
import weakref


def grow(buffer):
    try:
        if isinstance(buffer, io.BytesIO):
            buffer.write(b"x" * 20)
        else:
            buffer.append(1)
        return "grown"
    except BufferError:
        return "refused"


class Stream:
    """As a server's: what is to be sent is looked at through a view, and then dropped from the front."""

    def __init__(self):
        self.buffer, self.sent = bytearray(), []

    def peek(self, n):
        return memoryview(self.buffer)[:n]

    def send(self, view):
        try:
            self.sent.append(bytes(view))
            return len(view)
        finally:
            del view

    def flush(self):
        while self.buffer:
            n = self.send(self.peek(3))
            del self.buffer[:n]

    def take(self, n):
        part = memoryview(self.buffer)[1:n].tobytes()
        del self.buffer[:n]
        return part


def streams():
    total = 0
    for i in range(60):
        stream = Stream()
        stream.buffer += b"abcdefghij"
        stream.flush()
        stream.buffer += memoryview(b"0123456")[1:5]
        total += len(stream.sent) + len(stream.take(3))
        stream.buffer += b"more"
    return total


print(streams())


# --- what is dropped ---

def dropped_item(buffer):
    return memoryview(buffer)[0]


def dropped_sum(buffer):
    return sum(memoryview(buffer)[1:3].tolist())


def dropped_cast(buffer):
    return memoryview(buffer).cast("B").toreadonly()[1]


def dropped_variable(buffer):
    view = memoryview(buffer)
    other = view[1:]
    n = len(view) + other.nbytes
    view = other = None
    return n


def dropped_struct(buffer):
    return struct.unpack_from("<H", memoryview(buffer))[0]


def dropped_with(buffer):
    with memoryview(buffer) as view:
        return view[0]


def passed(view):
    return view[0]


def dropped_argument(buffer):
    return passed(memoryview(buffer)), passed(view=memoryview(buffer))


def dropped_store(buffer):
    target = bytearray(4)
    target[:2] = memoryview(buffer)[:2]
    target += memoryview(buffer)
    return len(target)


# --- what is kept ---

class Holder:
    pass


kept = Holder()
kept_list, kept_dict = [], {}


def kept_attribute(buffer):
    kept.view = memoryview(buffer)


def kept_slice(buffer):
    kept.view = memoryview(buffer)[1:3]


def kept_in_list(buffer):
    kept_list.append(memoryview(buffer))


def kept_in_display(buffer):
    kept.views = [0, memoryview(buffer), 1]


def kept_in_dict(buffer):
    kept_dict["view"] = memoryview(buffer)


def kept_in_tuple(buffer):
    view = memoryview(buffer)
    kept.pair = (view, 1)


def kept_global(buffer):
    global some_view
    some_view = memoryview(buffer)


def kept_by_closure(buffer):
    view = memoryview(buffer)
    kept.function = lambda: view[0]


def kept_by_default(buffer):
    view = memoryview(buffer)

    def function(v=view):
        return v

    kept.function = function


def many(*views, **named):
    kept.views, kept.named = views, named


def kept_as_one_of_many(buffer):
    many(1, memoryview(buffer))


def kept_by_name(buffer):
    many(view=memoryview(buffer))


def kept_by_bound_method(buffer):
    view = memoryview(buffer)
    kept.function = view.tobytes


def kept_by_iterator(buffer):
    kept.iterator = iter(memoryview(buffer))


def kept_by_reversed(buffer):
    kept.iterator = reversed(memoryview(buffer))


def kept_by_zip(buffer):
    kept.iterator = zip(memoryview(buffer), memoryview(buffer))


def kept_by_map(buffer):
    kept.list = list(map(memoryview, [buffer]))


def kept_by_partial(buffer):
    kept.partial = functools.partial(passed, memoryview(buffer))


cached = functools.lru_cache(lambda size: memoryview(cached.buffer))


def kept_by_cache(buffer):
    cached.buffer = buffer
    return len(cached(id(buffer)))


def kept_by_match(buffer):
    kept.match = re.match(b".", memoryview(buffer))


def kept_by_unpacking(buffer):
    kept.iterator = struct.iter_unpack("<H", memoryview(buffer)[:2])


def values(buffer):
    view = memoryview(buffer)
    yield view[0]
    yield view[1]


def kept_by_generator(buffer):
    kept.generator = values(buffer)
    return next(kept.generator)


def values_of(view):
    yield view[0]
    yield view[1]


def kept_as_argument_of_generator(buffer):
    kept.generator = values_of(memoryview(buffer))
    return next(kept.generator)


async def awaits(buffer):
    view = memoryview(buffer)
    await Suspended()
    return view


class Suspended:
    def __await__(self):
        yield 1


def kept_by_coroutine(buffer):
    kept.coroutine = awaits(buffer)
    return kept.coroutine.send(None)


def kept_by_traceback(buffer):
    def fail():
        view = memoryview(buffer)
        view[100]

    try:
        fail()
    except IndexError as error:
        kept.error = error


def kept_by_frame(buffer):
    view = memoryview(buffer)
    kept.frame = sys._getframe()
    return len(view)


def kept_by_frame_asked_for_below(buffer):
    view = memoryview(buffer)
    look_at_caller()
    return len(view)


def look_at_caller():
    kept.frame = sys._getframe(1)


def kept_by_locals(buffer):
    view = memoryview(buffer)
    kept.locals = locals()


def kept_by_cell(buffer, view=None):
    def set_it():
        nonlocal view
        view = memoryview(buffer)

    set_it()
    kept.function = set_it


def kept_by_instance(buffer):
    class Local:
        def __init__(self, view):
            self.view = view

    kept.instance = Local(memoryview(buffer))


def kept_by_callback(buffer):
    class Local:
        def __setattr__(self, name, value):
            kept_list.append(value)

    Local().view = memoryview(buffer)


def kept_by_comparison(buffer):
    class Local:
        def __eq__(self, other):
            kept_list.append(other)
            return True

    return memoryview(buffer) == Local()


def kept_by_operator(buffer):
    class Local:
        def __radd__(self, other):
            kept_list.append(other)
            return 1

    return memoryview(buffer) + Local()


def kept_by_subscript(buffer):
    class Local:
        def __getitem__(self, key):
            kept_list.append(key)

        def __setitem__(self, key, value):
            kept_list.append(value)

    Local()[memoryview(buffer)]
    Local()[0] = memoryview(buffer)


def kept_by_return(buffer):
    def make():
        view = memoryview(buffer)
        return view

    kept.view = make()


def kept_by_native_return(buffer):
    kept.list = sorted([buffer], key=lambda b: kept_list.append(memoryview(b)) or 0)


def kept_by_spread(buffer):
    arguments = [memoryview(buffer)]
    many(*arguments)


def kept_by_read_only_view(buffer):
    kept.view = memoryview(buffer).toreadonly()


def forget():
    kept.__dict__.clear()
    kept_list.clear()
    kept_dict.clear()
    globals().pop("some_view", None)
    cached.cache_clear()
    gc.collect()


def all_of(prefix):
    return [f for name, f in sorted(globals().items()) if name.startswith(prefix) and callable(f)]


for i in range(4):
    for function in all_of("dropped_"):
        buffer = bytearray(b"abcdef")
        result = function(buffer)
        answers = {grow(buffer) for _ in range(3)}
        print(function.__name__, result, answers) if i == 3 or answers != {"grown"} else None
for i in range(2):
    for function in all_of("kept_by_") + all_of("kept_in_") + all_of("kept_a") + [kept_slice, kept_global]:
        buffer = bytearray(b"abcdef")
        function(buffer)
        answers = [grow(buffer)]
        dropped_item(buffer)  # another one comes and goes
        answers.append(grow(buffer))
        forget()
        answers.append(grow(buffer))
        if i or answers != ["refused", "refused", "grown"]:
            print(function.__name__, answers)

# --- a view that is there, and one that was ---


def held_by_caller(buffer):
    view = memoryview(buffer)
    answers = [grow(buffer)]
    dropped_item(buffer)
    answers.append(grow(buffer))
    del view
    return answers + [grow(buffer)]


def exported_by_view(buffer):
    view = memoryview(buffer)
    other = memoryview(view)
    del view
    answers = [grow(buffer)]
    del other
    return answers + [grow(buffer)]


def weakly(buffer):
    view = memoryview(buffer)
    reference = weakref.ref(view)
    answers = [grow(buffer), reference() is view]
    return answers


print([held_by_caller(bytearray(b"abc")) for _ in range(5)])
print([exported_by_view(bytearray(b"abc")) for _ in range(5)])
print([weakly(bytearray(b"abc")) for _ in range(3)])
for make in (lambda: array.array("B", b"abcdef"), lambda: io.BytesIO(b"abcdef")):
    for i in range(3):
        exporter = make()
        view = exporter.getbuffer() if i == 2 and isinstance(exporter, io.BytesIO) else memoryview(getattr(exporter, "getbuffer", lambda: exporter)())
        answers = [grow(exporter)]
        view = None
        print(answers + [grow(exporter)])


def in_thread(buffer, found):
    view = memoryview(buffer)
    ready.set()
    done.wait()
    found.append(len(view))


buffer, found = bytearray(b"abc"), []
ready, done = threading.Event(), threading.Event()
thread = threading.Thread(target=in_thread, args=(buffer, found))
thread.start()
ready.wait()
answers = [grow(buffer)]
dropped_item(buffer)
answers.append(grow(buffer))
done.set()
thread.join()
print(answers, found, grow(buffer))


def traced(buffer):
    events = []
    view = memoryview(buffer)
    sys.settrace(lambda frame, event, argument: events.append(event))
    passed(view)
    passed(memoryview(buffer))
    sys.settrace(None)
    answers = [grow(buffer), len(events)]
    del view
    return answers + [grow(buffer)]


print([traced(bytearray(b"abc")) for _ in range(2)])
