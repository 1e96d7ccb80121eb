x: int = 1
if x:
    y: str
def f(a: int, *args: *Ts) -> None: ...
