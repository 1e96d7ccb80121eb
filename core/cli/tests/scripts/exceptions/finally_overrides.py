# A return, break or continue in finally swallows the exception or replaces the return value.
import sys

source = '''
def ret():
    try:
        1 / 0
    finally:
        return "swallowed"

def replace():
    try:
        return "first"
    finally:
        return "second"

def loop():
    for i in range(3):
        try:
            raise ValueError(i)
        finally:
            continue
    return i

def brk():
    while True:
        try:
            return "never"
        finally:
            break
    return "after break"

def new():
    try:
        raise KeyError("old")
    finally:
        raise IndexError("new")
'''
space = {}
try:
    exec(compile(source, "<finally>", "exec"), space)
except SyntaxWarning:
    pass
print(space["ret"](), space["replace"](), space["loop"](), space["brk"]())
# expect: swallowed second 2 after break
try:
    space["new"]()
except IndexError as e:
    print(repr(e), repr(e.__context__))
    # expect: IndexError('new') KeyError('old')
