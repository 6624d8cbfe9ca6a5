"""The line of an UnboundLocalError in hot code

CPython joins two instructions to one in code that has run a few times; what the second raises is told at the line of the
first. Here the line is that of the variable, however often the code has run.
Modules: none"""


def read_without_value(n):
    for i in range(n):
        x = i
        if i == n - 1:
            del x
        y = i
        x = x + y


for n in 2, 40:
    try:
        read_without_value(n)
    except UnboundLocalError as error:
        print("in run", n, "line", error.__traceback__.tb_next.tb_lineno)
