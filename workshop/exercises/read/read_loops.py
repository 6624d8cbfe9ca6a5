def total(n):
    result = 0
    for i in range(n):
        result += i
    for i in range(5):
        result -= i
    for i in range(n):
        result ^= i
    return result


print(total(50000))

ANSWER = ...
