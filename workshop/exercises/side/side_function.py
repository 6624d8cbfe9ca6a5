if __name__ == "__main__":
    total = 0
    for i in range(900000):
        total += i * i % 7
    print(total)
