"""Pictures by a cluster of Sidewinder workers: Dask's scheduler and workers, unchanged, on two machines.

    run                     starts the cluster and a page that shows it; Ctrl-C ends all of it
    run --once [--kill]     draws one picture, says who drew how much and whether it is right, and ends
    run --measure           how much faster are two workers than one? Rounds in turn, medians
"""

import argparse
import asyncio
import json
import logging
import os
import signal
import statistics
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
PORT = 8200
PORTS = 20  # that are tried from the usual one on
MISSING = "the cluster needs Dask's distributed scheduler (Debian: python3-distributed): scripts/setup --cluster"


def options_of(arguments):
    parser = argparse.ArgumentParser(prog="demos/mandelbrot/cluster/run", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--once", action="store_true")
    parser.add_argument("--kill", action="store_true", help="with --once: a worker is killed when a quarter of the picture is there")
    parser.add_argument("--measure", action="store_true")
    parser.add_argument("--rounds", type=int, default=5, help="of --measure (5)")
    parser.add_argument("--workers", type=int, default=2, help="one a machine (2)")
    parser.add_argument("--network", choices=("auto", "namespaces", "loopback"), default="auto",
                        help="what the machines are; auto: network namespaces, and loopback addresses where these cannot be made")
    parser.add_argument("--python", default=sys.executable, help="what scheduler and workers run on (this Python)")
    parser.add_argument("--port", type=int, help=f"of the page; 0: any (the first free one from {PORT} on)")
    parser.add_argument("--size", default="960x720", metavar="WxH", help="of the picture (960x720)")
    parser.add_argument("--iterations", type=int, default=3000, help="(3000)")
    parser.add_argument("--json", action="store_true", help="with --once: the result as JSON")
    options = parser.parse_args(arguments)
    if not 1 <= options.workers <= 16:
        parser.error("--workers: from 1 to 16")
    if options.kill and options.workers < 2:
        parser.error("--kill needs a second worker that goes on")
    if options.rounds < 1:
        parser.error("--rounds: at least 1")
    return options


def picture_of(options):
    from rendering import Picture
    width, _, height = options.size.partition("x")
    return Picture(width=int(width), height=int(height), iterations=options.iterations)


def words(result, comparison):
    shares = ", ".join(f"{name} {count} tiles" for name, count in sorted(result["tiles"].items()))
    lines = [f"{sum(result['tiles'].values())} tiles in {result['seconds']:.2f} s: {shares}"]
    for name in result["killed"]:
        lines.append(f"{name} was killed on the way; the others drew the {result['moved']} tiles that it had in hand; {result['lost']} tiles lost")
    lines.append("all pixels are equal to those of one process alone" if comparison["equal"] else "THE PIXELS DIFFER from those of one process alone")
    return lines


async def draw_once(cluster, options):
    from rendering import Reference, Rendering
    names = list(cluster.workers)
    rendering = Rendering(cluster, picture_of(options), names, lambda event, data: None)
    result = await rendering.run(kill=names[0] if options.kill else None)
    comparison = await Reference(cluster, times=1).compare(rendering)
    if options.json:
        print(json.dumps({**result, **comparison, "network": cluster.network.kind}))
    else:
        print("\n".join(words(result, comparison)), flush=True)
    return 0 if comparison["equal"] and not result["lost"] else 1


async def measure(cluster, options):
    from rendering import Reference, Rendering
    names = list(cluster.workers)
    counts = sorted({1, len(names)})
    seconds = {count: [] for count in counts}
    reference = Reference(cluster)
    for number in range(options.rounds + 1):  # the first warms them
        for count in counts:
            rendering = Rendering(cluster, picture_of(options), names[:count], lambda event, data: None)
            result = await rendering.run()
            comparison = await reference.compare(rendering)
            if not comparison["equal"]:
                print("THE PIXELS DIFFER from those of one process alone")
                return 1
            if number:
                seconds[count].append(result["seconds"])
    load = os.getloadavg()[0]
    print(f"{options.size}, {options.iterations} iterations, {len(rendering.places)} tiles; median (fastest) of {options.rounds} rounds; "
          f"{cluster.network.about}; {len(os.sched_getaffinity(0))} cores, load {load:.1f}")
    print(f"  one process alone, without a cluster  {comparison['alone'] / 1000:7.2f} s")
    for count in counts:
        median = statistics.median(seconds[count])
        more = f"  {statistics.median(seconds[1]) / median:.2f} times as fast as one" if count > 1 else ""
        print(f"  {count} worker{'s' if count > 1 else ' '}                             {median:7.2f} s ({min(seconds[count]):.2f}){more}")
    print("all pictures equal to that of one process")
    return 0


async def show(cluster, listener):
    from page import Page
    page = Page(cluster)
    try:
        await page.serve(listener)
    except asyncio.CancelledError:
        print(flush=True)
        return 0
    finally:
        await page.close()


async def work(options, network, listener):
    from cluster import Cluster, Failed
    task = asyncio.current_task()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    try:
        async with Cluster(network, options.python) as cluster:
            if not options.json:
                print(f"scheduler and {len(cluster.workers)} workers start on {network.about} ({', '.join(f'{m.name} {m.address}' for m in network.machines)})", flush=True)
            await cluster.bring_up(list(cluster.workers))
            if options.once:
                return await draw_once(cluster, options)
            if options.measure:
                return await measure(cluster, options)
            print(f"the cluster: http://127.0.0.1:{listener.getsockname()[1]}/    Ctrl-C ends it", flush=True)
            return await show(cluster, listener)
    except Failed as reason:
        print(f"cluster: {reason}", file=sys.stderr)
        return 1
    except asyncio.CancelledError:
        return 130


def open_listener(port):
    from machines import listening_socket
    for attempt in [port] if port is not None else range(PORT, PORT + PORTS):
        try:
            return listening_socket(attempt)
        except OSError as error:
            problem = error
    raise SystemExit(f"cluster: port {attempt}: {problem.strerror}")


def main():
    options = options_of(sys.argv[1:])
    listener = None if options.once or options.measure else open_listener(options.port)
    import machines
    # Before distributed is there: it starts threads, and looks for its settings.
    try:
        network, reason = machines.make_network(options.network, options.workers)
    except machines.NotHere as reason:
        raise SystemExit(f"cluster: {reason}")
    if reason and not options.json:
        print(f"loopback addresses, because {reason}", flush=True)
    try:
        with tempfile.TemporaryDirectory() as empty:
            os.environ["DASK_CONFIG"] = empty
            import distributed
        # What it says when a worker was killed, and goes on.
        logging.getLogger("distributed.client").setLevel(logging.ERROR)
        try:
            picture_of(options)
        except ValueError as error:
            raise SystemExit(f"cluster: {error}")
        return asyncio.run(work(options, network, listener))
    except ModuleNotFoundError as error:
        raise SystemExit(f"cluster: {error.msg}; {MISSING}")
    except KeyboardInterrupt:
        return 130
    finally:
        network.close()


if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parent))
    sys.exit(main())
