# pack_into writes into whatever can be written; errors about offsets; what an iterator still holds.
import array
import operator
import struct

for buffer in [bytearray(8), array.array("b", bytes(8)), memoryview(bytearray(8)), array.array("I", [0, 0])]:
    struct.pack_into("<HB", buffer, 2, 0x1234, 5)
    struct.Struct("<b").pack_into(buffer, -1, -1)
    print(bytes(buffer), struct.unpack_from("<HB", buffer, 2))
for buffer in [b"abc", memoryview(b"abc"), "abc", 5, memoryview(bytearray(9))[::2], array.array("b", b"a")]:
    try:
        struct.pack_into("<I", buffer, 0, 1)
        print("packed")
    except Exception as e:
        print(type(e).__name__, e)
for offset in [2**63 - 1, -2**63, -5, 7, 2**70]:
    for call in [lambda: struct.pack_into("<I", bytearray(10), offset, 1), lambda: struct.unpack_from("<I", bytes(10), offset)]:
        try:
            print(call())
        except Exception as e:
            print(type(e).__name__, e)
for text in ["<\0i", b"\0", "i\0"]:
    try:
        struct.calcsize(text)
    except struct.error as e:
        print(e)
it = struct.iter_unpack("<H", bytes(6))
while True:
    print(operator.length_hint(it), end=" ")
    try:
        next(it)
    except StopIteration:
        break
print(operator.length_hint(it))
