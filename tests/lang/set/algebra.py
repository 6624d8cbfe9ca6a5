a, b = {1, 2, 3, 4}, {3, 4, 5}
print(sorted(a | b), sorted(a & b), sorted(a - b), sorted(a ^ b), a <= b, {3} < b, a >= {1}, a.isdisjoint({9}), a.issubset(range(9)))
print(sorted(a.union([9], [10])), sorted(a.intersection([1, 2, 99])), sorted(a.difference([1])), sorted(a.symmetric_difference([1, 7])))
a &= {1, 3, 5}
a |= {8}
a -= {1}
a ^= {8, 9}
print(sorted(a), frozenset([1, 2]) == {1, 2}, hash(frozenset([1, 2])) == hash(frozenset([2, 1])), {frozenset([1]): 1}[frozenset([1])])
