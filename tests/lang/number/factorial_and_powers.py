def factorial(n):
    result = 1
    for i in range(2, n + 1):
        result *= i
    return result


print(factorial(20), factorial(21), factorial(50))
print(factorial(100))
print(2 ** 10, 2 ** 100, (-3) ** 5, 0 ** 0, 2 ** -1, (-2) ** -3, 7 ** 30)
print(pow(3, 200, 1000007), pow(2, 10), pow(-5, 3, 7), pow(3, -1, 7))
