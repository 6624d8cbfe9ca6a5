import struct

print(struct.pack("<IHb", 1, 2, -3), struct.unpack("<IHb", b"\x01\x00\x00\x00\x02\x00\xfd"), struct.calcsize("<BBHI"))
s = struct.Struct("<IIIddd")
packed = s.pack(320, 240, 255, -0.5, 0.25, 3.0)
print(s.size, packed, s.unpack(packed), struct.pack(">d", 1.5), struct.pack("4s?", b"ab", True), struct.unpack("<q", b"\xff" * 8))
for f in (lambda: struct.pack("<B", 300), lambda: struct.unpack("<I", b"abc"), lambda: struct.pack("<I", "x"), lambda: struct.pack("<I")):
    try:
        f()
    except struct.error as error:
        print(error)
