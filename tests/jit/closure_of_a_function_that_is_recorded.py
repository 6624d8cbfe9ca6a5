# A function with a closure, recorded from its entry: its cells come from the function, which is that of the frame.
# options: -X jit-function-threshold=100 -X jit-loop-threshold=1000000 -X jit-shortest-function=1
# jit: functions >= 1


def adder(step):
    def add(x):
        return x + step + x * 2 + step * 3

    return add


def run(n):
    add = adder(3)
    total = 0
    for i in range(n):
        total += add(i)
    return total


print(run(2000))
