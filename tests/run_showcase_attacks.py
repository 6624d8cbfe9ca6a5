#!/usr/bin/env python3
"""Attacks on the showcase's running server: each must cost the attacker, not the audience.

usage: tests/run_showcase_attacks.py SERVER SIDEWINDER [unittest options]
"""

import contextlib
import json
import socket
import sys
import threading
import time
import unittest

from showcase import Showcase

SERVER, SIDEWINDER = sys.argv[1:3]
MEBIBYTE = 1 << 20


def read_all(client):
    """What comes until the other side closes."""
    data = b""
    with contextlib.suppress(OSError):
        while piece := client.recv(65536):
            data += piece
    return data


def status_of(answer):
    return int(answer.split()[1]) if answer.startswith(b"HTTP/1.") else None


def warm_up(showcase):
    """Every thread has run: its stack and its allocator's buffers are there."""
    threads = [threading.Thread(target=showcase.picture, args=("sidewinder", "w=200&h=200")) for _ in range(16)]
    threads += [threading.Thread(target=showcase.get, args=("",)) for _ in range(32)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Attack(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.showcase = Showcase(SERVER, SIDEWINDER)
        warm_up(cls.showcase)

    @classmethod
    def tearDownClass(cls):
        cls.showcase.stop()

    def setUp(self):
        self.memory_before = self.showcase.memory()

    def tearDown(self):
        """Whatever was tried: the page is served, and the server has not grown by what was thrown at it."""
        self.check_answers()
        self.assertLess(self.showcase.memory() - self.memory_before, 12 * MEBIBYTE)

    def check_answers(self, seconds=3):
        began = time.monotonic()
        self.assertEqual(self.showcase.get("healthz")[0], 200)
        self.assertEqual(self.showcase.get("")[0], 200)
        self.assertLess(time.monotonic() - began, seconds)

    def connect(self, timeout=20):
        client = socket.create_connection(("127.0.0.1", self.showcase.port), timeout=timeout)
        self.addCleanup(client.close)
        return client

    def send(self, *pieces):
        """Sends until the server has had enough; what it answered."""
        client = self.connect()
        with contextlib.suppress(OSError):
            for piece in pieces:
                client.sendall(piece)
        return read_all(client)

    def refused(self, status, *pieces):
        answer = self.send(*pieces)
        self.assertEqual(status_of(answer), status, answer[:200])
        head, _, body = answer.partition(b"\r\n\r\n")
        self.assertIn("error", json.loads(body))
        self.assertIn(b"Connection: close", head)


class Sizes(Attack):
    def test_chunked_body_of_64_mebibytes(self):
        chunk = b"100000\r\n" + bytes(MEBIBYTE) + b"\r\n"
        self.refused(411, b"GET /healthz HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", *[chunk] * 64)

    def test_chunked_post(self):
        self.refused(405, b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", b"5\r\nhello\r\n0\r\n\r\n")

    def test_negative_chunk_size(self):
        self.refused(411, b"GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n")

    def test_body_of_64_mebibytes(self):
        self.refused(413, b"GET / HTTP/1.1\r\nContent-Length: 67108864\r\n\r\n", *[bytes(MEBIBYTE)] * 64)

    def test_300000_headers(self):
        self.refused(431, b"GET / HTTP/1.1\r\n", *[b"a: b\r\n" * 1000] * 300, b"\r\n")

    def test_65_headers(self):
        self.refused(431, b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 65 + b"\r\n")

    def test_a_header_of_64_mebibytes(self):
        self.refused(431, b"GET / HTTP/1.1\r\nA: ", *[b"x" * MEBIBYTE] * 64)

    def test_an_address_of_a_mebibyte(self):
        self.refused(414, b"GET /", b"x" * MEBIBYTE, b" HTTP/1.1\r\n\r\n")

    def test_many_long_parameters(self):
        answer = self.send(b"GET /render/cpython.bmp?" + b"w=1&" * 500 + b" HTTP/1.0\r\n\r\n")
        self.assertIn(status_of(answer), (200, 400))

    def test_a_long_name_of_an_engine(self):
        answer = self.send(b"GET /render/" + b"x" * 1900 + b".bmp HTTP/1.0\r\n\r\n")
        self.assertEqual(status_of(answer), 404)


class Shapes(Attack):
    def test_no_http(self):
        for text in (b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", b"hello\r\n\r\n", b"\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/1.1\r\n: x\r\n\r\n",
                     b"GET / HTTP/1.1\r\nno colon\r\n\r\n", b"GET / HTTP/1.1\r\n folded: x\r\n\r\n",
                     b"GET / HTTP/1.1\r\nA: \x00\r\n\r\n", b"GET / HTTP/1.1\r\nA: b\nC: d\r\n\r\n", b"GET http://x/ HTTP/1.1\r\n\r\n"):
            self.refused(400, text)

    def test_version_of_another_kind(self):
        self.refused(505, b"GET / HTTP/2.0\r\n\r\n")

    def test_smuggled_lengths(self):
        for text in (b"Content-Length: 5\r\nContent-Length: 6", b"Content-Length: -1", b"Content-Length: 5, 5",
                     b"Content-Length: 0x5", b"Content-Length: "):
            self.refused(400, b"GET / HTTP/1.1\r\n" + text + b"\r\n\r\n")

    def test_body_is_not_the_next_request(self):
        answer = self.send(b"GET /healthz HTTP/1.1\r\nContent-Length: 29\r\n\r\nGET /nothing HTTP/1.1\r\n\r\nxxxx"
                           b"GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n")
        self.assertEqual(answer.count(b"HTTP/1.1 200"), 2)
        self.assertNotIn(b"404", answer)

    def test_overlapping_ranges_are_not_served(self):
        ranges = b",".join(b"0-%d" % i for i in range(200))
        answer = self.send(b"GET / HTTP/1.1\r\nConnection: close\r\nRange: bytes=" + ranges + b"\r\n\r\n")
        self.assertEqual(status_of(answer), 200)
        self.assertLess(len(answer), MEBIBYTE)

    def test_no_file_is_opened(self):
        for path in (b"/../main.cpp", b"/%2e%2e/main.cpp", b"/..%2fpy_mandel.py", b"/etc/passwd", b"//etc/passwd", b"/..\\x"):
            self.assertEqual(status_of(self.send(b"GET " + path + b" HTTP/1.0\r\n\r\n")), 404, path)

    def test_requests_in_one_piece_are_answered_in_order(self):
        answer = self.send(b"GET /healthz HTTP/1.1\r\n\r\n" * 20 + b"GET /nothing HTTP/1.1\r\nConnection: close\r\n\r\n")
        self.assertEqual(answer.count(b"HTTP/1.1 200"), 20)
        self.assertEqual(answer.count(b"HTTP/1.1 404"), 1)


class Slowness(Attack):
    def test_one_byte_every_half_second(self):
        """Whatever trickles in, a request has five seconds."""
        client = self.connect()
        began = time.monotonic()
        with contextlib.suppress(OSError):
            client.settimeout(0.5)
            for byte in b"GET / HTTP/1.1\r\nHost: " + b"x" * 100:
                client.sendall(bytes([byte]))
                with contextlib.suppress(TimeoutError):
                    if client.recv(1000):
                        break
        self.assertLess(time.monotonic() - began, 15)

    def test_64_idle_connections(self):
        clients = [self.connect() for _ in range(64)]
        self.check_answers()
        self.assertEqual(len(clients), 64)

    def test_64_slow_connections(self):
        clients = [self.connect() for _ in range(64)]
        for client in clients:
            client.sendall(b"GET / HTTP/1.1\r\nHost:")
        self.check_answers()

    def test_half_closed(self):
        client = self.connect()
        client.sendall(b"GET /heal")
        client.shutdown(socket.SHUT_WR)
        self.assertEqual(read_all(client), b"")


class NonReaders(Attack):
    def test_a_client_that_does_not_read(self):
        """Answers that nobody takes are given up; meanwhile the others are served."""
        for _ in range(16):
            client = self.connect()
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.sendall(b"GET /render/sidewinder.bmp?w=1500&h=1500&iterations=1 HTTP/1.1\r\n\r\n")
        time.sleep(1)
        self.check_answers()
        # Until they are given up the server holds what each has asked for; there are no more than the long lane has threads.
        self.memory_before += 200 * MEBIBYTE


class Crowds(Attack):
    def test_200_clients_get_a_whole_picture_or_503(self):
        whole = self.showcase.picture("sidewinder", "w=64&h=48")[2]
        results = []

        def ask():
            with contextlib.suppress(OSError):
                status, _, body = self.showcase.picture("sidewinder", "w=64&h=48")
                results.append((status, body))

        threads = [threading.Thread(target=ask) for _ in range(200)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(len(results), 200)
        self.assertLessEqual({status for status, _ in results}, {200, 503})
        self.assertTrue(all(body == whole for status, body in results if status == 200))
        self.memory_before += 16 * MEBIBYTE  # buffers of the threads' allocator

    def test_too_many_connections_are_told(self):
        clients = []
        with contextlib.suppress(OSError):
            for _ in range(1010):
                clients.append(self.connect())
        time.sleep(0.5)
        told = [client for client in clients[1000:] if status_of(read_all(client)) == 503]
        self.assertGreater(len(told), 0)
        for client in clients:
            client.close()
        time.sleep(0.5)
        self.memory_before += 8 * MEBIBYTE


class Addresses(Attack):
    @classmethod
    def setUpClass(cls):
        cls.showcase = Showcase(SERVER, SIDEWINDER, "--max-connections-per-address", "1")

    def test_loopback_is_exempt(self):
        clients = [self.connect() for _ in range(8)]
        self.assertEqual(len(clients), 8)
        self.check_answers()


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
