# A place where each iteration meets another class: no bridges help, and the way in and out of the trace costs more than it saves. The loop
# is left to the interpreter.
# jit: exits <= 8000


def drive(o, n):
    total = 0
    for i in range(n):
        total += o + i
    return total


total = 0
for k in range(1000):
    cls = type("C", (), {"__add__": lambda self, x: x + 1})
    total += drive(cls(), 100)
print(total)
