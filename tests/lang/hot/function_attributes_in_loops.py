# Attributes of functions, and globals that are written, in loops.
from functools import wraps

total = 0


def counted(function):
    @wraps(function)
    def call(*args, **kwargs):
        call.count += 1
        return function(*args, **kwargs)

    call.count = 0
    return call


functions = [counted(lambda x, i=i: x + i) for i in range(30)]


def run(n):
    result = 0
    for i in range(n):
        result += functions[0](i) ^ functions[i % 30](i)
    return result


def changes(n):
    def step():
        pass

    step.a = 1
    seen = []
    for i in range(n):
        step.a = step.a + i
        if i % 500 == 250:
            step.b = i
            del step.a
            try:
                step.a
            except AttributeError as error:
                seen.append(str(error))
            step.a = step.b
        if i % 700 == 699:
            step.__dict__ = {"a": i, "c": 0}
        if i % 700 == 698:
            step.__name__ = "step%d" % i
            seen.append(step.__name__)
    return step.a, seen, sorted(vars(step))


def writes_globals(n):
    global total, late
    for i in range(n):
        total += i
        if i == n // 2:
            late = i
            globals()["total"] = -total
        if i == n - 9:
            del late
        if i % 1000 == 7:
            globals()["new_%d" % i] = total
    return total, "late" in globals()


print(run(4000), [function.count for function in functions[:3]])
print(changes(3000))
print(writes_globals(5000), writes_globals(4999))
