# What passes on an exception (finally, with, a handler that does not match, a bare raise) adds no line to its traceback.
def lines(error):
    found, traceback = [], error.__traceback__
    while traceback is not None:
        found.append((traceback.tb_frame.f_code.co_name, traceback.tb_lineno))
        traceback = traceback.tb_next
    return found


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False


def passes_finally(n):
    try:
        return 1 // n
    finally:
        n = 5


def passes_with(n):
    with Manager():
        with Manager():
            return 1 // n


def other_handler(n):
    try:
        return 1 // n
    except KeyError:
        return None


def bare(n):
    try:
        return 1 // n
    except ZeroDivisionError:
        raise


def again():
    raise


def bare_elsewhere(n):
    try:
        return 1 // n
    except ZeroDivisionError:
        again()


def named(n):
    try:
        return 1 // n
    except ZeroDivisionError as error:
        raise error


def in_generator(n):
    try:
        yield 1 // n
    finally:
        n = 1


for function in passes_finally, passes_with, other_handler, bare, bare_elsewhere, named, lambda n: next(in_generator(n)):
    for repeated in range(4):
        try:
            function(0)
        except ZeroDivisionError as error:
            print(lines(error))
try:
    again()
except RuntimeError as error:
    print(error, lines(error))
