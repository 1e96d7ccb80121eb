# The tree of built-in exceptions.
def tree(cls, only):
    return [c.__name__ for c in cls.__mro__[1:-1]] if only is None else issubclass(cls, only)

for cls in (ZeroDivisionError, KeyError, UnboundLocalError, RecursionError, NotImplementedError, ModuleNotFoundError,
            FileNotFoundError, ConnectionResetError, BrokenPipeError, UnicodeDecodeError, IndentationError, TabError,
            StopAsyncIteration, GeneratorExit, KeyboardInterrupt, ExceptionGroup, DeprecationWarning, EncodingWarning,
            PythonFinalizationError, BufferError, MemoryError, InterruptedError, TimeoutError):
    print(cls.__name__, tree(cls, None))
# expect: ZeroDivisionError ['ArithmeticError', 'Exception', 'BaseException']
# expect: KeyError ['LookupError', 'Exception', 'BaseException']
# expect: UnboundLocalError ['NameError', 'Exception', 'BaseException']
# expect: RecursionError ['RuntimeError', 'Exception', 'BaseException']
# expect: NotImplementedError ['RuntimeError', 'Exception', 'BaseException']
# expect: ModuleNotFoundError ['ImportError', 'Exception', 'BaseException']
# expect: FileNotFoundError ['OSError', 'Exception', 'BaseException']
# expect: ConnectionResetError ['ConnectionError', 'OSError', 'Exception', 'BaseException']
# expect: BrokenPipeError ['ConnectionError', 'OSError', 'Exception', 'BaseException']
# expect: UnicodeDecodeError ['UnicodeError', 'ValueError', 'Exception', 'BaseException']
# expect: IndentationError ['SyntaxError', 'Exception', 'BaseException']
# expect: TabError ['IndentationError', 'SyntaxError', 'Exception', 'BaseException']
# expect: StopAsyncIteration ['Exception', 'BaseException']
# expect: GeneratorExit ['BaseException']
# expect: KeyboardInterrupt ['BaseException']
# expect: ExceptionGroup ['BaseExceptionGroup', 'Exception', 'BaseException']
# expect: DeprecationWarning ['Warning', 'Exception', 'BaseException']
# expect: EncodingWarning ['Warning', 'Exception', 'BaseException']
# expect: PythonFinalizationError ['RuntimeError', 'Exception', 'BaseException']
# expect: BufferError ['Exception', 'BaseException']
# expect: MemoryError ['Exception', 'BaseException']
# expect: InterruptedError ['OSError', 'Exception', 'BaseException']
# expect: TimeoutError ['OSError', 'Exception', 'BaseException']
