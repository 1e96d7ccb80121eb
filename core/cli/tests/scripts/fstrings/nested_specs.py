# Fields nest inside format specifications, evaluated from left to right.
log = []

def v(x):
    log.append(x)
    return x

width, precision = 10, 3
print(f"{3.14159265:{width}.{precision}f}|{'x':{'*'}^{width // 2}}|")
# expect:      3.142|**x**|
print(f"{v(1.5):{v(8)}.{v(2)}{v('f')}}", log)
# expect:     1.50 [1.5, 8, 2, 'f']
print(f"{'a':{'>' + str(4)}}", f"{10:#{'x'}}", f"{5:{''}}", f"{5:{'0'}{'4'}}")
# expect:    a 0xa 5 0005
spec = ">6"
print(f"{'s':{spec}}", f"{'s':{spec!s}}", "{:{}}".format("s", spec), "{0:{w}.{p}}".format("hello", w=7, p=2))
# expect:      s      s      s he
try:
    f"{1:{'q'}}"
except ValueError as e:
    print(e)
    # expect: Unknown format code 'q' for object of type 'int'
