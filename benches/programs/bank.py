"""A bank whose clerks, auditors and clients all work at once, and whose books always balance.

    bank.py [THREADS] [TRANSFERS]

First a fixed set of transfers is carried out by all threads in any order: the balances in the end
do not depend on the order, and their digest is printed. Then clerks move money only if it is
there, while auditors stop the accounts and add them up, and clients wait for deposits; what is
printed of that are the invariants. The output does not depend on the number of threads; times go
to standard error.
"""

import os
import sys
import threading
import time

ACCOUNTS, START = 64, 1000


class Refused(Exception):
    """There is not enough money in the account."""


class Account:
    """A balance, a history, and a lock that a transfer holds for both of its accounts."""

    def __init__(self, number):
        self.number, self.balance = number, START
        self.lock = threading.Lock()
        self.changed = threading.Condition(self.lock)
        self.history = []

    def book(self, amount, reason):
        """Enters an amount; the caller holds the lock."""
        self.balance += amount
        self.history.append((amount, reason))
        self.changed.notify_all()

    def check(self):
        """The balance is what the history says."""
        assert self.balance == START + sum(amount for amount, _ in self.history), self.number


class Bank:
    """Accounts, and a journal of everything that was done."""

    def __init__(self):
        self.accounts = [Account(n) for n in range(ACCOUNTS)]
        self.journal = []
        self.refusals = {}
        self.refusal_lock = threading.Lock()

    def transfer(self, source, target, amount, overdraft=False):
        """Moves money; locks are always taken in the order of the account numbers."""
        a, b = self.accounts[source], self.accounts[target]
        first, second = (a, b) if source < target else (b, a)
        with first.lock, second.lock:
            if not overdraft and a.balance < amount:
                raise Refused(source)
            a.book(-amount, ("to", target))
            b.book(amount, ("from", source))
        self.journal.append((source, target, amount))

    def try_transfer(self, source, target, amount):
        """Like `transfer`, but counts a refusal instead of raising it; whether it was done."""
        try:
            self.transfer(source, target, amount)
        except Refused as refusal:
            with self.refusal_lock:
                key = refusal.args[0]
                self.refusals[key] = self.refusals.get(key, 0) + 1
            return False
        return True

    def audit(self):
        """The sum of all balances at one moment."""
        held = []
        try:
            for account in self.accounts:
                account.lock.acquire()
                held.append(account)
            return sum(account.balance for account in self.accounts)
        finally:
            for account in reversed(held):
                account.lock.release()


class Numbers:
    """Random numbers that depend on the seed alone."""

    def __init__(self, seed):
        self.state = (seed * 2654435761 + 1013904223) % 2**32

    def below(self, n):
        self.state = (self.state * 1664525 + 1013904223) % 2**32
        return (self.state >> 8) % n

    def transfer(self):
        source = self.below(ACCOUNTS)
        return source, (source + 1 + self.below(ACCOUNTS - 1)) % ACCOUNTS, 1 + self.below(200)


def in_crowd(jobs):
    """Runs each job on a thread of its own; the seconds it took. A job's error is raised here."""
    errors = []

    def body(job):
        try:
            job()
        except BaseException as error:
            errors.append(error)

    start = time.perf_counter()
    crew = [threading.Thread(target=body, args=(job,)) for job in jobs]
    for thread in crew:
        thread.start()
    for thread in crew:
        thread.join()
    if errors:
        raise errors[0]
    return time.perf_counter() - start


def any_order(threads, transfers):
    """All transfers, with overdrafts allowed, in whatever order the threads come to them."""
    bank = Bank()
    blocks = list(range(0, transfers, 100))

    def work():
        while True:
            try:
                block = blocks.pop()
            except IndexError:
                return
            numbers = Numbers(block)
            for _ in range(min(100, transfers - block)):
                bank.transfer(*numbers.transfer(), overdraft=True)

    seconds = in_crowd([work] * threads)
    for account in bank.accounts:
        account.check()
    assert bank.audit() == ACCOUNTS * START and len(bank.journal) == transfers
    value = 0
    for account in bank.accounts:
        value = (value * 1000003 + account.balance) % 2**64
    lowest = min(a.balance for a in bank.accounts)
    highest = max(a.balance for a in bank.accounts)
    print(f"{transfers} transfers in any order: balances from {lowest} to {highest}, digest {value:016x}")
    return seconds


def everybody(threads, transfers):
    """Clerks, auditors and waiting clients at once."""
    bank = Bank()
    closed = threading.Event()
    done, audits, served = [], [], []
    working = threading.Semaphore(0)

    def clerk(me):
        numbers = Numbers(me + 1)
        n = 0
        try:
            for _ in range(transfers // threads):
                source, target, amount = numbers.transfer()
                n += bank.try_transfer(source, target, amount * 5)
            done.append(n)
        finally:
            working.release()

    def auditor():
        while not closed.is_set():
            audits.append(bank.audit())
            closed.wait(0.001)

    def client(number):
        account = bank.accounts[number]
        with account.lock:
            seen = len(account.history)
            if account.changed.wait_for(lambda: len(account.history) > seen or closed.is_set(), timeout=60):
                served.append(number)

    def closer():
        for _ in range(threads):
            working.acquire()
        closed.set()
        for account in bank.accounts:
            with account.lock:
                account.changed.notify_all()

    jobs = [lambda me=me: clerk(me) for me in range(threads)] + [auditor, auditor, closer]
    jobs += [lambda n=n: client(n) for n in range(0, ACCOUNTS, 8)]
    seconds = in_crowd(jobs)
    for account in bank.accounts:
        account.check()
        assert account.balance >= 0, account.number
    attempted = transfers // threads * threads
    assert set(audits) <= {ACCOUNTS * START} and bank.audit() == ACCOUNTS * START
    assert sum(done) == len(bank.journal) and sum(done) + sum(bank.refusals.values()) == attempted
    assert sum(len(a.history) for a in bank.accounts) == 2 * len(bank.journal)
    assert sorted(served) == list(range(0, ACCOUNTS, 8))
    print("with clerks, auditors and clients at once: no money made or lost, no account below zero,")
    print(f"every audit balanced, every refusal counted, all {len(served)} clients served")
    print(f"{len(audits)} audits, {sum(bank.refusals.values())} refusals", file=sys.stderr)
    return seconds


def main():
    numbers = [int(a) for a in sys.argv[1:]]
    threads = numbers[0] if numbers else os.cpu_count() or 1
    transfers = numbers[1] if len(numbers) > 1 else 40_000
    first = any_order(threads, transfers)
    second = everybody(threads, transfers)
    print(f"{threads} threads, any order {first:.3f} s, everybody {second:.3f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
