# An UnboundLocalError names the line of the name that was read, wherever in a statement it stands and whatever stands before it.
# Each function runs once: CPython, once it has run a function a few times, gives the line of the instruction before the name.
def lines(function, *arguments):
    try:
        function(*arguments)
    except (UnboundLocalError, NameError) as error:
        names, traceback = [], error.__traceback__.tb_next
        while traceback:
            names.append(traceback.tb_lineno - traceback.tb_frame.f_code.co_firstlineno)
            traceback = traceback.tb_next
        return type(error).__name__, str(error), names


def after_a_store(n):
    if n:
        i = 1
    j = 2
    i % 4


def after_a_branch(n):
    if n:
        i = 1
    if n > 5:
        j = 3
    else:
        j = n
    i % 4


def second_operand(n):
    if n:
        i = 1
    return (n +
            1 +
            i)


def first_operand(n):
    if n:
        i = 1
    return (i
            + n)


def argument(n):
    if n:
        i = 1
    return max(
        n,
        i,
        2)


def keyword(n):
    if n:
        i = 1
    return dict(
        a=n,
        b=i)


def callee(n):
    if n:
        i = max
    return i(
        n,
        2)


def method(n):
    if n:
        i = []
    return (i
            .append(
                n))


def subscript(n):
    if n:
        i = 1
    xs = [1]
    xs[
        i
    ] = 3


def subscripted(n):
    if n:
        xs = [1]
    xs[
        0
    ] = n


def augmented(n):
    if n:
        i = 1
    k = n
    i += (
        k)


def augmented_value(n):
    if n:
        i = 1
    k = n
    k += (
        k +
        i)


def deleted(n):
    i = n
    del i
    j = n
    del (
        j,
        i)


def displayed(n):
    if n:
        i = 1
    return [
        n,
        i,
    ]


def keyed(n):
    if n:
        i = 1
    return {
        1: n,
        i: 2,
    }


def compared(n):
    if n:
        i = 1
    return (n
            < 5
            < i)


def tested(n):
    if n:
        i = 1
    while (n < 3 and
           i):
        n += 1


def chosen(n):
    if n:
        i = 1
    return (1
            if n
            else i)


def iterated(n):
    if n:
        i = 1
    for k in (
            i):
        pass


def returned(n):
    if n:
        i = 1
    n = 3
    return i


def unpacked(n):
    if n:
        i = 1
    a, b = (
        n,
        i)


def swapped(n):
    if n:
        i = 1
    a, b = n, 1
    a, b = b, i


def formatted(n):
    if n:
        i = 1
    return (f"{n}"
            f"{i}")


def raised(n):
    if n:
        i = 1
    k = n
    raise i


def asserted(n):
    if n:
        i = 1
    k = n
    assert i, n


def entered(n):
    if n:
        i = 1
    with (
            i):
        pass


def walrus(n):
    if n:
        i = 1
    if (k := n) == 0 and (
            i):
        pass


def in_cell(n):
    def inner():
        return i
    k = n
    if n:
        i = 1
    k = (k,
         i)


def in_closure(n):
    def inner(k):
        m = k
        return (m,
                i)
    if n:
        i = 1
    inner(1)


def in_default(n):
    if n:
        i = 1
    k = 1
    def inner(a=n,
              b=i):
        pass


def matched(n):
    if n:
        i = 1
    k = 1
    match i:
        case 1:
            pass


def in_handler(n):
    try:
        n.x
    except AttributeError as error:
        k = 1
    error


def sliced(n):
    if n:
        i = 1
    return [1, 2][
        n:
        i]


def starred(n):
    if n:
        i = ()
    return max(
        n,
        *i)


def attribute(n):
    if n:
        i = n
    k = n
    i.x = (
        k)


def attribute_value(n):
    if n:
        i = n
    k = in_handler
    k.x = (
        i)


def negated(n):
    if n:
        i = n
    k = -(
        i)
    return k


def global_name(n):
    k = (n,
         no_such_name)


def moved(n):
    if n:
        i = n
    k = 1
    k = i


def moved_twice(n):
    if n:
        i = n
    k = 1
    a = b = (
        i)


for function in list(vars().values()):
    if callable(function) and function is not lines:
        print(function.__name__, lines(function, 0))
