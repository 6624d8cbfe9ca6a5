# The line of every kind of instruction that may raise, in statements over many lines.
def lines(function, *arguments):
    try:
        function(*arguments)
    except Exception as error:
        names, traceback = [], error.__traceback__.tb_next
        while traceback:
            names.append(traceback.tb_lineno - traceback.tb_frame.f_code.co_firstlineno)
            traceback = traceback.tb_next
        return type(error).__name__, names


class Bad:
    def __iter__(self):
        return 5

    def __bool__(self):
        raise ValueError

    def __enter__(self):
        return self

    def __exit__(self, *a):
        raise KeyError

    def __eq__(self, other):
        raise ValueError

    __hash__ = None


def add(n):
    return (n
            +
            "a"
            + "b")


def nested(n):
    return (1 +
            (2 *
             (n -
              "a")))


def compare(n):
    return (n
            < 3
            <
            "a")


def call(n):
    return (
        n
        (
            1,
            2))


def method(n):
    return (
        "a"
        .join(
            n
        )
        .upper())


def attribute(n):
    return (
        n
        .real
        .nothing
        .x)


def subscript(n):
    return (
        [1]
        [
            n + 4
        ])


def store_subscript(n):
    n[
        1
    ] = (
        2)


def store_attribute(n):
    (n
     .x) = (
        1)


def augmented(n):
    n += (
        "a")


def augmented_item(n):
    x = [1]
    x[
        0] += (
            "a")


def unpack(n):
    (a,
     b) = (
        n)


def unpack_star(n):
    (a,
     *b) = [
        *n]


def build_set(n):
    return {
        1,
        [],
        n}


def build_map(n):
    return {
        1: 2,
        []: n,
        **{}}


def merge(n):
    return {
        1: 2,
        **
        n}


def loop(n):
    for x in (
            n):
        pass


def loop_bad():
    for x in (
            Bad()):
        pass


def truth():
    if (1 and
            Bad()):
        pass


def truth_while():
    while (
            Bad()):
        pass


def negate():
    return (
        not
        Bad())


def contains(n):
    return (
        1
        in
        n)


def enter(n):
    with (
            n):
        pass


def leave():
    with (
            Bad()):
        a = 1
        b = 2


def leave_early():
    with Bad():
        for i in range(3):
            return (
                i)


def leave_raising():
    with Bad():
        a = 1
        a.x


def import_missing():
    import \
        no_such_module


def import_name():
    from sys import (
        path,
        nothing_like_it)


def keyword_call(n):
    return dict(
        *n,
        a=1,
        **
        n)


def wrong_arguments():
    return add(
        1,
        2,
        3)


def format_spec(n):
    return (f"{1}"
            f"{n:q}")


def conversion(n):
    return (
        f"a{1}"
        f"{n.x!r}"
    )


def comprehension(n):
    return [
        x
        .foo
        for x in [
            n]]


def comprehension_iter(n):
    return [
        x
        for x in
        n]


def delete_item(n):
    del (
        n[
            0])


def delete_attribute(n):
    del (
        n
        .x)


def raise_wrong(n):
    raise (
        n)


def raise_from(n):
    raise ValueError(
        1) from (
        n)


def make_class(n):
    class A(
            n):
        x = 1


def decorated(n):
    @n
    @len
    def f():
        pass


def match_value():
    match 1:
        case Bad.__hash__:
            pass
    match Bad():
        case 2:
            pass
        case 1:
            pass


def match_class(n):
    match n:
        case {}:
            pass
        case add():
            pass


def assertion(n):
    assert (
        n ==
        3), (
        "a")


def yielding(n):
    yield (
        n
        + "a")


def generator(n):
    return list(
        yielding(
            n))


def lambda_call(n):
    return (lambda x:
            x +
            "a")(
        n)


def power(n):
    return (
        n
        ** -1
        % 0)


def chain(n):
    a = b = (
        n).c = 3


def slice_bad(n):
    return [1][
        "a":
        n]


for function in list(vars().values()):
    if callable(function) and function is not lines and not isinstance(function, type):
        count = function.__code__.co_argcount
        print(function.__name__, [lines(function, *[value] * count) for value in (0, None, "abc", [])])
