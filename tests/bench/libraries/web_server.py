"""Tornado: its server and its client on loopback."""

import asyncio
import socket

import tornado.httpclient
import tornado.httpserver
import tornado.web


class Page(tornado.web.RequestHandler):
    def get(self):
        self.write({"x": self.get_argument("x")})


async def fetch_all(count):
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(16)
    listener.setblocking(False)
    port = listener.getsockname()[1]
    server = tornado.httpserver.HTTPServer(tornado.web.Application([("/", Page)], log_function=lambda handler: None))
    server.add_sockets([listener])
    client = tornado.httpclient.AsyncHTTPClient(force_instance=True)
    total = 0
    for i in range(count):
        total += len((await client.fetch(f"http://127.0.0.1:{port}/?x={i}")).body)
    client.close()
    server.stop()
    await server.close_all_connections()
    listener.close()
    return total


def run():
    return asyncio.run(fetch_all(60))
