# The showcase's inner loop with complex numbers allocates nothing.
# jit: aborts 0


def mandelbrot_complex(width, height, cx, cy, scale, iterations):
    image = bytearray(width * height)
    step = scale / width
    left = cx - scale / 2
    top = cy + step * height / 2
    position = 0
    for row in range(height):
        b = top - row * step
        for column in range(width):
            c = complex(left + column * step, b)
            z = 0j
            for count in range(iterations):  # jit: allocations 0
                if abs(z) > 2.0:
                    image[position] = 1 + count % 255
                    break
                z = z * z + c
            position += 1
    return image


image = mandelbrot_complex(160, 120, -0.65, 0.0, 3.2, 255)
print(sum(image), image[5000:5040])
