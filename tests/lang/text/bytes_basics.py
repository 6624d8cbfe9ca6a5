b = b"hello\x00\xff"
print(b, len(b), b[0], b[-1], b[1:3], list(b[:3]), b + b"!", b * 2, b"ell" in b, 104 in b, b.find(b"l"), b.upper(), b == b"x")
print(bytes(3), bytes([1, 2, 255]), bytes(b"ab"), bytes("é", "utf-8"), b.hex(), bytes.fromhex("00 ff"), b"a,b".split(b","), b"-".join([b"a", b"b"]))
print(b"abc" < b"abd", hash(b"a") == hash(b"a"), b"%d %s" % (5, b"x"), b"a".decode(), b"x".replace(b"x", b"yy"), repr(b"'\"\n"))
for f in (lambda: bytes([256]), lambda: b"a" + "b", lambda: bytes(-1), lambda: b"\xff".decode()):
    try:
        f()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
