"""A running showcase server, for the tests that talk to it."""

import json
import os
import re
import signal
import subprocess
import time
import urllib.error
import urllib.request

CPYTHON = "/usr/bin/python3"


class Showcase:
    """A running server, with the engines that every machine has unless the options say otherwise."""

    def __init__(self, server, sidewinder, *options, only_needed=True):
        command = [server, "--port", "0", "--engine", f"sidewinder={sidewinder}", "--engine", f"cpython={CPYTHON}"]
        if only_needed:
            command += ["--engine", "pypy=", "--engine", "sidewinder-nojit="]
        environment = dict(os.environ, PATH="/usr/bin:/bin")
        self.process = subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True, env=environment)
        line = self.process.stdout.readline()
        match = re.search(r"http://[\d.]+:(\d+)/", line)
        if not match:
            raise AssertionError(f"the server did not start: {line!r}")
        self.address, self.port = match.group(), int(match.group(1))

    def get(self, path, method="GET"):
        """(status, headers, body)"""
        try:
            with urllib.request.urlopen(urllib.request.Request(self.address + path, method=method), timeout=100) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()

    def picture(self, engine, query="", kind="bmp"):
        return self.get(f"render/{engine}.{kind}?{query}")

    def engines(self):
        return {engine["name"]: engine for engine in json.loads(self.get("api/engines")[2])["engines"]}

    def worker(self, engine):
        """The process of the engine's first worker."""
        return next(worker["pid"] for worker in self.engines()[engine]["workers"] if worker["pid"])

    def wait_until_idle(self, seconds=30):
        """No worker computes, and no connection but ours is open."""
        deadline = time.monotonic() + seconds
        while True:
            busy = any(worker["busy"] for engine in self.engines().values() for worker in engine["workers"])
            if not busy and json.loads(self.get("api/host")[2])["open_connections"] <= 1:
                return
            assert time.monotonic() < deadline, "the server does not come to rest"
            time.sleep(0.02)

    def race(self, query=""):
        """A race to its end: a list of (event, data)."""
        with urllib.request.urlopen(self.address + "race?" + query, timeout=100) as answer:
            return list(events_of(answer))

    def memory(self):
        """Resident bytes of the server alone."""
        with open(f"/proc/{self.process.pid}/statm") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    def stop(self, how=signal.SIGINT):
        """Seconds until it ended, and its exit code."""
        start = time.monotonic()
        self.process.send_signal(how)
        code = self.process.wait(timeout=20)
        self.process.stdout.close()
        return time.monotonic() - start, code


def events_of(lines):
    """(event, data) of a stream of server-sent events."""
    event = None
    for line in lines:
        line = line.decode().rstrip("\n")
        if line.startswith("event: "):
            event = line[7:]
        elif line.startswith("data: "):
            yield event, json.loads(line[6:])


def fields_of(pid):
    with open(f"/proc/{pid}/stat") as file:
        return file.read().rpartition(")")[2].split()


def is_alive(pid):
    try:
        return fields_of(pid)[0] != "Z"
    except FileNotFoundError:
        return False


def processor_seconds(pid):
    """What the process has computed so far; None if there is none."""
    try:
        user, system = fields_of(pid)[11:13]
    except FileNotFoundError:
        return None
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
