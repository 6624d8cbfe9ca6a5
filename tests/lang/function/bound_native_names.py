# A bound native method is named by the class of its self where the number of its arguments or a keyword is wrong; called as a
# method of the object at once, by the class that has it. In loops that become hot, too.
class ListChild(list):
    pass


class Outer:
    class Inner(dict):
        pass


def words(function, *args, **keywords):
    try:
        function(*args, **keywords)
    except TypeError as error:
        return str(error)
    return "no error"


child, inner = ListChild([1]), Outer.Inner()
for bound in (child.count, child.append, child.clear, inner.copy, inner.__reduce_ex__, Outer.Inner.fromkeys, True.__ceil__, True.bit_length,
              range(3).__format__, None.__dir__, ListChild.mro, type.mro, ListChild.__class_getitem__):
    print(words(bound, 1, 2, 3), "|", words(bound, x=1), "|", words(bound))


def hot(function, arguments):
    seen = set()
    for i in range(3000):
        try:
            function(*arguments)
        except TypeError as error:
            seen.add(str(error))
    return sorted(seen)


print(hot(child.count, ()), hot(child.clear, (1,)), hot([].count, (1, 2)), hot(len, ()), hot(child.copy, ()))


def two_in_turn():
    seen = set()
    bound = [child.count, [].count, len]
    for i in range(3000):
        try:
            bound[i % 3]()
        except TypeError as error:
            seen.add(str(error))
    return sorted(seen)


print(two_in_turn())


def as_method(objects):
    seen = set()
    for i in range(3000):
        try:
            objects[i % 2].count()
        except TypeError as error:
            seen.add(str(error))
    return sorted(seen)


print(as_method([child, []]))
