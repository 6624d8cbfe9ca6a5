# An operating system's scheduler, after Martin Richards' benchmark: devices, handlers and workers pass packets.
IDLE, WORKER, HANDLER_A, HANDLER_B, DEVICE_A, DEVICE_B = range(6)


class Packet:
    def __init__(self, link, ident, kind):
        self.link, self.ident, self.kind, self.datum, self.data = link, ident, kind, 0, [0] * 4

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
    def __init__(self, scheduler, ident, priority, queue=None):
        self.scheduler, self.ident, self.priority, self.queue = scheduler, ident, priority, queue
        self.waiting, self.held = queue is None, False
        scheduler.tasks[ident] = self

    def deliver(self, packet):
        self.queue = packet.append_to(self.queue)
        self.waiting = False

    def take(self):
        packet = self.queue
        if packet is not None:
            self.queue = packet.link
        return packet

    def step(self):
        packet = self.take()
        if packet is None:
            self.waiting = True
        else:
            self.scheduler.handled += 1
            self.work(packet)


class Device(Task):
    def work(self, packet):
        packet.data[packet.datum] += self.ident
        self.scheduler.send(packet, packet.kind)


class Worker(Task):
    turn, count = 0, 0

    def work(self, packet):
        self.turn = 1 - self.turn
        for i in range(4):
            self.count = (self.count + 1) % 26
            packet.data[i] = ord("A") + self.count
        packet.datum = self.count % 4
        packet.kind = self.ident
        self.scheduler.send(packet, HANDLER_A + self.turn)


class Handler(Task):
    def work(self, packet):
        self.scheduler.checksum = (self.scheduler.checksum * 31 + sum(packet.data)) % 1000003
        self.scheduler.send(packet, self.ident + 2 if packet.datum % 2 else WORKER)


class Scheduler:
    def __init__(self):
        self.tasks, self.handled, self.checksum = {}, 0, 0

    def send(self, packet, to):
        self.tasks[to].deliver(packet)

    def run(self, limit):
        order = sorted(self.tasks.values(), key=lambda task: -task.priority)
        while self.handled < limit:
            for task in order:
                if not (task.waiting or task.held):
                    task.step()
                    break
            else:
                return


scheduler = Scheduler()
Worker(scheduler, WORKER, 10, Packet(Packet(None, WORKER, 0), WORKER, 0))
Handler(scheduler, HANDLER_A, 20)
Handler(scheduler, HANDLER_B, 30)
Device(scheduler, DEVICE_A, 40)
Device(scheduler, DEVICE_B, 50)
scheduler.run(30000)
print(scheduler.handled, scheduler.checksum, scheduler.tasks[WORKER].count, scheduler.tasks[WORKER].turn)
