"""A ray tracer with objects: vectors with operators, spheres, a plane with a pattern, shadows and reflection."""

import math


class Vector:
    __slots__ = ("x", "y", "z")

    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor, self.z * factor)

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def length(self):
        return math.sqrt(self.dot(self))

    def normalized(self):
        return self * (1.0 / self.length())

    def reflected(self, normal):
        return self - normal * (2.0 * self.dot(normal))


class Ray:
    def __init__(self, origin, direction):
        self.origin = origin
        self.direction = direction.normalized()

    def point(self, distance):
        return self.origin + self.direction * distance


class Sphere:
    def __init__(self, centre, radius, brightness):
        self.centre = centre
        self.radius = radius
        self.brightness = brightness

    def hit(self, ray):
        to_centre = self.centre - ray.origin
        along = to_centre.dot(ray.direction)
        squared = self.radius ** 2 - (to_centre.dot(to_centre) - along ** 2)
        if squared < 0:
            return None
        distance = along - math.sqrt(squared)
        return distance if distance > 1e-6 else None

    def normal(self, point):
        return (point - self.centre).normalized()

    def brightness_at(self, point):
        return self.brightness


class Floor:
    def __init__(self, height):
        self.height = height

    def hit(self, ray):
        if abs(ray.direction.y) < 1e-6:
            return None
        distance = (self.height - ray.origin.y) / ray.direction.y
        return distance if distance > 1e-6 else None

    def normal(self, point):
        return Vector(0.0, 1.0, 0.0)

    def brightness_at(self, point):
        return 0.9 if (math.floor(point.x) + math.floor(point.z)) % 2 else 0.2


class Scene:
    def __init__(self):
        self.things = [Floor(-1.0)]
        self.light = Vector(5.0, 8.0, -5.0)

    def nearest(self, ray):
        best = None
        for thing in self.things:
            distance = thing.hit(ray)
            if distance is not None and (best is None or distance < best[0]):
                best = (distance, thing)
        return best

    def brightness(self, ray, depth):
        found = self.nearest(ray)
        if found is None:
            return 0.1
        distance, thing = found
        point = ray.point(distance)
        normal = thing.normal(point)
        to_light = Ray(point + normal * 1e-4, self.light - point)
        result = 0.1
        if self.nearest(to_light) is None:
            result += thing.brightness_at(point) * max(0.0, normal.dot(to_light.direction))
        if depth:
            mirrored = Ray(point + normal * 1e-4, ray.direction.reflected(normal))
            result = result * 0.7 + self.brightness(mirrored, depth - 1) * 0.3
        return result


def run():
    scene = Scene()
    for i in range(4):
        scene.things.append(Sphere(Vector(i * 1.5 - 2.0, 0.0, 6.0 + i), 1.0, 0.5 + i / 10))
    eye = Vector(0.0, 0.5, -3.0)
    total = 0.0
    for row in range(16):
        for column in range(20):
            direction = Vector((column - 10) / 10, (8 - row) / 10, 1.5)
            total += scene.brightness(Ray(eye, direction), 2)
    return int(total * 1e6)
