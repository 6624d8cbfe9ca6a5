"""A Dask cluster of this computer's: a scheduler, a worker on each machine, and the client that gives them work.

Scheduler and workers are distributed's own command lines, unchanged. All processes end with this one: they are told to
when it ends as it should, and the kernel ends them when it does not (PR_SET_PDEATHSIG, by setpriv).
"""

import asyncio
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from distributed import Client

from machines import APART

HERE = Path(__file__).resolve().parent
START = 120  # seconds that a scheduler or worker may take to answer
STOP = 10  # to end, before they are killed
ENDS_WITH_US = ("setpriv", "--pdeathsig", "KILL")


class Failed(Exception):
    """The cluster does not work; the reason is for the user."""


class Process:
    """One of distributed's programs, with its log."""

    def __init__(self, title, command, log, environment):
        self.title, self.log = title, log
        with open(log, "ab") as output:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, env=environment, start_new_session=APART)

    @property
    def pid(self):
        return self.process.pid

    def lives(self):
        return self.process.poll() is None

    def check(self):
        if not self.lives():
            lines = self.log.read_text(errors="replace").splitlines()[-12:]
            raise Failed("\n".join([f"{self.title} has ended ({self.process.returncode}). The end of its log:", *lines]))

    def signal(self, number):
        if self.lives():
            self.process.send_signal(number)


class Worker:
    def __init__(self, name, machine):
        self.name, self.machine = name, machine
        self.process = None
        self.address = None  # once the scheduler knows it

    @property
    def is_up(self):
        return self.address is not None and self.process.lives()

    def about(self):
        return {"name": self.name, "host": self.machine.name, "address": self.machine.address, "pid": self.process.pid if self.process else None,
                "state": "up" if self.is_up else "starts" if self.process and self.process.lives() else "down"}


class Cluster:
    def __init__(self, network, python):
        self.network, self.python = network, python
        self.workers = {f"w{number}": Worker(f"w{number}", machine) for number, machine in enumerate(network.machines, 1)}
        self.folder = Path(tempfile.mkdtemp(prefix="sidewinder-cluster-"))
        self.scheduler = self.client = None
        paths = [str(HERE), str(HERE.parent)]
        self.environment = dict(
            os.environ, PYTHONPATH=":".join(paths), PYTHONDONTWRITEBYTECODE="1", PYTHONUNBUFFERED="1", DASK_CONFIG=str(self.folder))

    async def __aenter__(self):
        try:
            await self.start()
        except BaseException:
            await self.stop()
            raise
        return self

    async def __aexit__(self, *_):
        await self.stop()

    def start_process(self, title, enter, module, *arguments, **settings):
        command = [*enter, *ENDS_WITH_US, self.python, "-m", module, *arguments, "--scheduler-file", str(self.folder / "scheduler.json"), "--no-dashboard"]
        return Process(title, command, self.folder / f"{title}.log", {**self.environment, **settings})

    async def start(self):
        home = self.network.home
        # So long it tries to reach a worker for its results when that has just been killed; then it has them made again.
        patience = {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "3s"}
        self.scheduler = self.start_process(
            "scheduler", (), "distributed.cli.dask_scheduler", "--host", home, "--port", "0", "--dashboard-address", f"{home}:0", **patience)
        file = self.folder / "scheduler.json"

        async def written():
            return file.exists() and file.read_text().endswith("}")

        await self.until(written, self.scheduler)
        self.client = await Client(scheduler_file=str(file), asynchronous=True, timeout=START)

    async def until(self, condition, *processes):
        """Waits for it while these processes live."""
        deadline = time.monotonic() + START
        while not await condition():
            for process in processes:
                process.check()
            if time.monotonic() > deadline:
                raise Failed(f"{processes[-1].title} does not answer within {START} s: is the machine busy?")
            await asyncio.sleep(0.05)

    async def addresses(self):
        """{name: address} of the workers that the scheduler knows."""
        return {worker["name"]: address for address, worker in (await self.client.scheduler.identity())["workers"].items()}

    async def bring_up(self, names):
        """Starts those of them that are down, and waits until the scheduler knows all."""
        down = [name for name in names if self.workers[name].process is None or not self.workers[name].process.lives()]

        async def forgotten():
            return not set(down) & set(await self.addresses())

        await self.until(forgotten, self.scheduler)  # the name of one that was killed is taken until its connection has ended
        for name in down:
            self.start_worker(self.workers[name])

        async def known():
            addresses = await self.addresses()
            for name in names:
                self.workers[name].address = addresses.get(name)
            return all(name in addresses for name in names)

        await self.until(known, self.scheduler, *(self.workers[name].process for name in names))

    def start_worker(self, worker):
        worker.address = None
        home = worker.machine.address
        worker.process = self.start_process(
            worker.name, worker.machine.enter, "distributed.cli.dask_worker", "--host", home, "--name", worker.name, "--nthreads", "1",
            "--no-nanny", "--dashboard-address", f"{home}:0", "--memory-limit", "0", "--local-directory", str(self.folder / worker.name))

    def up(self):
        return [name for name, worker in self.workers.items() if worker.is_up]

    async def kill(self, name):
        """SIGKILL: the worker loses what it was doing. The keys of the tasks that it had."""
        worker = self.workers[name]
        has = (await self.client.processing()).get(worker.address, ())
        worker.process.signal(signal.SIGKILL)
        await asyncio.get_running_loop().run_in_executor(None, worker.process.process.wait)
        return set(has)

    async def stop(self):
        if self.client is not None:
            try:
                await asyncio.wait_for(self.client.close(), STOP)
            except (asyncio.TimeoutError, OSError):
                pass
        processes = [worker.process for worker in self.workers.values() if worker.process] + ([self.scheduler] if self.scheduler else [])
        for process in processes:
            process.signal(signal.SIGTERM)
        deadline = time.monotonic() + STOP
        while any(process.lives() for process in processes) and time.monotonic() < deadline:
            await asyncio.sleep(0.05)
        for process in processes:
            process.signal(signal.SIGKILL)
            process.process.wait()
        self.network.close()
        shutil.rmtree(self.folder, ignore_errors=True)
