class AppError(Exception):
    """Base."""


class NotFound(AppError):
    def __init__(self, name, code=404):
        super().__init__(name, code)
        self.name = name
        self.code = code

    def __str__(self):
        return f"{self.name} not found ({self.code})"


try:
    raise NotFound("page")
except AppError as error:
    print(error, repr(error), error.args, error.name, error.code, isinstance(error, NotFound))


class Silent(Exception):
    pass


for args in ((), ("one",), ("one", 2), (None,), ("",)):
    error = Silent(*args)
    print(str(error), repr(error), error.args)
