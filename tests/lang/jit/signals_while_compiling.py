# A request that comes while a call is compiled changes what the call would do; the code is right all the same.
import signal

seen = 0


def handler(signum, frame):
    global seen
    seen += 1


SOURCE = """
def callee{n}(x, y):
    return x + y

def caller{n}(x):
    total = 0
    for i in range(3):
        total = callee{n}(total, i)
        total = callee{n}(total, x)
        total = callee{n}(total, callee{n}(i, x))
    return total
"""
signal.signal(signal.SIGALRM, handler)
signal.setitimer(signal.ITIMER_REAL, 0.0001, 0.0001)
wrong = []
for n in range(1500):
    names = {}
    exec(SOURCE.format(n=n), names)
    for x in (1, 2.5, 10**20):
        result = names[f"caller{n}"](x)
        if result != 6 + 6 * x:
            wrong.append((n, x, result))
signal.setitimer(signal.ITIMER_REAL, 0)
print(wrong, seen > 10)
