# xxsubtype: a list and a dict that have a number.
import copy
import xxsubtype


def show(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


spam = xxsubtype.spamlist([1, 2])
print(spam, spam.state, spam.getstate(), spam.setstate(5), spam.state, spam == [1, 2], isinstance(spam, list))
print(spam.classmeth(1, a=2), xxsubtype.spamlist.classmeth(), spam.staticmeth(1, 2), xxsubtype.spamlist.staticmeth(a=3))
show(lambda: setattr(spam, "state", 3))
show(lambda: setattr(spam, "other", 3))
show(lambda: spam.setstate("a"))
show(lambda: spam.setstate())
show(lambda: spam.setstate(2**31))
show(lambda: spam.setstate(-2**31 - 1))
show(lambda: spam.setstate(2**70))
show(lambda: spam.setstate(state=1))
show(lambda: spam.getstate(1))
spam.__init__([5])
print(spam, spam.state, spam[:], type(spam + [1]), copy.copy(spam))

eggs = xxsubtype.spamdict({1: 2}, a=3)
print(eggs, eggs.state, eggs.getstate(), eggs.setstate(7), eggs.state, type(eggs.copy()))
show(lambda: setattr(eggs, "state", 3))
show(lambda: eggs.getstate(a=1))
show(lambda: xxsubtype.spamdict(5))


class Child(xxsubtype.spamlist):
    pass


child = Child([3])
child.name = "child"
print(child, child.state, child.name, Child.classmeth(2))
show(lambda: type("Both", (xxsubtype.spamlist, xxsubtype.spamdict), {}))
print(type(xxsubtype.bench(spam, "state")), type(xxsubtype.bench(spam, "state", 3)))
show(lambda: xxsubtype.bench(spam, "none"))
show(lambda: xxsubtype.bench(spam))
show(lambda: xxsubtype.bench(spam, 5))
show(lambda: xxsubtype.bench(spam, "state", 5.5))
print(xxsubtype.spamlist.state, xxsubtype.spamdict.state, xxsubtype.spamlist.__doc__)
