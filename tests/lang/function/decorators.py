def trace(function):
    def wrapper(*args, **kwargs):
        print("call", function.__name__, args, kwargs)
        return function(*args, **kwargs)
    return wrapper


def times(n):
    def decorate(function):
        def wrapper(*args):
            return [function(*args) for _ in range(n)]
        return wrapper
    return decorate


@trace
@times(2)
def add(a, b):
    return a + b


print(add(1, 2))


@trace
def named(a, *, key=None):
    return key


print(named(1, key="k"))
