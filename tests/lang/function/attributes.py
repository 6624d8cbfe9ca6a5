def f(a: int, b: str = "x") -> float:
    """The documentation."""
    return 1.0


print(f.__name__, f.__qualname__, f.__doc__, f.__defaults__, f.__kwdefaults__, f.__annotations__, f.__module__)
f.custom = 5
print(f.custom, f.__dict__, callable(f), callable(5), f.__code__.co_name, f.__code__.co_argcount, f.__code__.co_varnames)
f.__name__ = "renamed"
f.__defaults__ = ("new",)
print(f.__name__, f(1), (lambda: 0).__name__)
