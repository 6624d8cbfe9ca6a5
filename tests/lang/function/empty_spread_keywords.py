# f(*args, **{}): no keywords at all, also for a native function that takes none, in loops that become hot.
from types import MethodType


def called(function, arguments, keywords, times):
    result = None
    for _ in range(times):
        result = function(*arguments, **keywords)
    return result


def method_called(function, first, keywords, times):
    result = None
    method = MethodType(function, first)
    for _ in range(times):
        result = method(*(), **keywords)
    return result


for times in (1, 4, 400):
    print(times, called(len, ([1, 2],), {}, times), called([1, 1].count, (1,), {}, times), called(dict.get, ({}, 1), {}, times))
    print(method_called(len, [1, 2, 3], {}, times), method_called(list.copy, [1], {}, times))
    print(method_called(sum, [1, 2, 3], {}, times), method_called(sum, [1, 2, 3], {"start": 4}, times))
try:
    method_called(len, [1], {"key": 1}, 400)
except TypeError as error:
    print(error)
