"""The machines of a cluster: network namespaces of this computer, made as root, or its loopback addresses.

A namespace has no name here: it lives as long as a process in it, so nothing is left when the processes have ended, however
they did. They are joined by a bridge in a namespace of this process's own; no address leaves the computer.
"""

import ctypes
import os
import shutil
import socket
import subprocess
import sys
from dataclasses import dataclass

CLONE_NEWNET = 0x40000000
NEEDED = ("ip", "unshare", "nsenter")
# At a terminal Ctrl-C goes to all processes in front; those of the cluster are ended in order instead.
APART = sys.stdin is not None and sys.stdin.isatty()
NETWORK = "10.87.0"  # private, and seen by nobody outside of the namespaces


class NotHere(Exception):
    """Namespaces cannot be made, and why."""


@dataclass(frozen=True)
class Machine:
    name: str
    address: str
    enter: tuple = ()  # what stands in front of a command that runs there
    holder: subprocess.Popen = None  # keeps the namespaces while no other process is in them


class Loopback:
    kind = "loopback"
    about = "loopback addresses of this computer"
    home = "127.0.0.1"

    def __init__(self):
        self.machines = []

    def add(self, name):
        machine = Machine(name, f"127.0.0.{11 + len(self.machines)}")
        self.machines.append(machine)
        return machine

    def close(self):
        pass


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise NotHere(f"{' '.join(command)}: {done.stderr.strip() or done.returncode}")


def enter_new_network():
    """This process and what it starts from here on. Sockets that it has stay where they were made."""
    if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWNET):
        raise NotHere(f"a network namespace cannot be made: {os.strerror(ctypes.get_errno())}")


class Namespaces:
    """To be made before the process has a second thread: a namespace is a thread's."""

    kind = "namespaces"
    about = "network namespaces of this computer"
    home = f"{NETWORK}.1"

    def __init__(self):
        if os.getuid():
            raise NotHere("network namespaces need root")
        if missing := [name for name in NEEDED if not shutil.which(name)]:
            raise NotHere(f"network namespaces need {', '.join(missing)} (Debian: iproute2, util-linux)")
        enter_new_network()
        self.machines = []
        run("ip", "link", "set", "lo", "up")
        run("ip", "link", "add", "switch", "type", "bridge")
        run("ip", "addr", "add", f"{self.home}/24", "dev", "switch")
        run("ip", "link", "set", "switch", "up")

    def add(self, name):
        holder = subprocess.Popen(["unshare", "--net", "--uts", "sh", "-c", "hostname $0 && echo made && exec cat", name],
                                  stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=APART)
        number = 11 + len(self.machines)
        place = str(holder.pid)
        machine = Machine(name, f"{NETWORK}.{number}", ("nsenter", "--target", place, "--net", "--uts"), holder)
        self.machines.append(machine)
        if holder.stdout.readline() != b"made\n":
            raise NotHere(f"no namespaces for {name}")
        run("ip", "link", "add", f"to-{number}", "type", "veth", "peer", "name", "eth0", "netns", place)
        run("ip", "link", "set", f"to-{number}", "master", "switch", "up")
        for words in ("addr add %s/24 dev eth0" % machine.address, "link set lo up", "link set eth0 up"):
            run(*machine.enter, "ip", *words.split())
        return machine

    def close(self):
        for machine in self.machines:
            machine.holder.stdin.close()
            machine.holder.wait()
            machine.holder.stdout.close()


def make_network(kind, machines):
    """(the network with its machines, why it is not the one that was wished for or None)"""
    try:
        network = {"namespaces": Namespaces, "loopback": Loopback, "auto": Namespaces}[kind]()
    except NotHere as reason:
        if kind == "namespaces":
            raise
        return with_machines(Loopback(), machines), str(reason)
    try:
        return with_machines(network, machines), None
    except BaseException:
        network.close()
        raise


def with_machines(network, count):
    for number in range(1, count + 1):
        network.add(f"host{number}")
    return network


def listening_socket(port):
    """For the page: made before this process leaves its network, so that browsers outside reach it."""
    listener = socket.create_server(("127.0.0.1", port))
    listener.setblocking(False)
    return listener
