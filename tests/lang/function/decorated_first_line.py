# The code of a decorated definition begins in the line of its first decorator.
import inspect


def same(value):
    return value


def factory(*arguments):
    return same


@same
@factory(
    1,
    2)
def decorated():
    pass


@factory()
async def waits():
    pass


@same
class Decorated:
    first_line = __import__("sys")._getframe().f_code.co_firstlineno

    @property
    def value(self):
        raise ValueError("value")


print(decorated.__code__.co_firstlineno, waits.__code__.co_firstlineno, Decorated.first_line)
print(Decorated.value.fget.__code__.co_firstlineno)
print(inspect.getsource(decorated))
print(inspect.getsource(Decorated.value.fget))
try:
    Decorated().value
except ValueError as error:
    print(error.__traceback__.tb_next.tb_lineno)
