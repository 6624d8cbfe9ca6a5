#!/usr/bin/env python3
"""Hostile clients for minutes, and one presenter: the server answers the presenter all the time, and its memory stays flat.

usage: tests/soak_showcase.py SERVER SIDEWINDER [--seconds N]
"""

import argparse
import base64
import contextlib
import os
import random
import socket
import sys
import threading
import time

from showcase import Showcase

MEBIBYTE = 1 << 20


def idle(client, chance):
    time.sleep(chance.uniform(0, 3))


def trickle(client, chance):
    for byte in b"GET / HTTP/1.1\r\nHost: x":
        client.sendall(bytes([byte]))
        time.sleep(0.1)


def flood_headers(client, chance):
    client.sendall(b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 20000)


def flood_body(client, chance):
    client.sendall(b"GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + b"100000\r\n" + bytes(MEBIBYTE))


def rubbish(client, chance):
    client.sendall(chance.randbytes(chance.randrange(1, 4000)) + b"\r\n\r\n")


def race_and_leave(client, chance):
    client.sendall(b"GET /race?w=640&h=480&iterations=1000 HTTP/1.1\r\n\r\n")
    client.recv(4096)
    time.sleep(chance.uniform(0, 0.5))


def second_and_leave(client, chance):
    client.sendall(b"GET /first-second?engine=sidewinder&w=64&h=48 HTTP/1.1\r\n\r\n")
    client.recv(4096)
    time.sleep(chance.uniform(0, 1.5))


def picture_unread(client, chance):
    client.sendall(b"GET /render/sidewinder.bmp?w=800&h=600&iterations=10 HTTP/1.1\r\n\r\n")
    time.sleep(chance.uniform(0, 2))


OWN = (b"while True: pass", b"x = 'x'\nwhile True: x += x", b"import os\nos.fork()", b"while True: print('x' * 9999)", b"def f(): f()\nf()")


def own_program(client, chance):
    """To the trace viewer: one that eats what it can."""
    client.sendall(b"GET /api/levels HTTP/1.1\r\nX-Program: " + base64.b64encode(chance.choice(OWN)) + b"\r\n\r\n")
    if chance.random() < 0.5:
        client.recv(4096)


ATTACKS = (idle, trickle, flood_headers, flood_body, rubbish, race_and_leave, second_and_leave, picture_unread, own_program)


def attack(port, seed, end, counts):
    chance = random.Random(seed)
    while time.monotonic() < end:
        kind = chance.choice(ATTACKS)
        with contextlib.suppress(OSError):
            with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
                kind(client, chance)
        counts[kind.__name__] = counts.get(kind.__name__, 0) + 1


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("server")
    parser.add_argument("sidewinder")
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--clients", type=int, default=40)
    options = parser.parse_args()
    showcase = Showcase(options.server, os.path.abspath(options.sidewinder))
    end, counts, memory, slowest = time.monotonic() + options.seconds, {}, [], 0
    clients = [threading.Thread(target=attack, args=(showcase.port, seed, end, counts)) for seed in range(options.clients)]
    for client in clients:
        client.start()
    while time.monotonic() < end:
        began = time.monotonic()
        assert showcase.get("")[0] == 200 and showcase.get("healthz")[0] == 200
        slowest = max(slowest, time.monotonic() - began)
        memory.append(showcase.memory())
        time.sleep(0.5)
    for client in clients:
        client.join()
    showcase.wait_until_idle()
    assert showcase.picture("sidewinder")[0] == 200
    # The first quarter fills buffers; from then on nothing may grow.
    settled, last = max(memory[:len(memory) // 4 + 1]), max(memory[-len(memory) // 4:])
    print(f"{sum(counts.values())} attacks {counts}\nslowest page and healthz together {slowest:.2f} s; "
          f"memory {settled / MEBIBYTE:.0f} MiB early, {last / MEBIBYTE:.0f} MiB at the end")
    showcase.stop()
    return 0 if last < settled + 32 * MEBIBYTE and slowest < 4 else 1


if __name__ == "__main__":
    sys.exit(main())
