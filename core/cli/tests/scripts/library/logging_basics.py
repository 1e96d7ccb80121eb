# logging with handlers of one's own on a logger of one's own.
import _thread
import io
import logging

out = io.StringIO()
log = logging.Logger(f"private-{_thread.get_ident()}")
handler = logging.StreamHandler(out)
handler.setFormatter(logging.Formatter("%(levelname)s:%(message)s:%(funcName)s"))
log.addHandler(handler)
log.setLevel(logging.INFO)

def work():
    log.debug("hidden")
    log.info("n=%d", 5)
    log.warning("%s %r", "a", "b")
    try:
        1 / 0
    except ZeroDivisionError:
        log.exception("failed")

work()
lines = out.getvalue().split("\n")
print(lines[:3], lines[3], lines[-2])
# expect: ['INFO:n=5:work', "WARNING:a 'b':work", 'ERROR:failed:work'] Traceback (most recent call last): ZeroDivisionError: division by zero

class Keep(logging.Handler):
    def __init__(self):
        super().__init__()
        self.records = []
    def emit(self, record): self.records.append(record)

keep = Keep()
keep.setLevel(logging.ERROR)
keep.addFilter(lambda r: "secret" not in r.getMessage())
log.addHandler(keep)
log.error("kept", extra={"user": "ann"}); log.error("a secret"); log.warning("too low")
print([(r.getMessage(), r.levelno, r.user, r.name == log.name) for r in keep.records], log.isEnabledFor(10), logging.getLevelName(30), log.getEffectiveLevel())
# expect: [('kept', 40, 'ann', True)] False WARNING 20
adapter = logging.LoggerAdapter(log, {"who": "x"})
adapter.info("adapted")
print(out.getvalue().split("\n")[-2], logging.Formatter("{message}!", style="{").format(keep.records[0]))
# expect: INFO:adapted:<module> kept!
