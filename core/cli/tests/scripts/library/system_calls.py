# Calls of module os about descriptors, processes, terminals and the system itself.
import os
import signal
import tempfile

with tempfile.TemporaryFile() as f:
    fd = f.fileno()
    os.write(fd, b"hello world")
    parts = [bytearray(3), bytearray(5)]
    assert os.preadv(fd, parts, 1) == 8 and parts == [b"ell", b"o wor"]
    assert os.pwritev(fd, [b"AB", b"C"], 2) == 3
    assert os.pread(fd, 20, 0) == b"heABC world"
    os.lseek(fd, 0, 0)
    assert os.readv(fd, parts) == 8
    os.posix_fallocate(fd, 0, 100)
    assert os.fstat(fd).st_size == 100
    os.lockf(fd, os.F_LOCK, 0)

fd = os.eventfd(3)
assert os.eventfd_read(fd) == 3
os.eventfd_write(fd, 9)
assert os.eventfd_read(fd) == 9
os.close(fd)

pid = os.posix_spawn("/bin/sh", ["sh", "-c", "exit 3"], os.environ)
result = os.waitid(os.P_PID, pid, os.WEXITED)
assert (result.si_pid, result.si_status, result.si_code) == (pid, 3, os.CLD_EXITED)
r, w = os.pipe()
actions = [(os.POSIX_SPAWN_DUP2, w, 1), (os.POSIX_SPAWN_CLOSE, r)]
pid = os.posix_spawnp("echo", ["echo", "spawned"], os.environ, file_actions=actions, setsigdef=[signal.SIGPIPE])
assert os.read(r, 100) == b"spawned\n"
got, status, usage = os.wait4(pid, 0)
assert (got, status) == (pid, 0) and usage.ru_maxrss > 0
for args, error in [
    (("/no/such/program", ["x"], {}), FileNotFoundError),
    (("/bin/true", [], {}), ValueError),
]:
    try:
        os.posix_spawn(*args)
    except error:
        pass
    else:
        assert False

assert os.sysconf("SC_PAGESIZE") > 0 and os.pathconf("/", "PC_NAME_MAX") >= 14 and os.confstr("CS_PATH")
try:
    os.sysconf("no such name")
except ValueError:
    pass
assert os.sched_param(sched_priority=4)[0] == 4
assert os.major(os.makedev(8, 1)) == 8 and os.minor(os.makedev(8, 1)) == 1
assert os.getresuid()[0] == os.getuid()
