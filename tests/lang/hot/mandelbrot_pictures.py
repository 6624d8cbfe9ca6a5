def render(width, height, iterations):
    lines = []
    for row in range(height):
        line = ""
        for column in range(width):
            c = complex(column / width * 3 - 2.2, row / height * 2.4 - 1.2)
            z = 0j
            for count in range(iterations):
                if abs(z) > 2.0:
                    break
                z = z * z + c
            line += " .:-=+*#%@"[count * 10 // iterations]
        lines.append(line)
    return lines


for line in render(60, 20, 40):
    print(line)
