# mode: main-only (starts processes)
# Options of the command line and variables of the environment: streams, warnings, prompts.
import os, subprocess, sys

def run(*args, stdin="", **env):
    clean = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    return subprocess.run([sys.executable, *args], input=stdin, capture_output=True, encoding="utf-8", env={**clean, **env})

r = run("-c", "import sys; print('\\xe9', sys.stdout.encoding, sys.stdout.errors, sys.stderr.errors)", PYTHONIOENCODING="ascii:backslashreplace")
print(r.stdout)
# expect: \xe9 ascii backslashreplace backslashreplace
# expect:
for r in (run("-u", "-c", "import sys; print(sys.stdout.write_through)"), run("-c", "import sys; print(sys.stdout.write_through)", PYTHONUNBUFFERED="1")):
    print(r.stdout.strip())
# expect: True
# expect: True
r = run("-W", "error", "-c", "import warnings; warnings.warn('no')")
print(r.returncode, r.stderr.splitlines()[-1])
# expect: 1 UserWarning: no
r = run("-c", "import warnings; warnings.warn('no')", PYTHONWARNINGS="ignore")
print(r.returncode, r.stderr)
# expect: 0
r = run("-i", "-q", stdin="x = 2\nx + 1\ndef f():\n    return 'y'\n\nf()\n1/0\nfor i in (1,):\n    i\n\n")
print(r.returncode, r.stdout.split(), r.stderr.count(">>> "), r.stderr.count("... "), "ZeroDivisionError: division by zero" in r.stderr)
# expect: 0 ['3', "'y'", '1'] 7 4 True
r = run("-i", "-c", "y = 5", stdin="print(y)\n")
print(r.stdout.split(), "Type" in r.stderr)
# expect: ['5'] False
r = run("-i", "-q", stdin="import sys\nsys.exit(3)\n")
print(r.returncode)
# expect: 3
r = run("-c", "1/0", stdin="")
print(r.returncode, r.stderr.splitlines()[1:])
# expect: 1 ['  File "<string>", line 1, in <module>', '    1/0', '    ~^~', 'ZeroDivisionError: division by zero']
r = run("-X", "faulthandler", "-c", "import faulthandler; print(faulthandler.is_enabled())")
print(r.stdout.strip())
# expect: True
r = run("-X", "warn_default_encoding", "-c", "open('/dev/null')")
print(r.stderr.strip().splitlines()[0])
# expect: <string>:1: EncodingWarning: 'encoding' argument not specified
