def echo():
    received = None
    while True:
        try:
            received = yield received
            print("got", received)
        except ValueError as error:
            print("caught", error)
            received = "recovered"
        finally:
            print("finally")


g = echo()
print(next(g))
print(g.send(1))
print(g.throw(ValueError("v")))
print(g.send(2))
g.close()
try:
    next(g)
except StopIteration:
    print("stopped")


def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2


g = stubborn()
next(g)
try:
    g.close()
except RuntimeError as error:
    print(error)
try:
    echo().send(1)
except TypeError as error:
    print(error)
