"""Exact messages

Programs that look into the text of an exception depend on every word of it.
"""
for source in ("None + 1", "[].x", "len(3)", "{}['a']", "int('x')", "(lambda a, *, b: 0)()", "[1, 2][5]", "x y"):
    try:
        eval(source)
    except Exception as error:
        print(f"{source:22} {type(error).__name__}: {error}")
