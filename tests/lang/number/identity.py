# The id of a number: what C can be given, what no counter or address can be taken for, equal where `is` says so.
import copy
import ctypes
import struct

for number in (-5, -1, 0, 1, 5, 256):
    print(number, ctypes.cast(id(number), ctypes.py_object).value)
print(ctypes.cast(id(True), ctypes.py_object).value, ctypes.cast(id(None), ctypes.py_object).value)

numbers = [*range(-1000, 1000), *(sign * 2**bits for bits in range(10, 59) for sign in (1, -1)), *(n / 8 for n in range(-99, 99)), 1j, -1j, 1 + 2.5j]
print(all(id(number) > 2**16 for number in numbers), id(-2**70) > 0, id(-2.5) > 0)
print(len({id(number) for number in numbers}) == len(numbers))
print(all((id(a) == id(b)) == (a is b) for a in numbers[::7] for b in numbers[::11]))
print(all(struct.unpack("P", struct.pack("P", id(number)))[0] == id(number) for number in range(-1000, 1000)))


def computed(start):
    return [(start + i, len("a" * (start + i)), int(str(start + i)), (start + i) * 3 // 3) for i in range(200)]


print(all(id(a) == id(b) == id(c) == id(d) for a, b, c, d in computed(0)))
print(all(a is b for a, b, c, d in computed(0)))

# A memo whose keys are ids, beside one's own numbers.
for n in (*range(300), 1000, 16001, 2**40):
    assert copy.deepcopy({None: 0, n: [n]}, {n * 16 + 1: "a", n: "b", n * 4 + 1: "c"}) == {None: 0, n: [n]}
print(copy.deepcopy({None: 0}, {1: 2}))
