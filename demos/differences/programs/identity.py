"""Identity of numbers

`is` asks for the same object. Of numbers it is an accident which are: small ones are kept, others are made again, and a JIT makes none at all while it can.
"""


def same(a, b):
    return a is b


print("7 is 7:        ", same(7, int("7")))
print("1000 is 1000:  ", same(1000, int("1000")))
print("1.5 is 1.5:    ", same(1.5, float("1.5")))
x = 12345.0
print("x is x:        ", same(x, x))
print("after a list:  ", [x][0] is x)
hits = 0
for i in range(3000):
    y = i + 0.5
    hits += y is y
print("in a hot loop: ", hits, "of 3000")
