def evaluate(program):
    stack = []
    for op, argument in program:
        if op == "push":
            stack.append(argument)
        elif op == "add":
            stack.append(stack.pop() + stack.pop())
        elif op == "mul":
            stack.append(stack.pop() * stack.pop())
        elif op == "dup":
            stack.append(stack[-1])
    return stack


program = [("push", 2)] + [("dup", None), ("push", 3), ("add", None), ("mul", None)] * 6
print(evaluate(program))
print(evaluate([("push", 0.5)] + [("dup", None), ("add", None)] * 60))
queue, seen = [1], {1}
while queue:
    n = queue.pop(0)
    for m in (n * 2, n * 3, n - 1):
        if 0 < m < 200 and m not in seen:
            seen.add(m)
            queue.append(m)
print(len(seen), sum(seen))
