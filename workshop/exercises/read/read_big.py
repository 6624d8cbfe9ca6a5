def spin(n):
    k = 1
    for i in range(n):
        k = (k * 1103515245 + 12345) & 0xFFFFFFFFFFFFFFFFFF
    return k


print(spin(60000))

ANSWER = ...
