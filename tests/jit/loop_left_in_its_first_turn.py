# When the loop around a call is recorded, the callee's inner loop is always left in its first turn: that is how the first of the rows goes, and a
# recording begins there each time. What it has seen is no loop, so it is tried again (left_limit times), and then compiled as what it is: the
# way out, to which the turns that stay are bridges. Nothing is left to the interpreter.
# jit: joins 1, functions 4, bridges <= 7, LeftLoop <= 4, exits <= 4000


def rows(n, most):
    found = 0
    for i in range(n):
        x = 4.0 - i
        for count in range(most):
            if x > 3.0:
                found += count
                break
            x = x * 0.5 + 2.0
    return found


total = 0
for picture in range(6000):
    total += rows(12, 40)
print(total)
