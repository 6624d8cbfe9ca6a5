"""An operating system's scheduler in miniature: tasks of several classes pass packets to one another."""

IDLE, WORKER, HANDLER_A, HANDLER_B, DEVICE_A, DEVICE_B = range(6)


class Packet:
    def __init__(self, link, target, kind):
        self.link = link
        self.target = target
        self.kind = kind
        self.datum = 0
        self.data = [0] * 4

    def append_to(self, queue):
        self.link = None
        if queue is None:
            return self
        last = queue
        while last.link is not None:
            last = last.link
        last.link = self
        return queue


class Task:
    def __init__(self, scheduler, number, priority, queue):
        self.scheduler = scheduler
        self.number = number
        self.priority = priority
        self.queue = queue
        self.waiting = queue is None
        self.holding = False
        scheduler.add(self)

    def is_runnable(self):
        return not self.holding and (self.queue is not None or not self.waiting)

    def take(self):
        packet = self.queue
        if packet is not None:
            self.queue = packet.link
            packet.link = None
        return packet

    def receive(self, packet):
        self.queue = packet.append_to(self.queue)
        self.waiting = False

    def step(self):
        packet = self.take()
        if packet is None and self.waiting:
            return
        self.work(packet)

    def work(self, packet):
        raise NotImplementedError


class IdleTask(Task):
    def __init__(self, scheduler, number, priority, rounds):
        super().__init__(scheduler, number, priority, None)
        self.waiting = False
        self.seed = 1
        self.rounds = rounds

    def work(self, packet):
        self.rounds -= 1
        if self.rounds == 0:
            self.scheduler.running = False
            return
        if self.seed & 1 == 0:
            self.seed >>= 1
            self.scheduler.release(DEVICE_A)
        else:
            self.seed = (self.seed >> 1) ^ 0xD008
            self.scheduler.release(DEVICE_B)


class WorkerTask(Task):
    def __init__(self, scheduler, number, priority, queue):
        super().__init__(scheduler, number, priority, queue)
        self.target = HANDLER_A
        self.letter = 0

    def work(self, packet):
        if packet is None:
            self.waiting = True
            return
        self.target = HANDLER_B if self.target == HANDLER_A else HANDLER_A
        packet.target = self.target
        packet.datum = 0
        for i in range(4):
            self.letter = self.letter % 26 + 1
            packet.data[i] = self.letter
        self.scheduler.send(packet)


class HandlerTask(Task):
    def __init__(self, scheduler, number, priority, queue, device):
        super().__init__(scheduler, number, priority, queue)
        self.device = device
        self.packet = None

    def work(self, packet):
        if packet is None:
            self.waiting = True
            return
        if packet.datum >= 4 or packet.kind == "device":
            packet.target = WORKER
            packet.kind = "work"
            self.scheduler.count += packet.datum
        else:
            packet.datum += packet.data[packet.datum] % 2 + 1
            packet.target = self.device
        self.scheduler.send(packet)


class DeviceTask(Task):
    def work(self, packet):
        if packet is None:
            self.waiting = True
            return
        packet.kind = "device" if packet.datum >= 3 else "work"
        packet.target = HANDLER_A if self.number == DEVICE_A else HANDLER_B
        self.holding = True
        self.scheduler.held += 1
        self.scheduler.send(packet)


class Scheduler:
    def __init__(self):
        self.tasks = []
        self.by_number = {}
        self.running = True
        self.count = 0
        self.held = 0
        self.steps = 0

    def add(self, task):
        self.tasks.append(task)
        self.tasks.sort(key=lambda other: other.priority, reverse=True)
        self.by_number[task.number] = task

    def release(self, number):
        self.by_number[number].holding = False

    def send(self, packet):
        self.by_number[packet.target].receive(packet)

    def run(self):
        while self.running:
            for task in self.tasks:
                if task.is_runnable():
                    self.steps += 1
                    task.step()
                    break


def run():
    scheduler = Scheduler()
    IdleTask(scheduler, IDLE, 0, 3000)
    queue = None
    for _ in range(3):
        queue = Packet(queue, WORKER, "work")
    WorkerTask(scheduler, WORKER, 1000, queue)
    HandlerTask(scheduler, HANDLER_A, 2000, None, DEVICE_A)
    HandlerTask(scheduler, HANDLER_B, 3000, None, DEVICE_B)
    DeviceTask(scheduler, DEVICE_A, 4000, None)
    DeviceTask(scheduler, DEVICE_B, 5000, None)
    scheduler.run()
    return scheduler.steps * 10000 + scheduler.count + scheduler.held
