for i in range(3):
    pass
print(i)
for i in []:
    pass
print(i)
for i, (a, b) in enumerate([(1, 2), (3, 4)]):
    pass
print(i, a, b)
