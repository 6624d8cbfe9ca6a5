# At most twenty constructs in each other that must be left in order.


def program(kind, depth):
    lines, closing = [], []
    for i in range(depth):
        pad = " " * i
        if kind == "while":
            lines.append(pad + "while x:")
        elif kind == "for":
            lines.append(pad + "for x in y:")
        elif kind == "with":
            lines.append(pad + "with x:")
        elif kind == "try":
            lines.append(pad + "try:")
            closing.append(pad + "except x: pass")
        elif kind == "finally":
            lines.append(pad + "try:")
            closing.append(pad + "finally: pass")
        elif kind == "if":
            lines.append(pad + "if x:")
    lines.append(" " * depth + "x()")
    return "\n".join(lines + closing[::-1]) + "\n"


def handlers(depth, name):
    lines = []
    for i in range(depth):
        pad = " " * i
        lines += [pad + "try: y", pad + "except x" + name + ":"]
    return "\n".join(lines + [" " * depth + "pass"]) + "\n"


def shown(what, source):
    try:
        compile(source, "<t>", "exec")
        print(what, "ok")
    except SyntaxError as e:
        print(what, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)


for kind in ("while", "for", "with", "try", "finally", "if"):
    for depth in (19, 20, 21):
        shown((kind, depth), program(kind, depth))
for name in ("", " as e"):
    for depth in (9, 10, 11):
        shown(("handlers", name, depth), handlers(depth, name))
shown("items", "with " + ", ".join(["x"] * 20) + ": pass")
shown("items", "with " + ", ".join(["x"] * 21) + ": pass")
