"""requests and urllib3 against a server of the library: sessions, redirects, cookies, uploads, streams, retries, errors."""
import http.server
import io
import json
import threading
import urllib.parse

import requests
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry

failures = [2]


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status, body=b"", **headers):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        path = urllib.parse.urlparse(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        if path.path == "/redirect":
            self.answer(302, Location="/echo?from=redirect")
        elif path.path == "/loop":
            self.answer(302, Location="/loop")
        elif path.path == "/cookie":
            self.answer(200, b"set", Set_Cookie="flavour=oat; Path=/")
        elif path.path == "/gone":
            self.answer(410, b"gone")
        elif path.path == "/flaky":
            failures[0] -= 1
            self.answer(503 if failures[0] >= 0 else 200, b"at last")
        elif path.path == "/latin":
            self.answer(200, "caf\xe9".encode("latin-1"), Content_Type="text/plain; charset=iso-8859-1")
        elif path.path == "/chunks":
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for i in range(5):
                self.wfile.write(b"%x\r\n%s\r\n" % (i + 1, bytes([65 + i]) * (i + 1)))
            self.wfile.write(b"0\r\n\r\n")
        else:
            wanted = ("Authorization", "Cookie", "Content-Type", "X-Own")
            headers = {k: v.split("boundary=")[0] for k, v in self.headers.items() if k in wanted}
            text = body.decode()
            if "boundary=" in self.headers.get("Content-Type", ""):
                text = text.replace(self.headers["Content-Type"].split("boundary=")[1], "BOUNDARY")
            self.answer(200, json.dumps([self.command, self.path, headers, text]).encode(), Content_Type="application/json")

    do_POST = do_PUT = do_DELETE = do_PATCH = do_GET

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
base = f"http://127.0.0.1:{server.server_port}"
session = requests.Session()
session.trust_env = False
session.headers["X-Own"] = "yes"
session.mount("http://", HTTPAdapter(max_retries=Retry(3, backoff_factor=0.01, status_forcelist=[503])))
session.hooks["response"].append(lambda response, **rest: print("hook", response.status_code, response.request.method))


def ask(method, path, **options):
    try:
        response = session.request(method, base + path, timeout=20, **options)
        print(response.status_code, response.reason, [r.status_code for r in response.history], response.url.replace(base, ""), response.encoding,
              response.text, response.ok)
        return response
    except Exception as error:
        print(type(error).__mro__[:3], str(error).replace(str(server.server_port), "PORT"))


ask("GET", "/echo", params={"q": ["a b", "é"], "n": 1})
ask("POST", "/echo", data={"a": "1", "b": ["x", "y"]}, auth=("user", "secret"))
ask("PUT", "/echo", json={"deep": [1, None, {"x": "é"}]}, headers={"X-Own": None})
ask("PATCH", "/echo", data=b"raw bytes")
ask("POST", "/echo", files={"file": ("name.txt", io.BytesIO(b"content"), "text/x-own")}, data={"field": "value"})
ask("GET", "/redirect")
ask("GET", "/redirect", allow_redirects=False)
ask("GET", "/loop")
ask("GET", "/cookie")
ask("GET", "/echo")
ask("GET", "/latin")
ask("GET", "/flaky")
ask("DELETE", "/gone")
try:
    ask("GET", "/gone").raise_for_status()
except requests.HTTPError as error:
    print(str(error).replace(base, ""))
with session.get(base + "/chunks", stream=True) as response:
    print(list(response.iter_content(4)), response.raw.closed)
print(list(session.get(base + "/chunks", stream=True).iter_lines(chunk_size=3)))
for url in ("no-scheme", "http://", "ftp://x", "http://127.0.0.1:1/"):
    try:
        requests.get(url, timeout=1)
    except requests.RequestException as error:
        print(type(error).__name__, str(error)[:60].split(" object")[0])
print(dict(session.cookies), requests.codes.teapot, requests.utils.parse_header_links('<a>; rel=x, <b>; rel="y"'))
prepared = requests.Request("GET", "http://example.org/a b?c=d", params={"e": "f"}, cookies={"k": "v"}).prepare()
print(prepared.url, dict(prepared.headers))
server.shutdown()
