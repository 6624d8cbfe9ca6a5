# An attribute's place through which many traces go is of one receiver all the same: none of them calls for it.
# jit: aborts 0, loops >= 60


class Point:
    def __init__(self, x):
        self.x = x

    def doubled(self):
        return self.x + self.x


def other_loops():
    total = 0
    for i in range(60):
        names = {"Point": Point}
        exec(f"def loop{i}(n):\n  total = {i}\n  for i in range(n): total += Point(i + {i}).doubled()\n  return total", names)
        total += names[f"loop{i}"](600)
    return total


def run(n):
    total = 0
    for i in range(n):  # jit: allocations 0, calls 0
        p = Point(i & 7)
        total += p.doubled()
    return total & 0xFFFF


# options: -X jit-loop-threshold=100 -X jit-patience=0
print(other_loops(), run(5000))
