b = bytearray(5)
b[0] = 255
b[-1] = 7
print(b, len(b), b[0], list(b))
b.append(1)
b.extend([2, 3])
b += b"xy"
b[1:3] = b"abc"
print(b, bytes(b), b == bytes(b), b.find(b"a"))
del b[0]
b.insert(0, 9)
print(b.pop(), b.pop(0), b)
b.reverse()
print(b, bytearray(b"abc").decode(), bytearray("é", "utf-8"), bytearray([1, 2]))
for f in (lambda: b.__setitem__(0, 256), lambda: b.__setitem__(100, 1), lambda: b.__setitem__(0, "a"), lambda: b.append(-1)):
    try:
        f()
    except (ValueError, IndexError, TypeError) as error:
        print(type(error).__name__, error)
b.clear()
print(b, len(b), bool(b))
