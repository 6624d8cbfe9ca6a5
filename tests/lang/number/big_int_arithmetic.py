a = 123456789012345678901234567890
b = 987654321098765432109876543210987654321
print(a + b, a - b, b - a, a * b)
print(b // a, b % a, -b // a, -b % a, b // -a, b % -a, divmod(b, a))
print(a ** 3, a & b, a | b, a ^ b, ~a, -a & b, -a | b, -a ^ -b)
print(a << 33, a >> 33, -a >> 7, a == a + 0, a < b, -a < b, a > 10, a < 1e40, a > 1e20)
print((a * b) // b == a, (a * b) % b)
print(a / b, b / a, a // 7, a % 7, a % -7, a // (1 << 64), a % (1 << 64))
