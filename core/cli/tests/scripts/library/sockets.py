# Sockets: pairs, servers, datagrams, timeouts, ancillary data, errors.
import os
import socket
import threading

a, b = socket.socketpair()
a.sendall(b"hello")
assert b.recv(10) == b"hello"
a.settimeout(0.05)
try:
    a.recv(1)
except TimeoutError as e:
    assert e.args == ("timed out",)
else:
    assert False
a.setblocking(False)
try:
    a.recv(1)
except BlockingIOError:
    pass
r, w = os.pipe()
socket.send_fds(a, [b"x"], [r])
data, fds, _, _ = socket.recv_fds(b, 10, 4)
os.write(w, b"through")
assert (data, os.read(fds[0], 10)) == (b"x", b"through")
a.close()
assert b.recv(1) == b"" and a.fileno() == -1
b.close()

server = socket.create_server(("127.0.0.1", 0))

def serve():
    connection, peer = server.accept()
    with connection, connection.makefile("rwb") as f:
        for line in f:
            f.write(line.upper())
            f.flush()

thread = threading.Thread(target=serve)
thread.start()
with socket.create_connection(server.getsockname(), timeout=30) as c:
    c.sendall(b"abc\nde")
    c.sendall(b"f\n")
    c.shutdown(socket.SHUT_WR)
    received = b""
    while part := c.recv(100):
        received += part
thread.join()
server.close()
assert received == b"ABC\nDEF\n"

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as u:
    u.bind(("127.0.0.1", 0))
    u.sendto(b"datagram", u.getsockname())
    memory = bytearray(20)
    n, peer = u.recvfrom_into(memory)
    assert (bytes(memory[:n]), peer) == (b"datagram", u.getsockname())

assert socket.inet_ntop(socket.AF_INET6, socket.inet_pton(socket.AF_INET6, "::1")) == "::1"
assert socket.getaddrinfo("127.0.0.1", 80, type=socket.SOCK_STREAM)[0][4] == ("127.0.0.1", 80)
for call, error in [
    (lambda: socket.socket().connect("x"), TypeError),
    (lambda: socket.socket().connect(("127.0.0.1", 70000)), OverflowError),
    (lambda: socket.getaddrinfo("127.0.0.1", "no-such-service"), socket.gaierror),
    (lambda: socket.socket(socket.AF_UNIX).bind("p" * 200), OSError),
]:
    try:
        call()
    except error:
        pass
    else:
        assert False, error
