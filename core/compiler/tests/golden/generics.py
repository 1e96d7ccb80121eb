type Alias[T: int = bool] = list[T]
def f[T, *Ts, **P](x: T) -> T:
    return x
class C[T](Base):
    def m(self) -> T: ...
