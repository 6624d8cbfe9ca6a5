print(True + True, True * 5, -True, ~True, True == 1, True is True, isinstance(True, int), False < True)
print([10, 20][True], {1: "a"}[True], sum([True, False, True]), int(True), str(True), repr(False), True & False, True | 0, True ^ True)
print(type(True & True), type(True & 1), bool(3), bool(), type(True), True.bit_length())
