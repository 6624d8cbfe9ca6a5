# More machine code than jit-code-limit.
# options: -X jit-free-limit=0 -X jit-code-limit=20000 -X jit-most-copies=0
# jit: CodeGeneration >= 1, loops >= 1

TEMPLATE = """
def run(n):
    a = b = c = {number}
    for i in range(n):
        a = (a + i * 3) % 1000
        b = b + a % 7 if a > {number} else b - 1
        c = c + (a ^ b) % 11 if b > c else c - 2
    return a, b, c
"""


for number in range(60):
    space = {}
    exec(TEMPLATE.format(number=number), space)
    result = space["run"](600)
print(result)
