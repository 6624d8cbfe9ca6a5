# A method written in Python is inlined: no call, no frame, no bound method.
# jit: loops 1, aborts 0


class Counter:
    def __init__(self, step):
        self.step = step
        self.total = 0

    def advance(self, by):
        self.total = self.total + self.step * by
        return self.total


def run(counter, n):
    last = 0
    for i in range(n):  # jit: calls 0
        last = counter.advance(i)
    return last


print(run(Counter(3), 100000))
