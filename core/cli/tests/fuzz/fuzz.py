#!/usr/bin/env python3
"""Throws generated programs at an interpreter: no panic, abort, signal or hang may come of any.

    fuzz.py INTERPRETER [--seed N] [--minutes M] [--jobs N] [--batch N] [--memory MB] [--keep FOLDER]
    fuzz.py INTERPRETER --only N[,N..] [--seed N]     # these programs, each by itself
    fuzz.py INTERPRETER --show N [--seed N]           # prints a program

Many programs run in one process (`worker.py`); when it dies or stops, the program it was at is run again by itself.
One that fails alone is kept, and so is a batch of which only the whole fails. The exit status is 1 if anything did.
"""

import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import re
import selectors
import subprocess
import sys
import tempfile
import time

import generate

HERE = pathlib.Path(__file__).resolve().parent
PATIENCE = 20
# What a program may well do: use up its memory in small steps, or its time in a way that cannot be interrupted.
EXCUSED = re.compile(r"memory allocation of (\d+) bytes failed")


def run(options, batch):
    """(what went wrong or None, number of the program it was at, standard error)"""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "batch.json")
        path.write_text(json.dumps(batch))
        limits = f"ulimit -c 0; ulimit -v {options.memory * 1024}; exec \"$@\""
        env = {**os.environ, "PYTHONHASHSEED": "0", "RUST_BACKTRACE": "0"}
        with open(pathlib.Path(folder, "err"), "w+b") as err:
            child = subprocess.Popen(["bash", "-c", limits, "x", options.interpreter, str(HERE / "worker.py"), str(path)],
                                     stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=err, cwd=folder, env=env)
            at, verdict, pending = None, None, b""
            with selectors.DefaultSelector() as selector:
                selector.register(child.stdout, selectors.EVENT_READ)
                while True:
                    if not selector.select(PATIENCE):
                        verdict = "hang"
                        child.kill()
                        break
                    data = os.read(child.stdout.fileno(), 65536)
                    if not data:
                        break
                    *lines, pending = (pending + data).split(b"\n")
                    if lines:
                        at = lines[-1].decode()
            child.stdout.close()
            status = child.wait()
            err.seek(0, 2)
            err.seek(max(0, err.tell() - 4000))
            text = err.read().decode(errors="replace")
        if verdict is None and at != "done":
            verdict = f"signal {-status}" if status < 0 else f"status {status}"
        panic = re.search(r"panicked at .*\n.*", text)
        if panic and verdict is None:
            verdict = "panic"
        return verdict, at, text


def is_excused(verdict, text):
    if verdict == "status 98":
        return True
    memory = EXCUSED.search(text)
    return bool(memory and int(memory[1]) < 1 << 28)


def signature(verdict, text):
    """What tells one defect from another."""
    found = re.search(r"panicked at ([^\n]*)\n([^\n]*)", text) or re.search(r"(fatal runtime error[^\n]*|has overflowed its stack|memory allocation of)", text)
    return f"{verdict}: " + (" ".join(found.groups()) if found else text.strip()[-160:].replace("\n", " "))


def work(options, first):
    """Runs one batch. (programs run, failures: (number or range, verdict, text))"""
    batch = [(i, generate.program(options.seed, i, SCRIPTS)) for i in range(first, first + options.batch)]
    failures, start = [], 0
    while start < len(batch):
        verdict, at, text = run(options, batch[start:])
        if verdict is None:
            break
        k = next((k for k, (i, _) in enumerate(batch) if str(i) == at), start)
        if not is_excused(verdict, text):
            alone = run(options, [batch[k]])
            if alone[0] is not None and not is_excused(alone[0], alone[2]):
                failures.append(((batch[k][0], batch[k][0]), alone[0], alone[2]))
            elif verdict != "hang" or run(options, batch[start:k + 1])[0] is not None:
                failures.append(((batch[start][0], batch[k][0]), verdict, text))
        start = k + 1
    return len(batch), failures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("interpreter")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--batch", type=int, default=200)
    parser.add_argument("--memory", type=int, default=4096, help="MB of address space a process may use")
    parser.add_argument("--keep", type=pathlib.Path, help="where failing programs are written")
    parser.add_argument("--only")
    parser.add_argument("--show", type=int)
    options = parser.parse_args()
    options.interpreter = os.path.abspath(options.interpreter)
    if options.show is not None:
        sys.stdout.reconfigure(errors="backslashreplace")
        print(generate.program(options.seed, options.show, SCRIPTS))
        return 0
    if options.only:
        failed = 0
        for part in options.only.split(","):
            a, _, b = part.partition("-")
            batch = [(i, generate.program(options.seed, i, SCRIPTS)) for i in range(int(a), int(b or a) + 1)]
            verdict, at, text = run(options, batch)
            failed |= verdict is not None
            print(f"{part}: {verdict or 'ok'} at {at}\n{text if verdict else ''}")
        return int(failed)
    end, total, first = time.monotonic() + options.minutes * 60, 0, 0
    seen = collections.Counter()
    with concurrent.futures.ProcessPoolExecutor(options.jobs) as pool:
        running = set()
        while running or time.monotonic() < end:
            while len(running) < options.jobs and time.monotonic() < end:
                running.add(pool.submit(work, options, first))
                first += options.batch
            done, running = concurrent.futures.wait(running, return_when=concurrent.futures.FIRST_COMPLETED)
            for future in done:
                count, failures = future.result()
                total += count
                for (a, b), verdict, text in failures:
                    kind = signature(verdict, text)
                    seen[kind] += 1
                    if seen[kind] > 3:
                        continue
                    print(f"FAILED {a if a == b else f'{a}-{b}'} {kind}", flush=True)
                    if options.keep:
                        options.keep.mkdir(parents=True, exist_ok=True)
                        program = generate.program(options.seed, b, SCRIPTS)
                        (options.keep / f"{options.seed}-{b}.py").write_text(program, errors="surrogatepass")
    for kind, count in seen.most_common():
        print(f"{count} x {kind}")
    print(f"{total} programs, {sum(seen.values())} failures of {len(seen)} kinds")
    return int(bool(seen))


SCRIPTS = generate.load_scripts()
if __name__ == "__main__":
    sys.exit(main())
