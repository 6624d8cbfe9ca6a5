"""Part 3 of the talk: how to use it right now."""

from step import Step

TITLE = "Part 3: how to use it right now"
PROGRAMS = "demos/walkthrough/programs"

STEPS = [
    Step("application", "The application", "cat demos/mandelbrot/py_mandel.py | sed -n '/^def mandelbrot_tile/,/return/p'",
         "A clear hot spot, pure Python.", (r"def mandelbrot_tile",)),
    Step("page", "On a page", f"python3 {PROGRAMS}/page.py mandelbrot-server",
         "A server starts, a picture comes from each engine, and they are equal. `scripts/demo` shows it in a browser.",
         (r"equal",), 90),
    Step("alone", "Render", f"python3 {PROGRAMS}/render.py", "The main application, all on CPython.", (r"render: \d+",), 60),
    Step("side", "CPython and Sidewinder side by side", f"sed -n '/^group = /,/return channel.receive/p' {PROGRAMS}/jit_render.py",
         "CPython runs the application, Sidewinder is a subprocess and runs only the hot spot; they talk by execnet, as on the slide of 2010.",
         (r"makegateway",)),
    Step("execnet", "Render with the JIT", f"python3 {PROGRAMS}/jit_render.py",
         "The same picture. (execnet is in maintenance mode today and advises against new uses: the next step does without.)",
         (r"jit_render: \d+", r"the same picture"), 60),
    Step("back", "The other way round", f"sidewinder {PROGRAMS}/other_way.py",
         "Sidewinder runs the application and asks CPython for what only CPython has.", (r"cpython says",), 60),
    Step("pool", "With today's means", f"python3 {PROGRAMS}/pool.py",
         "The standard library is enough: a subprocess, pickles, and a function that does not know where it runs.", (r"pool: \d+", r"the same"), 60),
    Step("hotspot", "Which function is worth it?", f"scripts/hotspot {PROGRAMS}/application.py",
         "A profile names the function; it runs once more in Sidewinder with the same arguments; the results are compared.",
         (r"hot spot: ", r"1 of 1 equal", r"the same"), 90),
    Step("cluster", "On several machines", "demos/mandelbrot/cluster/run --once --kill",
         "Dask's scheduler and workers, unchanged, on Sidewinder; one is killed on the way. `scripts/cluster` shows on a page who draws what.",
         (r"w1 was killed .* 0 tiles lost", r"all pixels are equal"), 120),
    Step("slides", "The slides themselves", f"python3 {PROGRAMS}/panels.py mandelbrot-server",
         "The slides are a page of that server, in a browser; the panels in them are live, and this one's race was just run to its end.",
         (r"panel handler: .* [1-9]\d* instructions compiled", r"panel pypy: .*the run of 20", r"open on its slide: /mandelbrot/", r"the race: done, .* all pixels equal"), 120),
    Step("graph", "The closing graph", f"python3 {PROGRAMS}/graph.py",
         "Time against image size, each engine, measured while you look.", (r"640", r"sidewinder"), 120),
]
