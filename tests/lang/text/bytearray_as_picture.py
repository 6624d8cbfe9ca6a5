width, height = 13, 7
image = bytearray(width * height)
position = 0
for row in range(height):
    for column in range(width):
        image[position] = (row * column * 7) % 256
        position += 1
for row in range(height):
    print(" ".join("%3d" % value for value in image[row * width:(row + 1) * width]))
print(sum(image), max(image), bytes(image[-5:]))
