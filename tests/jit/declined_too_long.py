# A recording of more operations than jit-trace-limit.
# options: -X jit-trace-limit=20
# jit: TooLong >= 1, loops 0


def run(n):
    a = b = c = 0
    for i in range(n):
        a = a + i * 3
        b = b + a % 7
        c = c + (a ^ b)
        a = a - c % 5
    return a, b, c


print(run(3000))
