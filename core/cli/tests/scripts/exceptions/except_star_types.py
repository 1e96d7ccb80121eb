# except* refuses groups as types; the handler's name is always a group.
def attempt(types):
    try:
        try:
            raise ValueError("v")
        except* types as g:
            print(type(g).__name__, g.exceptions)
    except TypeError as e:
        print("TypeError", e)
    except BaseException as e:
        print("left", repr(e))

attempt(ValueError)
# expect: ExceptionGroup (ValueError('v'),)
attempt((OSError, ValueError))
# expect: ExceptionGroup (ValueError('v'),)
attempt(ExceptionGroup)
# expect: TypeError catching ExceptionGroup with except* is not allowed. Use except instead.
attempt((ValueError, BaseExceptionGroup))
# expect: TypeError catching ExceptionGroup with except* is not allowed. Use except instead.
attempt(5)
# expect: TypeError catching classes that do not inherit from BaseException is not allowed
attempt(())
# expect: left ValueError('v')
for text in ("try: pass\nexcept* : pass", "try: pass\nexcept ValueError: pass\nexcept* KeyError: pass",
             "for i in x:\n  try: pass\n  except* ValueError: continue", "def f():\n  try: pass\n  except* ValueError: return"):
    try:
        compile(text, "<t>", "exec")
    except SyntaxError as e:
        print(e.msg)
# expect: expected one or more exception types
# expect: cannot have both 'except' and 'except*' on the same 'try'
# expect: 'break', 'continue' and 'return' cannot appear in an except* block
# expect: 'break', 'continue' and 'return' cannot appear in an except* block
