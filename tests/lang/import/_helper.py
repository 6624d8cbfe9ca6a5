"""A module for the import tests."""

print("helper is executed once")
VALUE = 5


def double(x):
    return x * 2


def get_value():
    return VALUE
