"""A parallel ray tracer: spheres over a chequered floor, with shadows and reflections.

    ray_tracer.py [THREADS] [WIDTH HEIGHT] [FILE.ppm]

Threads take rows from a shared stack. The picture does not depend on their number: a digest of
its PPM bytes goes to standard output, the time to standard error, the picture to FILE if named.
"""

import math
import os
import sys
import threading
import time


class Vec:
    """A vector, point or colour; immutable by convention."""

    __slots__ = ("x", "y", "z")

    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, other):
        return Vec(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vec(self.x - other.x, self.y - other.y, self.z - other.z)

    def __mul__(self, factor):
        if isinstance(factor, Vec):
            return Vec(self.x * factor.x, self.y * factor.y, self.z * factor.z)
        return Vec(self.x * factor, self.y * factor, self.z * factor)

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def unit(self):
        return self * (1.0 / math.sqrt(self.dot(self)))

    def reflected(self, normal):
        return self - normal * (2.0 * self.dot(normal))


class Sphere:
    """A ball of one colour that reflects a part of the light."""

    def __init__(self, centre, radius, colour, mirror):
        self.centre, self.radius, self.colour, self.mirror = centre, radius, colour, mirror

    def hit(self, origin, direction):
        """The distance to the surface along the ray, or None."""
        away = origin - self.centre
        b = away.dot(direction)
        c = away.dot(away) - self.radius * self.radius
        root = b * b - c
        if root < 0.0:
            return None
        root = math.sqrt(root)
        for t in (-b - root, -b + root):
            if t > 1e-4:
                return t
        return None

    def normal(self, point):
        return (point - self.centre) * (1.0 / self.radius)

    def colour_at(self, point):
        return self.colour


class Floor:
    """The plane y = height, in squares of two colours."""

    mirror = 0.15

    def __init__(self, height, light, dark):
        self.height, self.light, self.dark = height, light, dark

    def hit(self, origin, direction):
        if abs(direction.y) < 1e-6:
            return None
        t = (self.height - origin.y) / direction.y
        return t if t > 1e-4 else None

    def normal(self, point):
        return Vec(0.0, 1.0, 0.0)

    def colour_at(self, point):
        return self.light if (math.floor(point.x) + math.floor(point.z)) % 2 else self.dark


class Scene:
    """Things, one lamp, and a sky."""

    def __init__(self):
        self.lamp = Vec(-4.0, 7.0, -3.0)
        self.things = [Floor(-1.0, Vec(0.9, 0.9, 0.85), Vec(0.2, 0.25, 0.3))]
        for i in range(9):
            angle = i * math.tau / 9
            centre = Vec(2.2 * math.cos(angle), -0.55 + 0.15 * (i % 3), 5.0 + 2.2 * math.sin(angle))
            colour = Vec(0.4 + 0.06 * i, 0.9 - 0.08 * i, 0.3 + 0.2 * (i % 4))
            self.things.append(Sphere(centre, 0.45, colour, 0.2))
        self.things.append(Sphere(Vec(0.0, 0.1, 5.0), 1.1, Vec(0.95, 0.95, 0.95), 0.7))

    def nearest(self, origin, direction):
        best, found = math.inf, None
        for thing in self.things:
            t = thing.hit(origin, direction)
            if t is not None and t < best:
                best, found = t, thing
        return found, best

    def trace(self, origin, direction, depth):
        thing, t = self.nearest(origin, direction)
        if thing is None:
            height = 0.5 * (direction.y + 1.0)
            return Vec(0.95 - 0.45 * height, 0.95 - 0.25 * height, 1.0)
        point = origin + direction * t
        normal = thing.normal(point)
        to_lamp = self.lamp - point
        distance = math.sqrt(to_lamp.dot(to_lamp))
        to_lamp = to_lamp * (1.0 / distance)
        _, blocked = self.nearest(point, to_lamp)
        light = 0.15
        if blocked > distance:
            light += 0.85 * max(0.0, normal.dot(to_lamp))
        colour = thing.colour_at(point) * light
        if thing.mirror and depth:
            mirrored = self.trace(point, direction.reflected(normal).unit(), depth - 1)
            colour = colour * (1.0 - thing.mirror) + mirrored * thing.mirror
        return colour


def render_row(scene, y, width, height):
    """The bytes of one row of the picture."""
    row = bytearray()
    eye = Vec(0.0, 1.2, -1.5)
    scale = 1.0 / height
    for x in range(width):
        direction = Vec((x - width / 2) * scale, (height / 2 - y) * scale - 0.15, 1.0).unit()
        colour = scene.trace(eye, direction, 3)
        for channel in (colour.x, colour.y, colour.z):
            row.append(int(255.0 * min(1.0, max(0.0, channel)) ** 0.5 + 0.5))
    return bytes(row)


def digest(data):
    """FNV-1a, 64 bits."""
    h = 0xCBF29CE484222325
    for byte in data:
        h = (h ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return h


def main():
    numbers = [int(a) for a in sys.argv[1:] if a.isdigit()]
    files = [a for a in sys.argv[1:] if not a.isdigit()]
    threads = numbers[0] if numbers else os.cpu_count() or 1
    width, height = numbers[1:3] if len(numbers) >= 3 else (160, 120)
    scene = Scene()
    rows = [None] * height
    todo = list(range(height))

    def work():
        while True:
            try:
                y = todo.pop()
            except IndexError:
                return
            rows[y] = render_row(scene, y, width, height)

    start = time.perf_counter()
    crew = [threading.Thread(target=work) for _ in range(threads)]
    for thread in crew:
        thread.start()
    for thread in crew:
        thread.join()
    seconds = time.perf_counter() - start

    assert all(row is not None and len(row) == 3 * width for row in rows)
    picture = f"P6 {width} {height} 255\n".encode() + b"".join(rows)
    for name in files:
        with open(name, "wb") as file:
            file.write(picture)
    print(f"{width} x {height}, {len(picture)} bytes, digest {digest(picture):016x}")
    print(f"{threads} threads, {seconds:.3f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
