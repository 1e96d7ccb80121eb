#!/usr/bin/env python3
"""Runs the behaviour scripts under an interpreter and checks what they print.

    check_scripts.py INTERPRETER [--threads N] [--stress] [--jobs N] [--timeout S] [--areas] [--slow S] [PATHS]

A script passes when it exits with status 0 and prints exactly the lines of its `# expect: LINE`
comments, in order. With `--threads N` one process runs it on N threads at once, each as a module
of its own (`in_threads.py`), and every thread has to print those lines; scripts whose first line
is `# mode: main-only (reason)` are left out. `--stress` sets HEDDLE_GC_STRESS, has every thread
run the script three times, and collects and switches very often; it leaves out those that say
`# mode: no-stress (reason)` too.

PATHS are scripts or directories, of which files named `_*.py` are helpers and no scripts; none
means all of `scripts/` beside this file. This file knows
no interpreter in particular and runs under any Python from 3.11 on. The exit status is 0 if every
script passed, 1 if one failed, 2 if there was nothing to run.
"""

import argparse
import concurrent.futures
import difflib
import os
import pathlib
import re
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
SCRIPTS = HERE / "scripts"
HARNESS = HERE / "in_threads.py"
EXPECT = re.compile(r"^\s*# expect:(?: (.*))?$")
THREAD = re.compile(r"^=== thread (\d+) (ok|failed)$")


def find(paths):
    """The scripts under `paths`, sorted, each once."""
    found = set()
    for path in map(pathlib.Path, paths or [SCRIPTS]):
        path = path.resolve()
        if path.is_dir():
            found.update(p for p in path.rglob("*.py") if not p.name.startswith("_"))
        elif path.exists():
            found.add(path)
        else:
            sys.exit(f"no such script: {path}")
    return sorted(found)


def expectations(text):
    """The lines a script is to print: the text of its `# expect:` comments."""
    matches = map(EXPECT.match, text.splitlines())
    return [(m.group(1) or "").rstrip() for m in matches if m]


def is_able(path, options):
    """Whether the script's first line lets it run in the chosen mode."""
    text = path.read_text(encoding="utf-8")
    if options.threads and text.startswith("# mode: main-only"):
        return False
    return not (options.stress and text.startswith("# mode: no-stress"))


def name_of(path):
    """`area/behaviour` for a script of ours, the whole path for another."""
    try:
        return str(path.relative_to(SCRIPTS).with_suffix(""))
    except ValueError:
        return str(path)


def difference(expected, printed):
    """A readable difference, or nothing when the lines are equal."""
    lines = difflib.unified_diff(expected, printed, "expected", "printed", lineterm="", n=2)
    return "\n".join("    " + line for line in lines)


def by_thread(stdout):
    """Splits what `in_threads.py` printed: (verdict, lines) for each thread."""
    parts = []
    for line in stdout:
        if m := THREAD.match(line):
            parts.append((m.group(2), []))
        elif parts:
            parts[-1][1].append(line)
    return parts


class Failure(Exception):
    """Why a script failed, for the reader."""


def run(options, path):
    """Runs one script; its seconds, or `Failure` with the reason if it does not do what it says."""
    start = time.monotonic()
    text = path.read_text(encoding="utf-8")
    expected = expectations(text)
    command = [options.interpreter]
    if options.threads:
        rounds = 3 if options.stress else 1
        command += [str(HARNESS), str(options.threads), str(rounds), str(path)]
    else:
        command += [str(path)]
    env = dict(os.environ, PYTHONIOENCODING="utf-8", PYTHONDONTWRITEBYTECODE="1")
    if options.stress:
        env["HEDDLE_GC_STRESS"] = "1"
    try:
        done = subprocess.run(
            command, env=env, timeout=options.timeout, stdin=subprocess.DEVNULL, capture_output=True
        )
    except subprocess.TimeoutExpired:
        raise Failure(f"    still running after {options.timeout:g} s") from None
    printed = [line.rstrip() for line in done.stdout.decode("utf-8", "replace").split("\n")]
    if printed and not printed[-1]:
        printed.pop()
    errors = done.stderr.decode("utf-8", "replace").strip().splitlines()[-12:]
    errors = "".join(f"\n    | {line}" for line in errors)
    if options.threads:
        parts = by_thread(printed)
        for index, (verdict, lines) in enumerate(parts):
            if verdict != "ok" or lines != expected:
                raise Failure(f"    thread {index} {verdict}\n{difference(expected, lines)}{errors}")
        if len(parts) != options.threads * rounds:
            raise Failure(f"    {len(parts)} verdicts, exit status {done.returncode}{errors}")
    elif printed != expected:
        raise Failure(f"    exit status {done.returncode}\n{difference(expected, printed)}{errors}")
    if done.returncode != 0:
        raise Failure(f"    exit status {done.returncode}{errors}")
    return time.monotonic() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("interpreter")
    parser.add_argument("paths", nargs="*", metavar="PATH")
    parser.add_argument("--threads", type=int, default=0, metavar="N")
    parser.add_argument("--stress", action="store_true")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N")
    parser.add_argument("--timeout", type=float, default=60.0, metavar="S")
    parser.add_argument("--areas", action="store_true", help="counts for each area")
    parser.add_argument("--slow", type=float, metavar="S", help="names scripts that took longer")
    options = parser.parse_intermixed_args()
    if options.stress and not options.threads:
        options.threads = 4

    scripts = find(options.paths)
    able = [path for path in scripts if is_able(path, options)]
    left_out = len(scripts) - len(able)
    scripts = able
    if not scripts:
        print("no scripts to run")
        return 2

    start = time.monotonic()
    areas = {}
    failed = []
    with concurrent.futures.ThreadPoolExecutor(max(1, options.jobs)) as pool:
        futures = [(path, pool.submit(run, options, path)) for path in scripts]
        for path, future in futures:
            count = areas.setdefault(path.parent.name, [0, 0])
            count[1] += 1
            try:
                took = future.result()
                if options.slow is not None and took > options.slow:
                    print(f"{took:6.2f} s  {name_of(path)}")
                count[0] += 1
            except Failure as failure:
                failed.append(name_of(path))
                print(f"FAILED {failed[-1]}\n{failure}", flush=True)
    if options.areas:
        for area, (passed, total) in areas.items():
            print(f"{area:24} {passed:4} of {total}")
    seconds = time.monotonic() - start
    mode = f", {options.threads} threads" if options.threads else ""
    mode += ", stress" if options.stress else ""
    skipped = f", {left_out} left out" if left_out else ""
    print(f"{len(scripts) - len(failed)} passed, {len(failed)} failed{skipped}{mode}, {seconds:.1f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
