"""Keys that are no strings in a type's dict

"Try it!" said the slide. Nothing in the language promises that it works: attributes have names.
"""
try:
    T = type("T", (), {1: "one", "two": 2})
    print("made:", sorted(map(repr, (key for key in vars(T) if key in (1, "two")))))
    print(vars(T)[1])
    T.__dict__[3] = "three"
except Exception as error:
    print(type(error).__name__ + ":", error)
