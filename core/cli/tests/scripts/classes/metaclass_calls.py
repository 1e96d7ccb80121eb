# The calls a class statement makes: __prepare__, body, __new__, __init__; then __call__ for instances.
log = []

class Meta(type):
    @classmethod
    def __prepare__(mcls, name, bases, **kw):
        log.append(("prepare", name, bases, kw))
        return {"from_prepare": 1}

    def __new__(mcls, name, bases, ns, **kw):
        log.append(("new", name, sorted(k for k in ns if not k.startswith("__")), kw))
        return super().__new__(mcls, name, bases, ns)

    def __init__(cls, name, bases, ns, **kw):
        log.append(("init", cls.__name__, kw))
        super().__init__(name, bases, ns)

    def __call__(cls, *args):
        log.append(("call", args))
        return super().__call__(*args)

class C(metaclass=Meta, option=5):
    log.append("body")
    x = 2

    def __init__(self, *args):
        log.append("instance init")

C(1, 2)
for entry in log:
    print(entry)
# expect: ('prepare', 'C', (), {'option': 5})
# expect: body
# expect: ('new', 'C', ['from_prepare', 'x'], {'option': 5})
# expect: ('init', 'C', {'option': 5})
# expect: ('call', (1, 2))
# expect: instance init
print(type(C) is Meta, C.from_prepare)
# expect: True 1
