#!/usr/bin/env python3
"""Records what CPython 3.14 makes of the command lines in cases.txt, for tests/oracle.rs to compare.

    python3 record.py /path/to/python3.14 > expected.txt

A case is a line: variables, `heddle`, arguments, quoted as for a shell. The locale is C.UTF-8 unless the case names another.
REPORT stands for a program that runs report.py.
"""

import os
import pathlib
import shlex
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
REPORT = 'exec(open("report.py").read())'


def run(python, line, folder):
    words = shlex.split(line)
    program = words.index("heddle")
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    environment |= dict(word.split("=", 1) for word in words[:program])
    environment = {name: value for name, value in environment.items() if value or name != "LC_ALL"}
    arguments = [REPORT if word == "REPORT" else word for word in words[program + 1:]]
    out = folder / "report.out"
    out.unlink(missing_ok=True)
    done = subprocess.run([python, *arguments], cwd=folder, env=environment, input=REPORT + "\n",
                          capture_output=True, text=True)
    if out.exists():
        return out.read_text().replace(str(folder), "CWD").replace(REPORT, "REPORT").splitlines()
    if done.returncode:
        return [f"exit {done.returncode}: {done.stderr.splitlines()[0]}"]
    first = done.stdout.splitlines()[0]
    if first.startswith("Python 3."):
        return ["exit 0: version" + (" and build" if "(" in first else "")]
    return ["exit 0: help"]


def main():
    python = sys.argv[1]
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as name:
        folder = pathlib.Path(os.path.realpath(name))
        (folder / "report.py").write_text((HERE / "report.py").read_text())
        for line in (HERE / "cases.txt").read_text().splitlines():
            if line and not line.startswith("#"):
                print(line)
                for reported in run(python, line, folder):
                    print("    " + reported)


main()
