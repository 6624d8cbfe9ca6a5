"""An interpreter for a small stack machine: a loop over instructions with chained comparisons and a dispatch dict."""

PUSH, LOAD, STORE, ADD, SUB, MUL, LESS, JUMP, JUMP_IF_FALSE, PRINT, HALT = range(11)

PROGRAM = [
    (PUSH, 0), (STORE, "i"), (PUSH, 0), (STORE, "total"),
    (LOAD, "i"), (PUSH, 1500), (LESS, None), (JUMP_IF_FALSE, 19),
    (LOAD, "total"), (LOAD, "i"), (LOAD, "i"), (MUL, None), (ADD, None), (PUSH, 7), (SUB, None), (STORE, "total"),
    (LOAD, "i"), (PUSH, 1), (JUMP, 22),
    (LOAD, "total"), (PRINT, None), (HALT, None),
    (ADD, None), (STORE, "i"), (JUMP, 4),
]


def execute(program):
    stack = []
    names = {}
    printed = []
    place = 0
    while True:
        operation, argument = program[place]
        place += 1
        if operation == PUSH:
            stack.append(argument)
        elif operation == LOAD:
            stack.append(names[argument])
        elif operation == STORE:
            names[argument] = stack.pop()
        elif operation == ADD:
            right = stack.pop()
            stack[-1] += right
        elif operation == SUB:
            right = stack.pop()
            stack[-1] -= right
        elif operation == MUL:
            right = stack.pop()
            stack[-1] *= right
        elif operation == LESS:
            right = stack.pop()
            stack[-1] = stack[-1] < right
        elif operation == JUMP:
            place = argument
        elif operation == JUMP_IF_FALSE:
            if not stack.pop():
                place = argument
        elif operation == PRINT:
            printed.append(stack.pop())
        else:
            return printed


class Machine:
    def __init__(self, program):
        self.program = program
        self.stack = []
        self.names = {}
        self.printed = []
        self.place = 0
        self.operations = {
            PUSH: self.push, LOAD: self.load, STORE: self.store, ADD: self.add, SUB: self.subtract,
            MUL: self.multiply, LESS: self.less, JUMP: self.jump, JUMP_IF_FALSE: self.jump_if_false,
            PRINT: self.print,
        }

    def push(self, value):
        self.stack.append(value)

    def load(self, name):
        self.stack.append(self.names[name])

    def store(self, name):
        self.names[name] = self.stack.pop()

    def add(self, _):
        self.stack.append(self.stack.pop() + self.stack.pop())

    def subtract(self, _):
        right = self.stack.pop()
        self.stack.append(self.stack.pop() - right)

    def multiply(self, _):
        self.stack.append(self.stack.pop() * self.stack.pop())

    def less(self, _):
        self.stack.append(self.stack.pop() > self.stack.pop())

    def jump(self, place):
        self.place = place

    def jump_if_false(self, place):
        if not self.stack.pop():
            self.place = place

    def print(self, _):
        self.printed.append(self.stack.pop())

    def run(self):
        while self.program[self.place][0] != HALT:
            operation, argument = self.program[self.place]
            self.place += 1
            self.operations[operation](argument)
        return self.printed


def run():
    first = execute(PROGRAM)
    assert first == Machine(PROGRAM).run()
    return first[0]
