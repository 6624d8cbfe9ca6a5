class Temperature:
    count = 0

    def __init__(self, degrees):
        self.degrees = degrees
        Temperature.count += 1

    @classmethod
    def from_fahrenheit(cls, f):
        return cls((f - 32) * 5 / 9)

    @staticmethod
    def is_cold(degrees):
        return degrees < 10

    @classmethod
    def name(cls):
        return cls.__name__


class Sub(Temperature):
    pass


print(Temperature.from_fahrenheit(212).degrees, Sub.from_fahrenheit(32).degrees, type(Sub.from_fahrenheit(32)).__name__)
print(Temperature.is_cold(5), Temperature(1).is_cold(20), Temperature.name(), Sub(1).name(), Temperature.count)
