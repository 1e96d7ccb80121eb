# sys.modules is the cache: import returns what is there, None blocks.
import _thread
import sys

name = f"fake_{_thread.get_ident()}"
fake = type(sys)(name)
fake.answer = 42
sys.modules[name] = fake
module = __import__(name)
print(module is fake, module.answer)
# expect: True 42
exec(f"import {name} as again", globals())
print(again is fake)
# expect: True
sys.modules[name] = "not even a module"
print(__import__(name))
# expect: not even a module
sys.modules[name] = None
try:
    __import__(name)
except ModuleNotFoundError as e:
    print(str(e).replace(name, "NAME"), e.name == name)
    # expect: import of NAME halted; None in sys.modules True
del sys.modules[name]
try:
    __import__(name)
except ModuleNotFoundError as e:
    print(str(e).replace(name, "NAME"), e.name == name)
    # expect: No module named 'NAME' True
print(sys.modules["sys"] is sys, "builtins" in sys.modules, __import__("sys") is sys)
# expect: True True True
