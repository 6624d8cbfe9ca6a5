# A number that a loop keeps in an attribute or a cell is not boxed: it travels in a register, and exits store it. (The
# two stores are of the range.)
# jit: aborts 0


class Account:
    __slots__ = ("balance", "last")

    def __init__(self):
        self.balance = 0
        self.last = 0.0

    def deposit(self, amount):
        self.balance += amount
        self.last = amount * 0.5
        return self.balance


def method(n):
    account = Account()
    total = 0
    for i in range(n):  # jit: allocations 0, calls 0, stores 2
        total ^= account.deposit(i & 7)
    return total, account.balance, account.last


def closure(n):
    count = 0

    def step(by):
        nonlocal count
        count += by
        return count

    total = 0
    for i in range(n):  # jit: allocations 0, calls 0
        total ^= step(i & 3)
    return total, count


print(method(3000), closure(3000))
