# zlib: one-shot functions, stream objects, checksums, the errors of wrong calls and damaged data.
import zlib

text = b"the quick brown fox " * 200
packed = zlib.compress(text)
print(len(packed), zlib.decompress(packed) == text, zlib.crc32(text), zlib.adler32(text))
print(zlib.crc32(b""), zlib.adler32(b""), zlib.crc32(b"abc", 7), zlib.adler32(b"abc", 7), zlib.crc32(b"x", -1), zlib.crc32(b"x", 1 << 40))
for level in range(-1, 10):
    print(level, len(zlib.compress(text, level)), zlib.decompress(zlib.compress(text, level=level)) == text)
for wbits in (-15, -9, 9, 15, 31):
    print(wbits, zlib.decompress(zlib.compress(text, wbits=wbits), wbits=wbits) == text)


def attempt(f, *args, **kw):
    try:
        print(f(*args, **kw))
    except (zlib.error, ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__, e)


attempt(zlib.compress, text, 99)
attempt(zlib.compress, "text")
attempt(zlib.compress)
attempt(zlib.decompress, b"not compressed")
attempt(zlib.decompress, packed[:-1])
attempt(zlib.decompress, packed[:20])
attempt(zlib.decompress, b"")
attempt(zlib.decompress, packed, 100)
attempt(zlib.decompress, packed, bufsize=-1)
attempt(zlib.decompress, packed[:-4] + b"abcd")
attempt(zlib.crc32)
attempt(zlib.crc32, "x")
attempt(zlib.compressobj, 99)
attempt(zlib.compressobj, method=3)
attempt(zlib.compressobj, zdict="x")
attempt(zlib.decompressobj, 99)
attempt(zlib.decompressobj, zdict=5)
attempt(type(zlib.compressobj()))

c = zlib.compressobj(9)
pieces = [c.compress(text[i:i + 77]) for i in range(0, len(text), 77)]
pieces.append(c.flush())
whole = b"".join(pieces)
print(zlib.decompress(whole) == text)
attempt(c.compress, b"more")
attempt(c.flush)
attempt(c.copy)

d = zlib.decompressobj()
out = b""
for i in range(0, len(whole), 5):
    out += d.decompress(whole[i:i + 5])
print(out == text, d.eof, d.unused_data, d.unconsumed_tail, d.flush())
d = zlib.decompressobj()
print(d.decompress(whole + b"tail") == text, d.eof, d.unused_data, d.decompress(b"more"), d.unused_data)

d = zlib.decompressobj()
got, data = [], whole
while not d.eof:
    got.append(d.decompress(data, 100))
    data = d.unconsumed_tail
print([len(piece) for piece in got][:3], b"".join(got) == text)
attempt(d.decompress, b"", -1)
attempt(d.flush, 0)
attempt(zlib.decompressobj().decompress, b"rubbish")

c = zlib.compressobj()
first = c.compress(b"abc" * 100) + c.flush(zlib.Z_SYNC_FLUSH)
other = c.copy()
a = first + c.compress(b"1") + c.flush()
b = first + other.compress(b"2") + other.flush()
print(zlib.decompress(a)[-2:], zlib.decompress(b)[-2:], c.flush(zlib.Z_NO_FLUSH))

d = zlib.decompressobj()
start = d.decompress(a[:10])
e = d.copy()
print((start + d.decompress(a[10:]))[-2:], (start + e.decompress(b[10:]))[-2:])

words = b"the quick brown fox"
c = zlib.compressobj(zdict=words)
small = c.compress(text[:60]) + c.flush()
attempt(zlib.decompress, small)
print(zlib.decompressobj(zdict=words).decompress(small) == text[:60])
attempt(zlib.decompressobj(zdict=b"other").decompress, small)
print(zlib.MAX_WBITS, zlib.DEFLATED, zlib.DEF_BUF_SIZE, zlib.Z_FINISH, zlib.error.__mro__)
print(zlib.compress.__text_signature__, zlib.compressobj.__text_signature__)
