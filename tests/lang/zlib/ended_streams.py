# A decompressor that was flushed at its end is over: it cannot be copied, and gives nothing more.
import copy
import zlib

data = zlib.compress(b"some text " * 20)
d = zlib.decompressobj()
print(len(d.decompress(data)), d.eof, d.copy().eof)
print(d.flush())
for call in [d.copy, lambda: copy.copy(d), lambda: copy.deepcopy(d)]:
    try:
        print(call())
    except ValueError as e:
        print(e)
print(d.flush(), d.eof, d.unused_data)
d = zlib.decompressobj()
d.decompress(data[:10])
d.flush()
print(d.copy().eof, d.eof)
