"""The Mandelbrot set in pure Python: the hot spot of the showcase.

Each function returns one byte a pixel, row by row from the top: 0 for a point that did not escape within the given
number of iterations, else 1 + count % 255, where count is the number of steps it took. So any number of iterations
fits, and below 256 of them no two counts share a value. The picture shows `scale` units of the complex plane across,
centred on cx + cy*i. A tile is a part of that picture: the pixels from (x, y) on, tile_width by tile_height of them,
equal byte for byte to those of the whole.
"""


def mandelbrot(width, height, cx, cy, scale, iterations):
    return mandelbrot_tile(width, height, cx, cy, scale, iterations, 0, 0, width, height)


def mandelbrot_tile(width, height, cx, cy, scale, iterations, tile_x, tile_y, tile_width, tile_height):
    image = bytearray(tile_width * tile_height)
    step = scale / width
    left = cx - scale / 2
    top = cy + step * height / 2
    position = 0
    for row in range(tile_y, tile_y + tile_height):
        b = top - row * step
        for column in range(tile_x, tile_x + tile_width):
            a = left + column * step
            x = 0.0
            y = 0.0
            for count in range(iterations):
                xx = x * x
                yy = y * y
                if xx + yy > 4.0:
                    image[position] = 1 + count % 255
                    break
                y = 2.0 * x * y + b
                x = xx - yy + a
            position += 1
    return image


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
            for count in range(iterations):
                if abs(z) > 2.0:
                    image[position] = 1 + count % 255
                    break
                z = z * z + c
            position += 1
    return image
