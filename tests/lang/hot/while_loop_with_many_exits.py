def walk(n):
    x, y, direction, trail = 0, 0, 0, []
    for i in range(n):
        if direction == 0:
            x += 1
        elif direction == 1:
            y += 1
        elif direction == 2:
            x -= 1
        else:
            y -= 1
        if i % 7 == 3 or (x * y) % 5 == 4:
            direction = (direction + 1) % 4
        if i % 40 == 0:
            trail.append((x, y))
        if abs(x) > 30:
            x = 0
            continue
        if y > 25:
            break
    return x, y, i, trail


print(walk(400))
