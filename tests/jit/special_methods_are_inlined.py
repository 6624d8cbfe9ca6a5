# `in`, len(), hash() and `del o[k]` enter methods in Python; a tuple that is hashed (the result is wide), and a list that is
# unpacked, is read where it lies.
# jit: aborts 0


class Box:
    def __init__(self):
        self.low, self.high = 3, 9
        self.deleted = 0

    def __contains__(self, x):
        return self.low <= x < self.high

    def __len__(self):
        return self.high - self.low

    def __hash__(self):
        return self.low

    def __delitem__(self, k):
        self.deleted += k


def run(box, n):
    total = 0
    for i in range(n):  # jit: allocations 0, calls 0
        if 5 in box and 1 not in box:
            total += len(box) + hash(box)
        del box[1]
    return total + box.deleted


def hashes(n):
    same = 0
    for i in range(n):  # jit: allocations <= 1
        if hash((i & 3, 1)) == hash((2, 1)):
            same += 1
    return same


def unpacks(n):
    rows = [[1, [2, 3]], [4, [5, 6]]]
    total = 0
    for i in range(n):  # jit: allocations 0, calls 0
        a, (b, c) = rows[i & 1]
        total += a + b * c
    return total


print(run(Box(), 20000), hashes(20000), unpacks(20000))
