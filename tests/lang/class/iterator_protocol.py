class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n + 1


print(list(Countdown(4)), sum(Countdown(100)), [a * b for a, b in zip(Countdown(3), Countdown(3))], max(Countdown(5)))
for i in Countdown(3):
    for j in Countdown(i):
        print((i, j), end=" ")
print()


class OldSequence:
    def __getitem__(self, i):
        if i < 3:
            return i * 10
        raise IndexError


print(list(OldSequence()), 20 in OldSequence(), 5 in OldSequence())


class Bad:
    def __iter__(self):
        return 5


try:
    for x in Bad():
        pass
except TypeError as error:
    print(error)
