# A chain's value is the last comparison evaluated, not a bool made from it.
class Odd:
    def __init__(self, name, answer):
        self.name, self.answer = name, answer

    def __lt__(self, other):
        return [self.name, other.name] if self.answer else []

a, b, c = Odd("a", True), Odd("b", True), Odd("c", False)
print(a < b < c)
# expect: ['b', 'c']
print(c < a < b)
# expect: []
print(a < c < b)
# expect: []
