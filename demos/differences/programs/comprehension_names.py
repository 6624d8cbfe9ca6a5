"""The names of a comprehension's variables

In 2010 a comprehension's hidden list had a name that programs could see. Today it is a function of its own, whose argument has one.
"""


def squares(numbers):
    return [number * number for number in numbers]


for code in squares.__code__.co_consts:
    if hasattr(code, "co_varnames"):
        print(code.co_name, code.co_varnames)
