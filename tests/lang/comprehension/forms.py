print([x * x for x in range(5)], [x for x in range(10) if x % 2 if x > 3], [(x, y) for x in range(3) for y in range(x)])
print({x % 3 for x in range(10)} == {0, 1, 2}, {x: x * x for x in range(4)}, {k: v for k, v in zip("ab", [1, 2])}, list(x for x in "ab"))
print([[j for j in range(i)] for i in range(4)], [a + b for a, b in [(1, 2), (3, 4)]], [y for x in range(3) if (y := x * 2)])
print([x if x % 2 else -x for x in range(5)], sum(x for x in range(10)), {**{i: i for i in range(2)}}, [*(i for i in range(3))])
