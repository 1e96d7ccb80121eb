# Groups hold exceptions, split by type or predicate, and keep their nesting.
eg = ExceptionGroup("outer", [ValueError(1), ExceptionGroup("inner", [KeyError("k"), ValueError(2)]), OSError("o")])
print(eg, "|", eg.message, len(eg.exceptions))
# expect: outer (3 sub-exceptions) | outer 3
print(repr(eg))
# expect: ExceptionGroup('outer', [ValueError(1), ExceptionGroup('inner', [KeyError('k'), ValueError(2)]), OSError('o')])
match, rest = eg.split(ValueError)
print(repr(match))
# expect: ExceptionGroup('outer', [ValueError(1), ExceptionGroup('inner', [ValueError(2)])])
print(repr(rest))
# expect: ExceptionGroup('outer', [ExceptionGroup('inner', [KeyError('k')]), OSError('o')])
print(eg.subgroup(TypeError), repr(eg.subgroup((KeyError, OSError))))
# expect: None ExceptionGroup('outer', [ExceptionGroup('inner', [KeyError('k')]), OSError('o')])
print(repr(eg.subgroup(lambda e: isinstance(e, ValueError) and e.args[0] > 1)))
# expect: ExceptionGroup('outer', [ExceptionGroup('inner', [ValueError(2)])])
print(eg.subgroup(ExceptionGroup) is eg, eg.split(Exception)[1])
# expect: True None
print(repr(eg.derive([TypeError()])))
# expect: ExceptionGroup('outer', [TypeError()])
print(type(BaseExceptionGroup("b", [ValueError()])).__name__, type(BaseExceptionGroup("b", [KeyboardInterrupt()])).__name__)
# expect: ExceptionGroup BaseExceptionGroup
for args in (("m", []), ("m", [1]), (1, [ValueError()]), ("m",), ("m", [KeyboardInterrupt()]), ("m", 5)):
    try:
        ExceptionGroup(*args)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
# expect: ValueError second argument (exceptions) must be a non-empty sequence
# expect: ValueError Item 0 of second argument (exceptions) is not an exception
# expect: TypeError BaseExceptionGroup.__new__() argument 1 must be str, not int
# expect: TypeError BaseExceptionGroup.__new__() takes exactly 2 arguments (1 given)
# expect: TypeError Cannot nest BaseExceptions in an ExceptionGroup
# expect: TypeError second argument (exceptions) must be a sequence
