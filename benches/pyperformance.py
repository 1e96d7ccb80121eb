#!/usr/bin/env python3
"""Runs pyperformance's own programs, unmodified, under two interpreters side by side and prints ratios of their medians.

    pyperformance.py PYTHON HEDDLE --packages FOLDER [--values N] [NAME ...]

FOLDER holds the packages `pyperformance` and `pyperf`, unpacked: `pip install --no-deps --target FOLDER pyperformance pyperf`.
Each program runs in a worker process of its own, first under PYTHON, then under HEDDLE: two values to warm up, then N (default 5).
A ratio is PYTHON's time divided by HEDDLE's: above 1 Heddle is faster.
"""

import argparse
import json
import math
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

PROGRAMS = (
    "nbody fannkuch richards deltablue chaos float go raytrace pyflate spectral_norm scimark json_loads json_dumps pickle regex_compile "
    "generators comprehensions deepcopy logging unpack_sequence async_generators telco"
).split()
OPTIONS = {"pickle": ["--pure-python", "pickle"], "logging": ["simple"]}
# Not in the mean: without a native `_decimal` it measures the library's own.
ASIDE = {"telco"}


def medians(interpreter, name, options):
    folder = options.packages.resolve()
    program = folder / "pyperformance" / "data-files" / "benchmarks" / f"bm_{name}"
    with tempfile.TemporaryDirectory() as out:
        result = pathlib.Path(out) / "result.json"
        command = [interpreter, "run_benchmark.py", "--worker", "-p1", "-l1", "-w2", f"-n{options.values}", "-o", str(result)]
        done = subprocess.run(
            command + OPTIONS.get(name, []),
            cwd=program, env=dict(os.environ, PYTHONPATH=str(folder)), capture_output=True, text=True, timeout=600,
        )
        if done.returncode != 0:
            return {}, done.stderr.strip().splitlines()[-1:]
        found = {}
        for benchmark in json.loads(result.read_text())["benchmarks"]:
            data = benchmark.get("metadata", {})
            values = [v for run in benchmark["runs"] for v in run.get("values", [])]
            found[data.get("name", name)] = statistics.median(values)
        return found, None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("python")
    parser.add_argument("heddle")
    parser.add_argument("names", nargs="*", default=PROGRAMS)
    parser.add_argument("--packages", type=pathlib.Path, required=True)
    parser.add_argument("--values", type=int, default=5)
    options = parser.parse_intermixed_args()
    # The programs run in folders of their own.
    options.python, options.heddle = map(os.path.abspath, (options.python, options.heddle))
    ratios = []
    for name in options.names or PROGRAMS:
        theirs, why = medians(options.python, name, options)
        ours, failed = medians(options.heddle, name, options)
        if why or failed or not theirs.keys() & ours.keys():
            print(f"{name:28} failed: {why or failed}", flush=True)
            continue
        for key in theirs.keys() & ours.keys():
            ratio = theirs[key] / ours[key]
            if name not in ASIDE:
                ratios.append(ratio)
            print(f"{key:28} {ratio:6.2f}  {theirs[key] * 1e3:10.3f} ms {ours[key] * 1e3:10.3f} ms", flush=True)
    if ratios:
        print(f"geometric mean {math.exp(statistics.fmean(map(math.log, ratios))):.3f}, lowest {min(ratios):.2f}")


if __name__ == "__main__":
    sys.exit(main())
