"""Numbers that are read twice

In marshal's older formats equal numbers are written one by one, and CPython makes two objects of them. Here the identity of a number is its value, as far as `id` can tell.
Modules: test_marshal
"""
import marshal

first, second = marshal.loads(marshal.dumps([123321, 123321], 2))
print(id(first) == id(second))
