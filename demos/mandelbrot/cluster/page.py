"""The cluster's page: a small server on Tornado, which distributed brings along. Events as they come (server-sent), three
requests: draw a picture, kill a worker, start it again."""

import asyncio
import base64
import json
import sys
import time
from pathlib import Path

import tornado.httpserver
import tornado.web

from cluster import Failed
from rendering import Picture, Reference, Rendering

HERE = Path(__file__).resolve().parent
SHARED = HERE.parent / "page"  # of the showcase: one look for all pages
FILES = {
    "/cluster.js": HERE / "page" / "cluster.js", "/cluster.css": HERE / "page" / "cluster.css",
    **{f"/{name}": SHARED / name for name in ("style.css", "pages.css", "theme.js", "race.js", "view.js", "numbers.js", "icon.svg")},
}
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".html": "text/html; charset=utf-8"}
POLICY = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
          "frame-ancestors 'self'; base-uri 'none'; form-action 'none'")
MOST_LISTENERS = 20
WATCH = 0.2  # seconds between two looks at the processes

sys.path[1:1] = [str(HERE.parent.parent.parent / "cmake"), str(HERE.parent.parent / "wx")]
from page_head import with_head  # noqa: E402
from palettes import PALETTES  # noqa: E402


def front_page():
    """With the head that all pages have; its links are the showcase's, which is another server."""
    head = (SHARED / "head.part").read_text()
    links, end = head.index("$links\n") + len("$links\n"), head.index("  </nav>")
    return with_head((HERE / "page" / "index.html").read_text(), head[:links] + head[end:]).encode()


class Page:
    """What has happened, for those who come late, and who listens."""

    def __init__(self, cluster):
        self.cluster = cluster
        self.reference = Reference(cluster)
        self.listeners = set()
        self.events = []  # of the picture that is drawn, or was drawn last
        self.results = []  # of all pictures
        self.rendering = self.task = self.server = None
        self.last_workers = None
        self.failed = asyncio.get_running_loop().create_future()

    # --- events

    def send(self, event, data):
        message = f"event: {event}\ndata: {json.dumps(data)}\n\n"
        for queue in self.listeners:
            queue.put_nowait(message)
        return message

    def tell(self, event, data):
        if event == "start":
            self.events.clear()
        if event == "tile":
            data = {**data, "pixels": base64.b64encode(data["pixels"]).decode()}
        self.events.append(self.send(event, data))

    def hello(self):
        palette = PALETTES[0].colours(bytes(range(256)))
        return {"network": self.cluster.network.about, "workers": self.workers(), "palette": base64.b64encode(palette).decode(), "results": self.results}

    def workers(self):
        return [worker.about() for worker in self.cluster.workers.values()]

    async def watch(self):
        """Tells when a worker's state changes, however that came; a scheduler that ends is the end."""
        while True:
            workers = self.workers()
            if workers != self.last_workers:
                self.last_workers = workers
                self.send("workers", workers)
            self.cluster.scheduler.check()
            if self.rendering and not self.cluster.up() and not any(worker["state"] == "starts" for worker in workers):
                self.task.cancel("no worker is left")
            await asyncio.sleep(WATCH)

    # --- what the page asks for

    def draw(self, names, picture, kill):
        if self.rendering:
            raise Failed("a picture is being drawn")
        unknown = [name for name in [*names, *filter(None, [kill])] if name not in self.cluster.workers]
        if unknown or not names:
            raise Failed(f"there is no worker {unknown[0] if unknown else ''}")
        self.rendering = Rendering(self.cluster, picture, names, self.tell)
        self.task = asyncio.create_task(self.drawn(self.rendering, kill))

    async def drawn(self, rendering, kill):
        try:
            await self.cluster.bring_up(rendering.names)
            result = await rendering.run(kill)
            comparison = await self.reference.compare(rendering)
            result = {**result, **comparison, "when": time.strftime("%H:%M:%S"), "size": f"{rendering.picture.width}×{rendering.picture.height}"}
            self.results.append(result)
            self.tell("done", result)
        except asyncio.CancelledError as reason:
            if not reason.args:
                raise
            self.tell("failed", {"error": reason.args[0]})
        except Exception as error:
            self.tell("failed", {"error": f"{type(error).__name__}: {error}"})
        finally:
            self.rendering = None

    async def kill(self, name):
        worker = self.cluster.workers.get(name)
        if worker is None or not worker.is_up:
            raise Failed(f"{name} does not run")
        if self.rendering and name in self.rendering.names:
            return await self.rendering.kill(name)
        await self.cluster.kill(name)

    async def start(self, name):
        if name not in self.cluster.workers:
            raise Failed(f"there is no worker {name}")
        await self.cluster.bring_up([name])

    # --- serving

    async def serve(self, listener):
        address = "127.0.0.1:%d" % listener.getsockname()[1]
        application = tornado.web.Application([(r"/events", Events), (r"/(draw|kill|start)", Ask), (r"/.*", File)], page=self, address=address, log_function=lambda _: None)
        self.server = tornado.httpserver.HTTPServer(application, max_body_size=1 << 16, idle_connection_timeout=30)
        self.server.add_socket(listener)
        await self.watch()

    async def close(self):
        if self.task:
            self.task.cancel()
            await asyncio.gather(self.task, return_exceptions=True)
        for queue in self.listeners:
            queue.put_nowait(None)
        if self.server:
            self.server.stop()
            await self.server.close_all_connections()


