def fill(n):
    squares = [0] * 10
    total = 0
    for i in range(n):
        total += i * i % 7
        squares[i % 10] = total
    return squares


if __name__ == "__main__":
    print(fill(900000))
