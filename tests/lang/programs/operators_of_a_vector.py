# A class with every common operator, used in loops that become hot: reflected operators, NotImplemented, mixed types.
class V:
    __slots__ = ("x", "y")
    def __init__(self, x, y): self.x = x; self.y = y
    def __add__(self, o):
        if not isinstance(o, V): return NotImplemented
        return V(self.x + o.x, self.y + o.y)
    def __radd__(self, o): return V(self.x + o, self.y + o)
    def __mul__(self, k): return V(self.x * k, self.y * k)
    __rmul__ = __mul__
    def __eq__(self, o): return isinstance(o, V) and (self.x, self.y) == (o.x, o.y)
    def __hash__(self): return hash((self.x, self.y))
    def __repr__(self): return f"V({self.x}, {self.y})"
    def __iter__(self): yield self.x; yield self.y
    def __getitem__(self, i): return (self.x, self.y)[i]
    def __len__(self): return 2
    def __bool__(self): return bool(self.x or self.y)
    def __neg__(self): return V(-self.x, -self.y)
    def __lt__(self, o): return (self.x, self.y) < (o.x, o.y)
    def __call__(self, z): return self.x * z + self.y
    def __contains__(self, z): return z in (self.x, self.y)
acc = V(0, 0)
for i in range(3000):
    acc = acc + V(i, i / 2) * 2
    if i % 7 == 0: acc = 1 + acc
    if i % 500 == 499: acc = V(acc.x % 1000, int(acc.y))
print(acc, acc == V(acc.x, acc.y), len({V(1, 2), V(1, 2)}), list(-acc), acc[1], bool(V(0, 0)), acc(3), 5 in V(5, 6))
total = 0
for i in range(4000):
    a, b = V(i, i + 1)
    total += a * b if V(i % 3, 0) else -1
    try:
        V(1, 2) + i if i % 11 == 0 else None
    except TypeError: total += 1000
print(total, sorted([V(3, 1), V(1, 2), V(1, 1)]), max(V(i % 17, i) for i in range(100)), sum([V(1, 2), V(3, 4)], V(0, 0)))
