# An exception thrown into a generator that has not begun: its line is shown, no expression of it is marked.
import traceback


def numbers():
    yield 1


async def waits():
    pass


def show(made, throw):
    try:
        throw(made)
    except ValueError as error:
        entry = error.__traceback__.tb_next.tb_next
        code = entry.tb_frame.f_code
        print(entry.tb_lineno, code.co_name, entry.tb_next)
        print("".join(traceback.format_tb(error.__traceback__)[2:]).split("\n", 1)[1], end="")


captured = 1
show(numbers(), lambda g: g.throw(ValueError))
show((x for x in ()), lambda g: g.throw(ValueError))
show((x + captured for x in ()), lambda g: g.throw(ValueError))
show(waits(), lambda c: c.throw(ValueError))
