counter = 0


def bump():
    global counter, created
    counter += 1
    created = "yes"


for _ in range(5):
    bump()
print(counter, created)
