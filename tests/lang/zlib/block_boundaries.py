# What stored and flushed blocks look like depends on how room for output grows: the bytes are CPython's.
import hashlib
import zlib

TEXT = b"".join(b"line %d of a text that repeats itself, %d\n" % (n, n * n % 97) for n in range(30000))
for level in (0, 1, 6, 9):
    for size in (0, 100, 32755, 32756, 32760, 65535, 65536, 100000, 1000000):
        packed = zlib.compress(TEXT[:size], level)
        print(level, size, len(packed), hashlib.md5(packed).hexdigest(), zlib.decompress(packed) == TEXT[:size])
    packer = zlib.compressobj(level)
    parts = [packer.compress(TEXT[i:i + 70000]) for i in range(0, 400000, 70000)] + [packer.flush(zlib.Z_SYNC_FLUSH), packer.flush()]
    print(level, [len(p) for p in parts], hashlib.md5(b"".join(parts)).hexdigest())
