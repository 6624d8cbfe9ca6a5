def add(a, b):
    return a + b


def multiply(a, b):
    return a * b


table = {"+": add, "*": multiply, "-": lambda a, b: a - b}
stack = []
for token in "3 4 + 2 * 7 - 5 *".split():
    if token in table:
        b = stack.pop()
        a = stack.pop()
        stack.append(table[token](a, b))
    else:
        stack.append(int(token))
print(stack)
