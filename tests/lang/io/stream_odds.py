# Weak references to streams, an instance's own flush(), warnings of open(), states of memory streams.
import io
import os
import tempfile
import warnings
import weakref

name = os.path.join(tempfile.mkdtemp(), "file")
for make in (lambda: open(name, "w"), lambda: open(name, "rb"), lambda: open(name, "r+b"), lambda: io.FileIO(name),
             io.BytesIO, io.StringIO, lambda: io.BufferedRWPair(io.BytesIO(), io.BytesIO())):
    stream = make()
    reference = weakref.ref(stream)
    stream.mark = 1
    print(type(stream).__name__, reference() is stream, stream.mark)
    stream.close()

for arguments in (("wb", 0), ("wb",), ("w",)):
    stream = open(name, *arguments)

    def flush():
        raise OSError("own flush")

    stream.flush = flush
    try:
        stream.close()
    except OSError as error:
        print(error, stream.closed)
    stream.flush = lambda: None

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    open(name, "wb", 1).close()
    open(name, "w", 1).close()
print([(w.category.__name__, str(w.message)) for w in caught])
print(io.text_encoding(None), io.text_encoding("latin1"))

for stream, state in ((io.BytesIO(), (b"abc", 1, {"x": 1})), (io.StringIO(), ("abc", "", 1, {"x": 1}))):
    stream.__setstate__(state)
    print(stream.read(), stream.x)
    stream.close()
    try:
        stream.__setstate__(state)
    except ValueError as error:
        print("closed")
for cls, state in ((io.BytesIO, (b"abc", 1, None)), (io.StringIO, ("abc", "", 1, None))):
    stream = cls.__new__(cls)
    stream.__setstate__(state)
    print(stream.getvalue(), stream.tell())
