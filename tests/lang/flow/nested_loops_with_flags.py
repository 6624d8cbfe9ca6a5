found = None
for i in range(5):
    for j in range(5):
        if i * j == 6:
            found = (i, j)
            break
    if found:
        break
print(found, i, j)
i = 0
while True:
    i += 1
    if i % 2 == 0:
        continue
    if i > 8:
        break
    print(i, end=" ")
print()
