def table(n):
    result = 0
    for i in range(n):
        row = i * i
        for j in range(n):
            result += row ^ j
    return result


print(table(300))

ANSWER = 5
