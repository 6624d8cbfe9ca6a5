def total(n):
    result = 0
    for i in range(n):
        if i % 3 == 0:
            result += i
    return result


print(total(300000))

ANSWER = 250
