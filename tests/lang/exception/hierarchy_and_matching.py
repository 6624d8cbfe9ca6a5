for error_class in (KeyError, IndexError, ZeroDivisionError, UnicodeDecodeError, FileNotFoundError, StopIteration, RecursionError,
                    NotImplementedError, ModuleNotFoundError, UnboundLocalError, KeyboardInterrupt):
    print(" < ".join(c.__name__ for c in error_class.__mro__))
try:
    [][1]
except LookupError as error:
    print(type(error).__name__)
try:
    raise ValueError
except ValueError as error:
    print(repr(error), error.args, str(error) == "")
