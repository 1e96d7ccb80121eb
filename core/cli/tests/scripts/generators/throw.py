# throw raises at the yield; the generator may handle it, change it or let it pass.
def gen():
    while True:
        try:
            yield "waiting"
        except ValueError as e:
            yield f"handled {e}"
        except KeyError:
            raise TypeError("changed")

g = gen()
next(g)
print(g.throw(ValueError("v")), next(g))
# expect: handled v waiting
print(g.throw(ValueError), next(g))
# expect: handled  waiting
try:
    g.throw(KeyError("k"))
except TypeError as e:
    print(e, repr(e.__context__))
    # expect: changed KeyError('k')
try:
    g.throw(OSError("on finished"))
except OSError as e:
    print(e)
    # expect: on finished
fresh = gen()
try:
    fresh.throw(ZeroDivisionError("before start"))
except ZeroDivisionError as e:
    print(e)
    # expect: before start
print(list(fresh))
# expect: []
for bad in (5, int, "x"):
    try:
        gen().throw(bad)
    except TypeError as e:
        print(e)
# expect: exceptions must be classes or instances deriving from BaseException, not int
# expect: exceptions must be classes or instances deriving from BaseException, not type
# expect: exceptions must be classes or instances deriving from BaseException, not str
