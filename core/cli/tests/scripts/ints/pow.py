# pow with negative exponents, zero, and modulus, also the modular inverse.
print(pow(2, 10), pow(2, -2), pow(0, 0), pow(-2, 3), pow(2, 100, 1000007), pow(3, -1, 7), pow(38, -1, 97), pow(5, 0, 1), pow(-3, 3, 5), pow(3, 3, -5))
# expect: 1024 0.25 1 -8 698635 5 23 0 3 -3
print(2 ** 0.5 == pow(2, 0.5), type((-8) ** (1 / 3)), type((-1) ** 0.5), pow(10, 20, 7))
# expect: True <class 'complex'> <class 'complex'> 2
print(pow(3, 1000, 10 ** 50))
# expect: 50385648747165832010614366132173102768902855220001
for args in ((0, -1), (2, 3, 0), (2, -1, 4), (2, 0.5, 3), (2.0, 2, 3), ("a", 1), (2, -1, 0)):
    try:
        print(pow(*args))
    except (ZeroDivisionError, ValueError, TypeError) as e:
        print(args, type(e).__name__, e)
# expect: (0, -1) ZeroDivisionError zero to a negative power
# expect: (2, 3, 0) ValueError pow() 3rd argument cannot be 0
# expect: (2, -1, 4) ValueError base is not invertible for the given modulus
# expect: (2, 0.5, 3) TypeError pow() 3rd argument not allowed unless all arguments are integers
# expect: (2.0, 2, 3) TypeError pow() 3rd argument not allowed unless all arguments are integers
# expect: ('a', 1) TypeError unsupported operand type(s) for ** or pow(): 'str' and 'int'
# expect: (2, -1, 0) ValueError pow() 3rd argument cannot be 0
p = 2 ** 127 - 1
print(pow(7, p - 1, p), pow(pow(12345, -1, p) * 12345, 1, p))
# expect: 1 1
print(pow(base=2, exp=5), pow(base=2, exp=5, mod=3))
# expect: 32 2
