"""Part 2 of the talk: how fast can Python be, what a tracing JIT is, where it sits, what it likes."""

from step import Step

TITLE = "Part 2: how fast can it be?"
PROGRAMS = "demos/walkthrough/programs"
LOOP = f"{PROGRAMS}/loop.py"
# A threshold that only our loop reaches, so that what is shown is about nothing else.
SIDEWINDER = "sidewinder -X jit-threshold=5000"

STEPS = [
    Step("loop", "A loop", f"cat {LOOP}", "Numbers, a condition, a branch: nothing special. We follow it down to the machine.", (r"def total",)),
    Step("jit", "What a JIT does", f"python3 {PROGRAMS}/clock.py 'python3 {LOOP}' 'sidewinder -X jit=off {LOOP}' 'sidewinder {LOOP}'",
         "The same program, three times. The difference between the last two is the JIT.", (r"jit=off",), 60),
    Step("bytecode", "What the interpreter sees", f"sidewinder -X dump=bytecode -X dump-only=total {LOOP} | sed -n 1,24p",
         "Registers instead of a stack. `for_iter` at the loop's head is where the JIT counts.", (r"for_iter",)),
    Step("log", "What the JIT did", f"demos/viewer/levels.py {LOOP}",
         "A loop, and bridges: paths that left it often enough to be compiled too.", (r"loop 1: total:3", r"bridge 2 of 1"), 30),
    Step("trace", "A trace", f"{SIDEWINDER} -X dump=trace {LOOP} 2>&1 | sed -n 1,26p",
         "One turn of the loop, as it went, written down by the same handlers that interpret. Each `guard` is an assumption.",
         (r"recorded", r"guard_")),
    Step("reasons", "What was removed, and why", f"{SIDEWINDER} -X dump=passes {LOOP} 2>&1 | sed -n 1,24p",
         "Each line is an operation that is gone: after the semicolon the pass, and the reason in words.", (r"; (fold|guards)",)),
    Step("ir", "What is left", f"{SIDEWINDER} -X dump=ir {LOOP} 2>&1 | sed -n '/^label 1/,/^jump/p' | sed -n 1,30p",
         "The loop's body after all passes: plain numbers, and no object is made.", (r"int_",)),
    Step("asm", "Machine code", f"{SIDEWINDER} -X dump=asm {LOOP} 2>&1 | sed -n '/^align 32/,/^jmp/p' | sed -n 1,60p",
         "And this is what the processor runs.", (r"jmp L",)),
    Step("virtuals", "Objects that are never made", f"python3 {PROGRAMS}/ablation.py {PROGRAMS}/vectors.py virtuals",
         "Temporary objects stay virtual; without that pass each of them is built.", (r"all passes", r"virtuals"), 60),
    Step("frames", "Frames that are never made", f"{SIDEWINDER} -X dump=snapshots {PROGRAMS}/frames.py 2>&1 | sed -n '/guard_false/,/area/p; /^Traceback/,$p' | tail -n 14; test $? = 1",
         "The call is in the trace. Where it may be left within `area`, a description of both frames is kept, and nothing is built; the division that fails builds them, and the traceback is right.",
         (r"total:8 .*\n +area:2 ", r"in total\n.*\n.*\n.*in area\n.*\n.*\nZeroDivisionError")),
    Step("peel", "The first turn proves it for all", f"python3 {PROGRAMS}/ablation.py {LOOP} peel guards",
         "Peeling moves what does not change out of the loop.", (r"without peel",), 60),
    Step("handler", "Where the JIT sits", "demos/viewer/levels.py --handler for_iter branch",
         "A handler is a template over its machine: one executes, one records, one compiles. Look for `remaining` in all three.",
         (r"op_for_iter", r"guard_class .*range_iterator", r"load_int .*range_iterator\.remaining\n +mov"), 30),
    Step("language", "Any language", f"cat {PROGRAMS}/sum.lines && second_language {PROGRAMS}/sum.lines",
         "A small language of another kind gets its JIT from the same framework.", (r"function sum", r"\d+")),
    Step("likes", "What it likes, and what it does not",
         f"python3 {PROGRAMS}/compare.py generator_sum generator_pipelines fib ackermann bytecode_interpreter templates",
         "In 2010: bad support so far for generators and recursion, interpreter-like constructs not. And today, with nothing left out?",
         (r"generator_sum", r"bytecode_interpreter"), 240),
]
