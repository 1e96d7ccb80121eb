# An unexpected keyword argument close to a parameter's name comes with a suggestion.
def f(color=None, colour_name=None, *, width=1, height=2): pass

class C:
    def __init__(self, first_name="", last_name=""): pass
    def move(self, *, distance): pass

def attempt(action):
    try:
        action()
    except TypeError as e:
        print(e)

attempt(lambda: f(colour=1))
# expect: f() got an unexpected keyword argument 'colour'. Did you mean 'color'?
attempt(lambda: f(colr=1))
# expect: f() got an unexpected keyword argument 'colr'. Did you mean 'color'?
attempt(lambda: f(heigth=1))
# expect: f() got an unexpected keyword argument 'heigth'. Did you mean 'height'?
attempt(lambda: f(widht=1))
# expect: f() got an unexpected keyword argument 'widht'. Did you mean 'width'?
attempt(lambda: f(completely_different=1))
# expect: f() got an unexpected keyword argument 'completely_different'
attempt(lambda: C(frist_name="x"))
# expect: C.__init__() got an unexpected keyword argument 'frist_name'. Did you mean 'first_name'?
attempt(lambda: C(lastname="x"))
# expect: C.__init__() got an unexpected keyword argument 'lastname'. Did you mean 'last_name'?
attempt(lambda: C().move(distnace=1))
# expect: C.move() got an unexpected keyword argument 'distnace'. Did you mean 'distance'?
attempt(lambda: f(x=1))
# expect: f() got an unexpected keyword argument 'x'
attempt(lambda: (lambda alpha: 0)(alpah=1))
# expect: <lambda>.<locals>.<lambda>() got an unexpected keyword argument 'alpah'. Did you mean 'alpha'?
