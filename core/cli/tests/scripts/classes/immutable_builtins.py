# Built-in classes take no new attributes, and their instances none of their own.
def attempt(action):
    try:
        action()
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)

attempt(lambda: setattr(int, "x", 1))
# expect: TypeError cannot set 'x' attribute of immutable type 'int'
attempt(lambda: setattr(list, "append", None))
# expect: TypeError cannot set 'append' attribute of immutable type 'list'
attempt(lambda: delattr(str, "upper"))
# expect: TypeError cannot set 'upper' attribute of immutable type 'str'
attempt(lambda: setattr(5, "x", 1))
# expect: AttributeError 'int' object has no attribute 'x' and no __dict__ for setting new attributes
attempt(lambda: setattr([], "x", 1))
# expect: AttributeError 'list' object has no attribute 'x' and no __dict__ for setting new attributes
attempt(lambda: setattr(object(), "x", 1))
# expect: AttributeError 'object' object has no attribute 'x' and no __dict__ for setting new attributes
attempt(lambda: setattr(None, "x", 1))
# expect: AttributeError 'NoneType' object has no attribute 'x' and no __dict__ for setting new attributes
attempt(lambda: setattr("s", "upper", 1))
# expect: AttributeError 'str' object attribute 'upper' is read-only
attempt(lambda: delattr([], "append"))
# expect: AttributeError 'list' object attribute 'append' is read-only
attempt(lambda: setattr(type, "x", 1))
# expect: TypeError cannot set 'x' attribute of immutable type 'type'
attempt(lambda: setattr(len, "x", 1))
# expect: AttributeError 'builtin_function_or_method' object has no attribute 'x' and no __dict__ for setting new attributes
attempt(lambda: type(None)(1))
# expect: TypeError NoneType takes no arguments
attempt(lambda: type(...)(1))
# expect: TypeError EllipsisType takes no arguments
attempt(lambda: type(NotImplemented)(1))
# expect: TypeError NotImplementedType takes no arguments
attempt(lambda: type(len)())
# expect: TypeError cannot create 'builtin_function_or_method' instances
