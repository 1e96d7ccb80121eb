def outer(T):
    class C:
        def f(self, a: T) -> int:
            b: int = a
            return b
