# Kinds that a piece decides, slices with steps, replacements of all lengths: at the edges of what is looked at by pieces.
for n in 1, 2, 31, 32, 33, 1023, 1024, 1025, 2048, 5000:
    for c in "x", "\x7f", "\x80", "\xff", "\u0100", "\uffff", "\U00010000", "\U0010ffff":
        for at in {0, n // 2, n - 1}:
            text = "a" * at + c + "b" * (n - at - 1)
            for step in 1, -1, 2, -3, 7:
                part = text[::step]
                assert part == "".join([text[i] for i in range(*slice(None, None, step).indices(n))])
                assert max(part) in (c, "a", "b") and part.isascii() == (max(part) < "\x80")
            part = text[at:] + "z"
            assert part[0] == c and part[:0] == "" and len(part) == n - at + 1
            assert text[at:at + 1] is text[at:at + 1] or c > "\xff"
    data = bytes(i % 251 for i in range(n))
    assert data.decode("latin-1").encode("latin-1") == data
    for step in -1, 2, -3, 7:
        picked = [data[i] for i in range(*slice(None, None, step).indices(n))]
        assert data[::step] == bytes(picked) and bytearray(data)[::step] == bytearray(picked)
    assert data[5:5:-1] == b"" == bytearray(data)[5:9:-1] and bytearray()[::-1] == bytearray()
    assert data.decode("latin-1").isascii() == (n < 129)

for kind in bytes, bytearray:
    data = kind(b"a,b,,c," * 300)
    for part in b"", b",", b",,", b"a,b", b"z", bytes(data), bytes(data) + b"x":
        for by in b"", b"-", b"<=>", part:
            for most in -1, 0, 1, 2, 7, 10000:
                made = data.replace(part, by, most)
                assert type(made) is kind
                assert made.decode() == data.decode().replace(part.decode(), by.decode(), most), (kind, part, by, most)
    assert data == b"a,b,,c," * 300
    copy = bytearray(data)
    copy += b"x"
    assert len(bytearray(copy)) == len(data) + 1 and bytearray(3) == b"\0\0\0" and bytearray(b"") == b""
print("right")
