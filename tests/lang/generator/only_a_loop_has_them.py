# needs prompt collection
# A generator that only a loop has ends when the loop is left, as does one that only a call of any, all or next has.


def numbers(name):
    try:
        yield 1
        yield 2
        yield 3
    except GeneratorExit:
        print("closed", name)
        raise
    finally:
        print("finally", name)


def broken():
    for n in numbers("break"):
        break
    print("after the loop", n)


def returned():
    for n in numbers("return"):
        return n


def raised():
    for n in numbers("exception"):
        raise ValueError(n)


def caught():
    try:
        for n in numbers("caught"):
            raise ValueError(n)
    except ValueError as e:
        print("handled", e)


def caught_inside():
    for n in numbers("outer"):
        try:
            for m in numbers("inner"):
                raise ValueError(n)
        except ValueError as e:
            print("handled", e)
        break


def finally_first():
    for n in numbers("before the next"):
        try:
            for m in numbers("first"):
                return m
        finally:
            print("finally of the function")


def through(name):
    for n in numbers(name):
        yield n


def nested():
    for n in through("of a generator without try"):
        break
    print("left")


def kept():
    g = numbers("kept")
    for n in g:
        break
    print("still there:", next(g))
    g.close()


def handed_on():
    kept = []

    def made():
        kept.append(numbers("handed on"))
        return kept[0]

    for n in made():
        break
    print("still there:", next(kept[0]))
    kept[0].close()


def with_keywords():
    for n in numbers(name="keywords"):
        break
    for n in (m for m in numbers("expression")):
        break
    print("left")


def by_builtins():
    print(any(numbers("any")))
    print(all(m > 1 for m in numbers("all")))
    print(next(numbers("next")))
    print(next(numbers("next with a default"), None))
    g = numbers("a variable")
    print(any(g), next(g))
    g.close()


def exhausted():
    for n in numbers("exhausted"):
        pass
    print("exhausted", n)


def ignores():
    def stubborn():
        try:
            yield 1
        except GeneratorExit:
            print("goes on")

    for n in stubborn():
        break
    print("left")


print(broken(), returned())
try:
    raised()
except ValueError as e:
    print("raised", e)
caught()
caught_inside()
print(finally_first())
nested()
kept()
handed_on()
with_keywords()
by_builtins()
exhausted()
ignores()


def also_in_a_variable():
    for n in (g := numbers("walrus")):
        break
    print("still there:", next(g))
    g.close()


also_in_a_variable()
