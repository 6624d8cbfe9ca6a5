def chain(how):
    try:
        try:
            1 / 0
        except ZeroDivisionError as error:
            if how == "from":
                raise ValueError("new") from error
            if how == "none":
                raise ValueError("new") from None
            raise ValueError("new")
    except ValueError as error:
        print(how, repr(error.__cause__), repr(error.__context__), error.__suppress_context__)


chain("from")
chain("none")
chain("implicit")
try:
    raise KeyError from 5
except TypeError as error:
    print(error)
for wrong in (5, "text", int, None):
    try:
        raise wrong
    except TypeError as error:
        print(error)
