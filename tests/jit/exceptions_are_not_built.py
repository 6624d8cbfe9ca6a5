# What a loop raises and handles itself: no object is made, and nothing is called.
# jit: aborts 0


class Own(ValueError):
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


for function in (of_class, of_instance, of_callee, raised_again, of_another, with_finally):
    print(function(50000))
