# Type variables in aliases and unions: found, replaced, unpacked (PEP 585, 604, 646).
import copy
import pickle
import types
import typing
from typing import Generic, ParamSpec, TypeVar, TypeVarTuple, Unpack

T = TypeVar("T")
K = TypeVar("K")
P = ParamSpec("P")
Ts = TypeVarTuple("Ts")


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


class C(Generic[*Ts]):
    pass


show(lambda: list[T].__parameters__)
show(lambda: dict[K, list[T]].__parameters__)
show(lambda: list[list[T] | float].__parameters__)
show(lambda: dict[T, dict[T, K]][int, str])
show(lambda: dict[str, list[T]][int])
show(lambda: list[typing.List[T]][int])
show(lambda: list[int][str])
show(lambda: dict[T, K][int])
show(lambda: dict[T, K][int, str, bytes])
show(lambda: tuple[*Ts][int, str])
show(lambda: tuple[*Ts][()])
show(lambda: tuple[int, *Ts, T][str, bytes, float])
show(lambda: tuple[*Ts][*tuple[int, ...]])
show(lambda: tuple[*Ts][*tuple[int, str]])
show(lambda: tuple[T, *Ts][*tuple[int, str]])
show(lambda: C[*tuple[int]])
show(lambda: C[Unpack[tuple[int, str]]])
show(lambda: tuple[Unpack[Ts]][int, str])
show(lambda: (*tuple[int],))
show(lambda: list(tuple[int])[0].__unpacked__)
show(lambda: next(iter(tuple[int, str])).__typing_unpacked_tuple_args__)
show(lambda: next(iter(list[int])).__typing_unpacked_tuple_args__)
show(lambda: [x == tuple[int] for x in tuple[int]])
show(lambda: [hash(x) == hash(tuple[int]) for x in tuple[int]])
show(lambda: list[[int, str], ..., None, 3])
show(lambda: list[lambda: 0].__args__[0].__name__)
show(lambda: list[T].nothing)
show(lambda: list[T].append)
show(lambda: sorted(set(dir(list[int])) - set(dir(list))))
show(lambda: list[int].__class__)

iterator = iter(list[int])
show(lambda: type(iterator).__name__)
show(lambda: iterator.__reduce__())
show(lambda: next(iterator))
show(lambda: next(iterator, "over"))

for alias in list[int], dict[T, list[int]], next(iter(tuple[int, str])):
    show(lambda: copy.copy(alias) == alias)
    show(lambda: copy.deepcopy(alias) == alias)
    show(lambda: [pickle.loads(pickle.dumps(alias, n)) == alias for n in range(2, 6)])


class Alias(types.GenericAlias):
    def __eq__(self, other):
        return NotImplemented if not isinstance(other, Alias) else super().__eq__(other)

    __hash__ = types.GenericAlias.__hash__


show(lambda: type(Alias(list, int)).__name__)
show(lambda: Alias(list, (T,)))
show(lambda: type(Alias(list, (T,))[int]))
show(lambda: Alias(list, int) == Alias(list, int))
show(lambda: int | Alias(list, int))

union = list[T] | dict[K, T] | None
show(lambda: union)
show(lambda: union.__parameters__)
show(lambda: union[int, str])
show(lambda: union[int])
show(lambda: (int | str)[int])
show(lambda: (list[T] | int)[int] | str)
show(lambda: union.__module__)
show(lambda: (int | list[int] | list[int]).__args__)
show(lambda: hash(int | str) == hash(str | int))
show(lambda: isinstance(1, int | list[int]))
show(lambda: issubclass(int, int | list[int]))
show(lambda: issubclass(1, int | str))
show(lambda: copy.copy(union) == union)
