# A threading HTTP server and urllib as its client.
import concurrent.futures
import http.server
import threading
import urllib.error
import urllib.request

class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/missing":
            self.send_error(404)
            return
        body = self.path.encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(201)
        self.end_headers()
        self.wfile.write(body[::-1])

    def log_message(self, *args):
        pass

server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
thread.start()
try:
    url = f"http://127.0.0.1:{server.server_port}"
    with urllib.request.urlopen(url + "/x", data=b"post") as r:
        assert (r.status, r.read()) == (201, b"tsop")
    try:
        urllib.request.urlopen(url + "/missing")
    except urllib.error.HTTPError as e:
        assert e.code == 404
        e.close()
    else:
        assert False

    def get(n):
        with urllib.request.urlopen(f"{url}/{n}") as r:
            return r.read()

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        assert list(pool.map(get, range(12))) == [b"/%d" % n for n in range(12)]
finally:
    server.shutdown()
    thread.join()
    server.server_close()
