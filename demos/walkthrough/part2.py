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
    Step("log", "What the JIT did", f"{SIDEWINDER} -X jit-log=/dev/stdout {LOOP} | grep -E '^trace|^[0-9]' | grep -oE '^.*stores=[0-9]+|^[0-9]+'",
         "A loop, and bridges: paths that left it often enough to be compiled too.", (r"kind=loop at=total", r"kind=bridge")),
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
    Step("peel", "The first turn proves it for all", f"python3 {PROGRAMS}/ablation.py {LOOP} peel guards",
         "Peeling moves what does not change out of the loop.", (r"without peel",), 60),
    Step("handler", "Where the JIT sits", "grep -n -A 12 'Next op_subscript(' interpreter/execution/ops/subscript.h",
         "One handler for each instruction, as a template over its machine: one machine executes, one records.", (r"op_subscript",)),
    Step("language", "Any language", f"cat {PROGRAMS}/sum.lines && second_language {PROGRAMS}/sum.lines",
         "A small language of another kind gets its JIT from the same framework.", (r"function sum", r"\d+")),
    Step("likes", "What it likes, and what it does not",
         f"python3 {PROGRAMS}/compare.py generator_sum generator_pipelines fib ackermann bytecode_interpreter templates",
         "In 2010: bad support so far for generators and recursion, interpreter-like constructs not. And today, with nothing left out?",
         (r"generator_sum", r"bytecode_interpreter"), 240),
]
