class Animal:
    def __init__(self, name):
        self.name = name

    def speak(self):
        return "..."

    def describe(self):
        return f"{self.name} says {self.speak()}"


class Dog(Animal):
    def __init__(self, name, tricks=()):
        super().__init__(name)
        self.tricks = list(tricks)

    def speak(self):
        return "Woof"


class Puppy(Dog):
    def speak(self):
        return super().speak().lower() + "!"

    def describe(self):
        return "small " + super(Puppy, self).describe()


for animal in (Animal("it"), Dog("Rex", ["sit"]), Puppy("Bit")):
    print(animal.describe(), isinstance(animal, Dog), type(animal).__mro__[-1] is object)
print(issubclass(Puppy, Animal), Puppy.__bases__[0].__name__, [c.__name__ for c in Puppy.__mro__])