class Handler(tornado.web.RequestHandler):
    """Only pages of this very server ask, and under its own name: no other site's page, by whatever name it reaches us."""

    def set_default_headers(self):
        for name, value in (("Cache-Control", "no-store"), ("Content-Security-Policy", POLICY), ("Referrer-Policy", "no-referrer"),
                            ("X-Content-Type-Options", "nosniff")):
            self.set_header(name, value)
        self.clear_header("Server")

    def prepare(self):
        address = self.settings["address"]
        names = {address, address.replace("127.0.0.1", "localhost")}
        origin = self.request.headers.get("Origin")
        if self.request.host not in names or (origin and origin.partition("://")[2] not in names):
            self.refuse(403, "not from this page")

    def refuse(self, status, words):
        self.set_status(status)
        self.finish({"error": words})

    def write_error(self, status_code, **_):
        self.finish({"error": self._reason})

    @property
    def page(self):
        return self.settings["page"]


class File(Handler):
    def get(self):
        path = self.request.path
        if path not in FILES and path != "/":
            return self.refuse(404, "there is nothing here")
        self.set_header("Content-Type", TYPES[FILES[path].suffix if path != "/" else ".html"])
        self.finish(FILES[path].read_bytes() if path != "/" else front_page())


class Events(Handler):
    async def get(self):
        if len(self.page.listeners) >= MOST_LISTENERS:
            return self.refuse(503, "too many pages look at this cluster")
        self.set_header("Content-Type", "text/event-stream")
        self.queue = asyncio.Queue()
        self.write(f"event: hello\ndata: {json.dumps(self.page.hello())}\n\n" + "".join(self.page.events))
        self.page.listeners.add(self.queue)
        try:
            await self.flush()
            while (message := await self.queue.get()) is not None:
                self.write(message)
                await self.flush()
        except tornado.iostream.StreamClosedError:
            pass
        finally:
            self.page.listeners.discard(self.queue)

    def on_connection_close(self):
        self.queue.put_nowait(None)


class Ask(Handler):
    async def post(self, what):
        try:
            if what == "draw":
                self.draw()
            elif what == "kill":
                await self.page.kill(self.get_argument("worker"))
            else:
                await self.page.start(self.get_argument("worker"))
        except Failed as reason:
            return self.refuse(409, str(reason))
        except ValueError as problem:
            return self.refuse(400, str(problem))
        self.finish({"status": "ok"})

    def draw(self):
        kinds = {"width": int, "height": int, "iterations": int, "cx": float, "cy": float, "scale": float}
        picture = Picture(**{name: kind(self.get_argument(name)) for name, kind in kinds.items() if self.get_argument(name, None) is not None})
        self.page.draw(self.get_argument("workers").split(","), picture, self.get_argument("kill", None))
