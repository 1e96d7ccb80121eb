# random: the same seed gives the same numbers; choices, shuffles, ranges and errors.
import random

a, b = random.Random(42), random.Random(42)
print([a.random() for _ in range(3)], a.getrandbits(64), a.randint(1, 100), a.choice("abcdef"), a.uniform(0, 1), a.randrange(0, 100, 7), a.sample(range(100), 3), a.choices("xyz", k=4), a.gauss(0, 1) < 10)
# expect: [0.6394267984578837, 0.025010755222666936, 0.27502931836911926] 2574020394472462046 95 a 0.6766994874229113 98 [69, 11, 75] ['y', 'x', 'x', 'y'] True
print([b.random() for _ in range(3)])
# expect: [0.6394267984578837, 0.025010755222666936, 0.27502931836911926]
l = list(range(10))
random.Random(7).shuffle(l)
print(l, sorted(l) == list(range(10)), random.Random("text").random() == random.Random("text").random(), random.Random(1).randbytes(4))
# expect: [8, 3, 1, 4, 7, 0, 9, 6, 2, 5] True True b'\xf5\xb1e"'
state = a.getstate()
x = [a.random() for _ in range(5)]
a.setstate(state)
print(x == [a.random() for _ in range(5)], all(0 <= a.random() < 1 for _ in range(1000)), {a.randint(1, 3) for _ in range(200)} == {1, 2, 3}, all(a.triangular(1, 3, 2) <= 3 for _ in range(100)))
# expect: True True True True
for bad in (lambda: a.choice([]), lambda: a.randrange(5, 5), lambda: a.sample([1], 2), lambda: a.randint(2, 1), lambda: a.choices([], k=1), lambda: a.randrange(1.5), lambda: a.getrandbits(-1), lambda: random.Random([]), lambda: a.sample({1, 2}, 1)):
    try:
        bad()
    except (IndexError, ValueError, TypeError) as e:
        print(type(e).__name__, e)
# expect: IndexError Cannot choose from an empty sequence
# expect: ValueError empty range in randrange(5, 5)
# expect: ValueError Sample larger than population or is negative
# expect: ValueError empty range in randint(2, 1)
# expect: IndexError list index out of range
# expect: TypeError 'float' object cannot be interpreted as an integer
# expect: ValueError Cannot convert negative int
# expect: TypeError The only supported seed types are:
# expect: None, int, float, str, bytes, and bytearray.
# expect: TypeError Population must be a sequence.  For dicts or sets, use sorted(d).
