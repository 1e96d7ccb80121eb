# Bit operations on negative and large integers act as on infinite two's complement.
print(-1 & 0xFF, -256 | 1, -1 ^ 5, ~0)
# expect: 255 -255 -6 -1
print(1 << 100, (1 << 100) >> 98, -1 >> 1000, -5 >> 1)
# expect: 1267650600228229401496703205376 4 -1 -3
print((-(1 << 70)) & ((1 << 71) - 1) == 1 << 70)
# expect: True
print(0x123456789abcdef0123 ^ 0xffffffffffffffffffff)
# expect: 1203552815971897489555164
for bad in (lambda: 1 << -1, lambda: 1 >> -1):
    try:
        bad()
    except ValueError as e:
        print(e)
# expect: negative shift count
# expect: negative shift count
print(0 << 10 ** 10 if True else 0)
# expect: 0
print(True & False, True | 2, True ^ True, type(True & True), type(True & 1))
# expect: False 3 False <class 'bool'> <class 'int'>
