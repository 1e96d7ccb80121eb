"""`_pickle`: `pickle`'s classes under the accelerator's name, and `PickleBuffer`.

`pickle` imports this module before it has classes of its own, so they are made when first asked for.
"""


class PickleBuffer:
    """Wrapper for potentially out-of-band buffers"""

    __module__ = "pickle"

    __slots__ = ("_view", "__weakref__")

    def __new__(cls, object, /):
        self = super().__new__(cls)
        self._view = memoryview(object)
        return self

    def __init_subclass__(cls):
        raise TypeError("type 'pickle.PickleBuffer' is not an acceptable base type")

    def _held(self):
        if self._view is None:
            raise ValueError("operation forbidden on released PickleBuffer object")
        return self._view

    def __buffer__(self, flags, /):
        return self._held().__buffer__(flags)

    def raw(self):
        """Return a memoryview of the raw memory underlying this buffer.

        Will raise BufferError is the buffer isn't contiguous."""
        view = self._held()
        if not view.c_contiguous:
            raise BufferError("cannot extract raw buffer from non-contiguous buffer")
        return view.cast("B") if view.format != "B" or view.ndim != 1 else memoryview(view)

    def release(self):
        """Release the underlying buffer controlled by the PickleBuffer object."""
        view, self._view = self._view, None
        if view is not None:
            view.release()


def _classes(pickle):
    from io import BytesIO
    from struct import error as struct_error

    MAKERS = {"load_newobj", "load_newobj_ex", "_instantiate", "find_class", "get_extension", "load_stack_global"}
    CALLERS = {"load_reduce", "load_build", "load_append", "load_appends", "load_setitem", "load_setitems", "load_additems"}

    class Function(staticmethod):
        """A function that a class's body may take up as it is, as a native one."""

        def __reduce__(self):
            return self.__name__

        def __repr__(self):
            return f"<function {self.__name__} of _pickle>"

    def made(*all):
        for f in all:
            f.__module__ = "_pickle"
            f.__qualname__ = f.__name__
        return {f.__name__: f if isinstance(f, type) else Function(f) for f in all}

    class Pickler(pickle._Pickler):
        __doc__ = pickle._Pickler.__init__.__doc__

        def dump(self, obj, /):
            """Write a pickled representation of the given object to the open file."""
            super().dump(obj)

    class Unpickler(pickle._Unpickler):
        __doc__ = pickle._Unpickler.__init__.__doc__

        def __init__(self, file, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=()):
            super().__init__(file, fix_imports=fix_imports, encoding=encoding, errors=errors, buffers=buffers)
            file_read, file_readline = self._file_read, self._file_readline

            def read(n, /):
                data = file_read(n)
                if len(data) < n and n > 1:
                    raise pickle.UnpicklingError("pickle data was truncated")
                return data

            def readline():
                line = file_readline()
                if line[-1:] != b"\n":
                    raise pickle.UnpicklingError("pickle data was truncated")
                return line

            self._file_read, self._file_readline = read, readline

        def load(self):
            """Load a pickle.

            Read a pickled object representation from the open file object given
            in the constructor, and return the reconstituted object hierarchy
            specified therein."""
            try:
                return super().load()
            except (IndexError, struct_error) as e:
                # Damaged data shows in `pickle`'s own code; what a pickled object raises goes on.
                last = e.__traceback__
                while last.tb_next is not None:
                    last = last.tb_next
                frame = last.tb_frame
                name = frame.f_code.co_name
                # A native function that a pickle calls has no frame of its own; an underflow leaves the stack empty.
                if frame.f_globals is not vars(pickle) or name in MAKERS or name in CALLERS and self.stack:
                    raise
                what = "unpickling stack underflow" if isinstance(e, IndexError) else "pickle data was truncated"
                raise pickle.UnpicklingError(what) from None

    def dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None):
        """Write a pickled representation of obj to the open file object file."""
        Pickler(file, protocol, fix_imports=fix_imports, buffer_callback=buffer_callback).dump(obj)

    def dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None):
        """Return the pickled representation of the object as a bytes object."""
        f = BytesIO()
        Pickler(f, protocol, fix_imports=fix_imports, buffer_callback=buffer_callback).dump(obj)
        return f.getvalue()

    def load(file, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=()):
        """Read and return an object from the pickle data stored in a file."""
        return Unpickler(file, fix_imports=fix_imports, buffers=buffers, encoding=encoding, errors=errors).load()

    def loads(data, /, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=()):
        """Read and return an object from the given pickle data."""
        if isinstance(data, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        f = BytesIO(data)
        return Unpickler(f, fix_imports=fix_imports, buffers=buffers, encoding=encoding, errors=errors).load()

    errors = {name: getattr(pickle, name) for name in ("PickleError", "PicklingError", "UnpicklingError")}
    return errors | made(Pickler, Unpickler, dump, dumps, load, loads)


_LATE = frozenset("PickleError PicklingError UnpicklingError Pickler Unpickler dump dumps load loads".split())


def __getattr__(name):
    if name not in _LATE:
        raise AttributeError(f"module '_pickle' has no attribute {name!r}")
    # One thread at a time gets past an unfinished import: `pickle` itself asks for these names first.
    import pickle

    names = globals()
    if name not in names:
        names.update(_classes(pickle))
    return names[name]


def __dir__():
    return sorted({*globals(), *_LATE})
