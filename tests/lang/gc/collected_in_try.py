# A collection while a function is called: what its caller goes on with after an exception is kept.
import gc


def fails():
    gc.collect()
    raise ImportError("not here")


def answers():
    gc.collect()
    return "found"


def first_answer(functions):
    for function in functions:
        try:
            return function()
        except ImportError:
            continue


def sums(functions):
    total = [1]
    for value in (10, 20):
        total += [value + x for x in [len(functions)] if tried(functions, value)]
    return total


def tried(functions, value):
    for kept in (str(value) + "a", str(value) + "b"):
        for function in functions:
            try:
                return function() and kept
            except ImportError as error:
                kept += str(error)[:2]
                continue
            finally:
                gc.collect()
        else:
            return kept


class Manager:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        gc.collect()
        return exception[0] is ImportError


def with_managers():
    for name in ("a" * 3, "b" * 3):
        with Manager(name + "x") as manager:
            return fails(), manager
    return name


for _ in range(40):
    assert first_answer((fails, fails, answers)) == "found"
print(first_answer((fails, fails, answers)), first_answer((fails,)))
print(sums((fails, answers)), sums((fails,)), tried((fails, fails), 7))
print(with_managers())
