def fill(squares, n):
    total = 0
    for i in range(n):
        total += i * i % 7
        squares[i % 10] = total


if __name__ == "__main__":
    squares = [0] * 10
    fill(squares, 900000)
    print(squares)
