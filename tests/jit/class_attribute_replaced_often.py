# A class that counts its instances in an attribute of its own: traces through it stay as they are.
# jit: loops 1, bridges <= 2, aborts 0, exits <= 600


class Counted:
    count = 0

    def __init__(self, n):
        self.n = n
        Counted.count += 1

    def doubled(self):
        return self.n + self.n


def run(n):
    total = 0
    for i in range(n):  # jit: allocations <= 2
        total += Counted(i & 7).doubled() + Counted.count
    return total


print(run(20000), Counted.count)
