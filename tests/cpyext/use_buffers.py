"""Views that exporters of C show: formats of module struct, indirect ones, orders of items, what is left out."""
from _testbuffer import *


def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


# Equality by struct's formats.
for items, form in [([(1, 2), (3, 4)], "BB"), ([(-1.5, 1, 2)] * 3, "< f 2Q"), ([(1, 2)], "=hQ"), ([b"ab", b"cd"], "2s"),
                    ([3, 4], ">l"), ([(b"x", 1.5)], "cd")]:
    one = ndarray(items, shape=[len(items)], format=form)
    other = ndarray(items, shape=[len(items)], format=form)
    print(form, one.tolist(), memoryview(one) == other, memoryview(one) == memoryview(other))
print(memoryview(ndarray([3, 4], shape=[2], format=">l")) == ndarray([3, 4], shape=[2], format="<q"),
      memoryview(ndarray([3, 4], shape=[2], format=">l")) == ndarray([3, 5], shape=[2], format="<q"))

# Slices of indirect views.
indirect = ndarray(list(range(12)), shape=[12], flags=ND_PIL | ND_WRITABLE)
view = memoryview(indirect)
print(view[2:5].tolist(), view[::-3].tolist(), view[4:1:-2].suboffsets, view[1:] == indirect[1:])
view[0:6:2] = view[6:9]
print(indirect.tolist(), view.tobytes(), view.tobytes("F"))
grid = ndarray(list(range(12)), shape=[3, 4], flags=ND_PIL)
print(memoryview(grid)[1:].tolist(), memoryview(grid).tobytes("F"), memoryview(grid)[::-1].tobytes("C"))

# Requests that leave shape, strides or format out.
fortran = ndarray(list(range(12)), shape=[3, 4], flags=ND_FORTRAN)
for source in fortran, ndarray(list(range(12)), shape=[3, 4]), ndarray(9, shape=(), format="L"):
    for order in "CFA":
        for request in PyBUF_FULL_RO, PyBUF_INDIRECT, PyBUF_STRIDES, PyBUF_ND, PyBUF_SIMPLE:
            attempt(py_buffer_to_contiguous, source, order, request)
        made = get_contiguous(source, PyBUF_READ, order)
        print(made.shape, made.strides, made.format, made.tolist(), made == source)
attempt(get_contiguous, b"x", PyBUF_WRITE, "C")
attempt(get_contiguous, ndarray([1, 2, 3], shape=[2], strides=[2], flags=ND_WRITABLE), PyBUF_WRITE, "A")
attempt(get_contiguous, {}, PyBUF_READ, "C")

# Too many dimensions; static memory that belongs to nobody.
many = ndarray([1] * 128, shape=[1] * 128, format="L")
attempt(memoryview, many)
attempt(many.memoryview_from_buffer)
static = memoryview(staticarray(legacy_mode=True))
print(static.obj, static.tolist(), static.readonly)
static.release()
attempt(static.tolist)


def export_and_drop():
    """What holds the view's buffer is gone: the view can be released."""
    view = memoryview(bytearray(3))
    exporter = ndarray(view)
    attempt(view.release)
    del exporter
    view.release()
    return view


attempt(export_and_drop().tolist)
