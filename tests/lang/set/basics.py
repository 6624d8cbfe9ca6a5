s = {3, 1, 2, 3}
print(sorted(s), len(s), 1 in s, 9 in s, bool(set()), s == {1, 2, 3}, set("aab") == {"a", "b"}, set())
s.add(4)
s.discard(9)
s.remove(1)
s.update([7, 8], (9,))
print(sorted(s), sorted(s.copy()))
for f in (lambda: s.remove(100), lambda: s.add([]), lambda: set().pop()):
    try:
        f()
    except (KeyError, TypeError) as error:
        print(type(error).__name__, error)
