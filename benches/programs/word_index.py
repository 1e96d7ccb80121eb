"""A concurrent word index over the sources under a directory, and parallel queries on it.

    word_index.py [THREADS] [DIRECTORY]

Threads take files from a shared stack and enter every word with its places into one index of
locked shards; then all of them answer queries. The output does not depend on the number of
threads: counts, the most frequent words, answers and a digest; the times go to standard error.
The directory is by default `core` of this repository.
"""

import os
import sys
import threading
import time

SUFFIXES = (".py", ".rs", ".md", ".toml", ".txt")
SHARDS = 16


class Shard:
    """A part of the index: word -> file number -> list of line numbers."""

    def __init__(self):
        self.lock = threading.Lock()
        self.words = {}


class Index:
    """Words to places; every word belongs to one shard."""

    def __init__(self):
        self.shards = [Shard() for _ in range(SHARDS)]

    def shard(self, word):
        return self.shards[(len(word) * 7 + ord(word[0]) * 31 + ord(word[-1])) % SHARDS]

    def add_file(self, number, lines_of):
        """Enters a file whose words and lines are already counted."""
        by_shard = {}
        for word, lines in lines_of.items():
            by_shard.setdefault(id(self.shard(word)), (self.shard(word), []))[1].append((word, lines))
        for shard, entries in by_shard.values():
            with shard.lock:
                for word, lines in entries:
                    shard.words.setdefault(word, {})[number] = lines

    def places(self, word):
        return self.shard(word).words.get(word, {})

    def items(self):
        for shard in self.shards:
            yield from shard.words.items()


def words_of(line):
    """The words of a line: letters, digits and underscores, not beginning with a digit."""
    word = []
    for c in line:
        if c.isalnum() or c == "_":
            word.append(c)
        elif word:
            if not word[0].isdigit():
                yield "".join(word).lower()
            word = []
    if word and not word[0].isdigit():
        yield "".join(word).lower()


def find_sources(root):
    """The source files below `root`, in order, without build output and hidden folders."""
    found = []
    pending = [root]
    while pending:
        folder = pending.pop()
        for name in sorted(os.listdir(folder)):
            path = os.path.join(folder, name)
            if name.startswith(".") or name in ("target", "__pycache__"):
                continue
            if os.path.isdir(path):
                pending.append(path)
            elif name.endswith(SUFFIXES):
                found.append(path)
    return sorted(found)


def in_crowd(threads, work):
    """Runs `work(me)` on so many threads; the seconds it took. A thread's error is raised here."""
    errors = []

    def body(me):
        try:
            work(me)
        except BaseException as error:
            errors.append(error)

    start = time.perf_counter()
    crew = [threading.Thread(target=body, args=(me,)) for me in range(threads)]
    for thread in crew:
        thread.start()
    for thread in crew:
        thread.join()
    if errors:
        raise errors[0]
    return time.perf_counter() - start


def build(files, threads):
    """The index of the files, and how many words it was given."""
    index = Index()
    todo = list(enumerate(files))
    counted = [0] * threads

    def work(me):
        while True:
            try:
                number, path = todo.pop()
            except IndexError:
                return
            with open(path, encoding="utf-8", errors="replace") as file:
                text = file.read()
            lines_of = {}
            for line_number, line in enumerate(text.split("\n"), 1):
                for word in words_of(line):
                    lines_of.setdefault(word, []).append(line_number)
                    counted[me] += 1
            index.add_file(number, lines_of)

    seconds = in_crowd(threads, work)
    return index, sum(counted), seconds


def query(index, pairs, threads):
    """For each pair of words, in how many files and on how many lines both stand."""
    answers = [None] * len(pairs)
    todo = list(range(len(pairs)))

    def work(me):
        while True:
            try:
                i = todo.pop()
            except IndexError:
                return
            first, second = (index.places(word) for word in pairs[i])
            files = lines = 0
            for number in first.keys() & second.keys():
                files += 1
                lines += len(set(first[number]) & set(second[number]))
            answers[i] = (files, lines)

    seconds = in_crowd(threads, work)
    return answers, seconds


def digest(index):
    """A number that depends on every word and place, and not on the order of entering."""
    total = 0
    for word, places in index.items():
        h = 0xCBF29CE484222325
        for c in word:
            h = (h ^ ord(c)) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
        for number, lines in places.items():
            total += h * (number + 1) * (sum(lines) + len(lines))
    return total & 0xFFFFFFFFFFFFFFFF


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    numbers = [int(a) for a in sys.argv[1:] if a.isdigit()]
    folders = [a for a in sys.argv[1:] if not a.isdigit()]
    threads = numbers[0] if numbers else os.cpu_count() or 1
    root = folders[0] if folders else os.path.join(here, "..", "..", "core")

    files = find_sources(root)
    index, counted, build_seconds = build(files, threads)
    entered = sum(len(lines) for _, places in index.items() for lines in places.values())
    assert entered == counted, (entered, counted)

    sizes = {word: sum(map(len, places.values())) for word, places in index.items()}
    top = sorted(sizes, key=lambda word: (-sizes[word], word))[:60]
    pairs = [(a, b) for a in top for b in top if a < b]
    answers, query_seconds = query(index, pairs, threads)
    best = max(range(len(pairs)), key=lambda i: (answers[i][1], pairs[i]))

    print(f"{len(files)} files, {counted} words, {len(sizes)} different")
    print("most frequent:", ", ".join(f"{word} {sizes[word]}" for word in top[:10]))
    print(f"{len(pairs)} queries; most often on one line: {' and '.join(pairs[best])}, {answers[best][1]} lines")
    print(f"digest {digest(index):016x}")
    print(f"{threads} threads, build {build_seconds:.3f} s, queries {query_seconds:.3f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
