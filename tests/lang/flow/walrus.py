data = [1, 5, 3, 8, 2]
print([y for x in data if (y := x * 2) > 5], y)
total = 0
while (total := total + 3) < 10:
    print(total)
if (n := len(data)) > 3:
    print("long", n)
