for attempt in range(2):
    try:
        import _fails
    except ZeroDivisionError as error:
        print(attempt, error)
