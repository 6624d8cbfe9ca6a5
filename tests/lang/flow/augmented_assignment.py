x = 7
for op in ("+=", "-=", "*="):
    print(op, end=" ")
x += 3; print(x)
x -= 1; print(x)
x *= 5; print(x)
x //= 2; print(x)
x %= 7; print(x)
x **= 5; print(x)
x <<= 3; print(x)
x >>= 1; print(x)
x &= 0xF0; print(x)
x |= 3; print(x)
x ^= 0xFF; print(x)
x /= 4; print(x)
items = [1, 2]
alias = items
items += (3,)
print(alias, items is alias)
items[0] += 10
print(items)
text = "a"
text += "b"
print(text)
