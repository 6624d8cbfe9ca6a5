"""The order of a set

No order is promised. Programs that print sets, and tests that compare what they printed, rely on one all the same.
"""
print({30, 5, 17, 2, 99, 64})
print({1.5, 2, -1, 1e300})
print(list(frozenset(range(40, 20, -3))))
