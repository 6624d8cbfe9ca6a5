# The showcase's inner loop with floats allocates nothing and calls nothing.
# jit: aborts 0


def mandelbrot(width, height, cx, cy, scale, iterations):
    image = bytearray(width * height)
    step = scale / width
    left = cx - scale / 2
    top = cy + step * height / 2
    position = 0
    for row in range(height):
        b = top - row * step
        for column in range(width):
            a = left + column * step
            x = 0.0
            y = 0.0
            for count in range(iterations):  # jit: allocations 0, calls 0
                xx = x * x
                yy = y * y
                if xx + yy > 4.0:
                    image[position] = 1 + count % 255
                    break
                y = 2.0 * x * y + b
                x = xx - yy + a
            position += 1
    return image


image = mandelbrot(160, 120, -0.65, 0.0, 3.2, 255)
print(sum(image), image[5000:5040])
