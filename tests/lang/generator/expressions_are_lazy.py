def loud(n):
    print("made", n)
    return n


g = (loud(i) for i in range(3))
print("created")
print(next(g))
print(any(loud(i) == 1 for i in range(5)))
print(next((i for i in range(10) if i * i > 20), None), list(zip((i for i in "ab"), (j for j in range(9)))))
