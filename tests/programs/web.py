"""Flask with Jinja2 by its test client; Tornado's server and client on loopback; Mako."""
import asyncio

import tornado.httpclient
import tornado.httpserver
import tornado.testing
import tornado.web
import tornado.websocket
from flask import Flask, abort, jsonify, render_template_string, request, session
from mako.template import Template

app = Flask("shop")
app.secret_key = b"k"
PAGE = "{% macro row(n) %}<b>{{ n|upper }}</b>{% endmacro %}{% for i in range(n) if i != 1 %}{{ row(name) }}{{ loop.index }},{% endfor %}"


@app.route("/hello/<name>/<int:n>")
def hello(name, n):
    return render_template_string(PAGE, name=name, n=n)


@app.post("/json")
def json():
    session["seen"] = session.get("seen", 0) + 1
    return jsonify(got=request.json, seen=session["seen"])


@app.errorhandler(418)
def teapot(error):
    return f"{error.name}", 418


@app.route("/tea")
def tea():
    abort(418)


client = app.test_client()
for answer in (client.get("/hello/<i>/3"), client.post("/json", json={"a": [1, None]}), client.post("/json", json=2), client.get("/tea"),
               client.get("/nothing"), client.get("/hello/x/y"), client.put("/json")):
    print(answer.status, answer.mimetype, answer.data.decode()[:120])


class Page(tornado.web.RequestHandler):
    async def get(self):
        await asyncio.sleep(0.001)
        self.write({"x": self.get_argument("x")})


class Echo(tornado.websocket.WebSocketHandler):
    def on_message(self, message):
        self.write_message(message[::-1])


async def main():
    socket, port = tornado.testing.bind_unused_port()
    server = tornado.httpserver.HTTPServer(tornado.web.Application([("/", Page), ("/echo", Echo)], log_function=lambda handler: None))
    server.add_sockets([socket])
    fetch = tornado.httpclient.AsyncHTTPClient().fetch
    answers = await asyncio.gather(*[fetch(f"http://127.0.0.1:{port}/?x={i}") for i in range(20)])
    print([answer.body for answer in answers], answers[0].headers["Content-Type"])
    print((await fetch(f"http://127.0.0.1:{port}/", raise_error=False)).code)
    connection = await tornado.websocket.websocket_connect(f"ws://127.0.0.1:{port}/echo")
    for text in "abc", "é" * 200:
        await connection.write_message(text)
        print(await connection.read_message())
    connection.close()
    server.stop()


asyncio.run(main())
print(Template("""<%def name="cell(y)">[${y | h}]</%def>
% for a in rows:
${cell(a)} ${loop.index} \\
% endfor
""").render(rows=["<a>", "b&"]))
