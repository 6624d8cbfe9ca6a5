# What a loop raises and handles itself: no object is made, and nothing is called.
# jit: aborts 0


class Own(ValueError):
    pass


class Plain:
    pass


def of_class(n):
    total = 0
    for i in range(n):  # jit: allocations 0, calls 0
        try:
            raise ValueError
        except ValueError:
            total += 1
    return total


def of_instance(n):
    total = 0
    for i in range(n):  # jit: allocations 0, calls 0
        try:
            raise Own(i, "x")
        except ValueError as e:
            total += 1
    return total


def thrower(i):
    raise KeyError(i)


def of_callee(n):
    total = 0
    for i in range(n):  # jit: allocations 0, calls 0
        try:
            thrower(i)
        except LookupError:
            total += 1
    return total


def raised_again(n):
    total = 0
    for i in range(n):  # jit: allocations 0, calls 0
        try:
            try:
                raise ValueError
            except ValueError:
                raise
        except ValueError:
            total += 1
    return total


def of_another(n):
    total = 0
    for i in range(n):  # jit: allocations 0, calls 0
        try:
            try:
                raise ValueError(i)
            except ValueError as e:
                raise KeyError from e
        except KeyError:
            total += 1
    return total


def with_finally(n):
    total = 0
    for i in range(n):  # jit: allocations 0, calls 0
        try:
            try:
                raise ValueError(i)
            finally:
                total += 1
        except ValueError:
            total += 1
    return total


def of_index(n):
    items, total = [1, 2], 0
    for i in range(n):  # jit: allocations 0, calls 0
        try:
            items[i + 2]
        except IndexError:
            total += 1
    return total


def of_search(n):
    table, total = {"a": 1}, 0
    for i in range(n):  # jit: allocations 0, calls 2
        try:
            table[i]
        except KeyError as e:
            total += 1
    return total


def of_divisor(n):
    zero, total = n - n, 0
    for i in range(n):  # jit: allocations 0, calls 0
        try:
            total += i // zero
        except ZeroDivisionError:
            total += 1
    return total


def of_attribute(n):
    o, total = Plain(), 0
    for i in range(n):  # jit: allocations 0, calls 0
        try:
            o.nothing
        except AttributeError:
            total += 1
    return total


def of_end(n):
    total = 0
    for i in range(n):  # jit: allocations <= 2, calls <= 1
        it = iter((i, i))
        try:
            while True:
                total += next(it) - i
                next(it)
                next(it)
        except StopIteration:
            total += 1
    return total


def of_unpacking(n):
    total = 0
    for i in range(n):  # jit: allocations 0, calls 0
        try:
            a, b, c = i, n
        except ValueError:
            total += 1
    return total


for function in (of_class, of_instance, of_callee, raised_again, of_another, with_finally):
    print(function(50000))
for function in (of_index, of_search, of_divisor, of_attribute, of_end, of_unpacking):
    print(function(50000))
