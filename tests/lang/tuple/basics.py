t = (1, "a", 2.5)
print(t, t[0], t[-1], t[1:], len(t), t + (3,), t * 2, "a" in t, t.index("a"), t.count(1), (), (1,), tuple("ab"), tuple([1, 2]))
print((1, 2) == (1, 2), (1, 2) < (1, 3), (1,) < (1, 0), hash((1, 2)) == hash((1, 2)), {(1, 2): "x"}[1, 2], 1, (2))
for f in (lambda: t.__setitem__, lambda: t[3], lambda: t.index("z"), lambda: hash(([],))):
    try:
        f()
    except (AttributeError, IndexError, ValueError, TypeError) as error:
        print(type(error).__name__, error)
