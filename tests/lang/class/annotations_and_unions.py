# Classes with arguments and unions, as annotations use them.
def f(a: int | None, b: list[int], c: dict[str, list[int]] = {}) -> tuple[int, ...]:
    return ()


print(f.__annotations__)


class C:
    x: int = 1
    y: "str | None"
    z: list["C"]


print(C.__annotations__, hasattr(C, "y"))
number = int | float
print(number, isinstance(1, number), isinstance("", number), issubclass(bool, number), number == float | int)
print(int | None | str, None | int, int | int, (int | str).__args__)
alias = list[int]
print(alias, alias.__origin__, alias.__args__, alias((1, 2)), alias == list[int], hash(alias) == hash(list[int]))
print(type[int], tuple[()], list[int] | None)
for f in (lambda: int | 1, lambda: int[3], lambda: isinstance([], list[int]), lambda: list[int][str]):
    try:
        f()
    except TypeError as e:
        print(e)


class Sub(list[int]):
    pass


print(Sub.__mro__, Sub.__orig_bases__, Sub([1]))


class G:
    def __class_getitem__(cls, item):
        return cls.__name__, item


print(G[int], G[1, 2])
