# Functions made in one call share its variables; those of another call do not.
def account(balance):
    def deposit(n):
        nonlocal balance
        balance += n

    def withdraw(n):
        nonlocal balance
        if n > balance:
            raise ValueError(f"only {balance}")
        balance -= n

    return deposit, withdraw, lambda: balance

d1, w1, b1 = account(10)
d2, w2, b2 = account(10)
d1(5)
w2(5)
try:
    w2(100)
except ValueError as e:
    print(e)
    # expect: only 5
print(b1(), b2())
# expect: 15 5
print(d1.__closure__[0] is w1.__closure__[0], d1.__closure__[0] is d2.__closure__[0])
# expect: True False
