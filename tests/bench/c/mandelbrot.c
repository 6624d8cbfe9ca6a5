/* The C twin of demos/mandelbrot/py_mandel.py, function mandelbrot: the same algorithm, the same bytes.
   usage: mandelbrot WIDTH HEIGHT ITERATIONS ROUNDS
   Prints the seconds of each round, one a line, and then a checksum as programs/timing.py does. */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void mandelbrot(unsigned char* image, int width, int height, double cx, double cy, double scale, int iterations) {
  double step = scale / width;
  double left = cx - scale / 2;
  double top = cy + step * height / 2;
  size_t position = 0;
  for (int row = 0; row < height; row++) {
    double b = top - row * step;
    for (int column = 0; column < width; column++) {
      double a = left + column * step;
      double x = 0.0;
      double y = 0.0;
      for (int count = 0; count < iterations; count++) {
        double xx = x * x;
        double yy = y * y;
        if (xx + yy > 4.0) {
          image[position] = (unsigned char)(1 + count % 255);
          break;
        }
        y = 2.0 * x * y + b;
        x = xx - yy + a;
      }
      position++;
    }
  }
}

static double seconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec + now.tv_nsec * 1e-9;
}

int main(int argc, char** argv) {
  if (argc != 5) {
    fprintf(stderr, "usage: mandelbrot WIDTH HEIGHT ITERATIONS ROUNDS\n");
    return 2;
  }
  int width = atoi(argv[1]), height = atoi(argv[2]), iterations = atoi(argv[3]), rounds = atoi(argv[4]);
  size_t size = (size_t)width * height;
  unsigned char* image = malloc(size);
  for (int round = 0; round < rounds; round++) {
    memset(image, 0, size);
    double start = seconds_now();
    mandelbrot(image, width, height, -0.65, 0.0, 3.2, iterations);
    printf("seconds %.9f\n", seconds_now() - start);
  }
  uint64_t checksum = 0;
  for (size_t i = 0; i < size; i++) checksum = (checksum * 31 + image[i]) % 1000000007;
  printf("checksum %llu\n", (unsigned long long)checksum);
  free(image);
  return 0;
}
