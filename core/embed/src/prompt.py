"""The prompt: run by `heddle` without a program on a terminal, and after one with `-i`."""

import code
import linecache
import os
import sys

MORE = 'Type "help", "copyright", "credits" or "license" for more information.'


class Console(code.InteractiveConsole):
    """Reads from the standard input; the prompt goes where CPython's goes."""

    def runsource(self, source, *args, **kwargs):
        self.source = source
        return super().runsource(source, *args, **kwargs)

    def runcode(self, code):
        # Tracebacks show the lines.
        linecache._register_code(code, self.source, self.filename)
        super().runcode(code)

    def raw_input(self, prompt=""):
        if sys.stdin is not None and sys.stdin is sys.__stdin__ and sys.stdin.isatty():
            return input(prompt)
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
        self.write(prompt)
        if sys.stderr is not None:
            sys.stderr.flush()
        line = sys.stdin.readline() if sys.stdin is not None else ""
        if not line:
            raise EOFError
        return line.removesuffix("\n")


def startup(path, namespace):
    """Runs the file that PYTHONSTARTUP names; its errors are reported and no more."""
    try:
        with open(path, "rb") as file:
            text = file.read()
    except OSError as e:
        print(f"Could not open PYTHONSTARTUP\n{type(e).__name__}: {e}", file=sys.stderr)
        return
    try:
        exec(compile(text, path, "exec"), namespace)
    except SystemExit:
        raise
    except BaseException:
        sys.excepthook(*sys.exc_info())


def hook():
    """What CPython's main program calls before the first prompt: completion and history."""
    if not sys.flags.isolated and (f := getattr(sys, "__interactivehook__", None)) is not None:
        try:
            f()
        except BaseException as e:
            print("Failed calling sys.__interactivehook__", file=sys.stderr)
            sys.excepthook(type(e), e, e.__traceback__)


def run(namespace, start, banner):
    """Runs a prompt in a namespace until the end of input; `SystemExit` goes through."""
    terminal = sys.stdin is not None and sys.stdin.isatty()
    if banner:
        print(f"Python {sys.version} on {sys.platform}\n{MORE}", file=sys.stderr)
    if start:
        startup(start, namespace)
    hook()
    if terminal and not os.environ.get("PYTHON_BASIC_REPL"):
        try:
            from _pyrepl.main import CAN_USE_PYREPL
        except ImportError:
            CAN_USE_PYREPL = False
        if CAN_USE_PYREPL:
            from _pyrepl.main import interactive_console

            return interactive_console(sys.modules["__main__"], quiet=True, pythonstartup=False)
    if terminal:
        try:
            import readline  # noqa: F401
        except ImportError:
            pass
    for name, text in (("ps1", ">>> "), ("ps2", "... ")):
        if not hasattr(sys, name):
            setattr(sys, name, text)
    Console(namespace, filename="<stdin>").interact(banner="", exitmsg="")
