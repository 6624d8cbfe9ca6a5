"""The exercises, in the order in which they are met."""

from dataclasses import dataclass

import checks
import language
from checks import CPYTHON, HERE, SIDEWINDER, answers, changes, count, measures, none, number, prints


@dataclass(frozen=True)
class Exercise:
    name: str  # of the file in its track's folder of exercises/ and of solutions/
    title: str
    text: str
    check: object
    hints: tuple
    ending: str = ".py"

    @property
    def file(self):
        return self.name + self.ending

    @property
    def track(self):
        return self.name.partition("_")[0]

    @property
    def start(self):
        return HERE / "exercises" / self.track / self.file

    @property
    def solution(self):
        return HERE / "solutions" / self.track / self.file


# Programs in Lines, with what the exercises add to it.
EUCLID = """function gcd a b
again:
  if b == 0 goto done
  r = a % b
  a = b
  b = r
  goto again
done:
  return a
end
function main
  total = 0
  i = 1
next:
  x = call gcd 5040 i
  total = total + x
  i = i + 1
  if i == 2000 goto done
  goto next
done:
  print total
  x = -7
  x = x % 3
  print x
end
"""
ROOTS = """function main
  total = 0.0
  i = 0
again:
  if i == 4000 goto done
  x = i * i
  x = sqrt x
  total = total + x
  i = i + 1
  goto again
done:
  print total
end
"""
REPEATED = """function main
  total = 0
  n = 3000
again:
  total = total + n
  repeat n goto again
  print total
  print n
  n = -5
once:
  total = total + 1
  repeat n goto once
  print total
  print n
end
"""
SWAPPED = """function main
  total = 0
  i = 0
again:
  if i == 4000 goto done
  p = pair i total
  p = swap p
  a = first p
  b = second p
  total = a + b
  i = i + 1
  goto again
done:
  print total
  p = swap p
  b = first p
  print b
end
"""
COUNTED = """function main
  p = pair 0 0
  i = 0
again:
  if i == 3000 goto done
  count p i
  i = i + 1
  goto again
done:
  x = first p
  print x
end
"""

TRACKS = {"read": "Read a trace", "fast": "Make a loop fast", "side": "CPython and Sidewinder side by side", "measure": "Measure honestly",
          "language": "A JIT for your own small language"}
SEE = "`demos/viewer/levels.py FILE` prints a summary of its traces; `build/bin/sidewinder -X jit=traces -X jit-log=/dev/stdout FILE` a line for each."

EXERCISES = [
    Exercise("read_loops", "How many loops?", "Set ANSWER to the number of loops that the JIT compiles in this program.", answers(count("loop")),
             (SEE, "A loop must be hot: how often does each of the three turn?")),
    Exercise("read_line", "Which loop?", "One loop stands in another. Set ANSWER to the line of the loop that is compiled first.", answers(number("line")),
             (SEE, "In the log it is `line=`. Which of the two gets hot first?")),
    Exercise("read_bridges", "The other side of a branch", "Set ANSWER to the number of bridges.", answers(count("bridge")),
             (SEE, "The loop's body is in the code twice: its first turn, and the loop itself.")),
    Exercise("read_bridge_line", "Where does the bridge hang?", "Set ANSWER to the line of the guard from which the first bridge starts.",
             answers(checks.line_of_first_bridge), ("Which condition is not always the same?", SEE)),
    Exercise("read_failures", "How often does a guard fail?", "Set ANSWER to the number of times that this guard had failed when it got its bridge.",
             answers(checks.failures_before_first_bridge), ("`levels.py` prints `left at … times`.", "It is the same number for each guard: a parameter of the JIT.")),
    Exercise("read_inlined", "Who is in the trace?", "Set ANSWER to a set with the qualified names of the functions through which the loop's trace goes.",
             answers(checks.functions_in_first_loop), ("A set of strings: {\"walk\", \"Vector.…\"}", "Follow the calls from the loop: all of them are in the trace.")),
    Exercise("read_allocations", "Objects that are not built", "Set ANSWER to the number of objects that a turn of the loop allocates.",
             answers(number("allocations")), (SEE, "In the log it is `allocations=`.")),
    Exercise("read_who", "Who removed it?", "Set ANSWER to the name of the pass that removed the first `new_object`, a string.",
             answers(checks.pass_that_removed("new_object")), ("`build/bin/sidewinder -X dump=passes FILE`", "The pass stands behind the `;`.")),
    Exercise("read_types", "Two types", "The same loop meets numbers, then text. Set ANSWER to the number of loops that are compiled.", answers(count("loop")),
             (SEE, "What holds for numbers does not hold for text: can they share a loop?")),
    Exercise("read_calls", "A call is a call", "Set ANSWER to the number of calls that a turn of the loop makes.", answers(number("calls")),
             (SEE, "In the log it is `calls=`.")),
    Exercise("read_generator", "A generator in a loop", "Set ANSWER to the number of calls that a turn of main()'s loop makes.",
             answers(number("calls", "main")), (SEE, "Is the generator called at all, or is it in the trace?")),
    Exercise("read_cold", "Not hot enough", "Set ANSWER to the number of loops that the JIT compiles in this program.", answers(count("loop")),
             ("How often does it turn?", SEE)),
    Exercise("read_comprehension", "A loop that hides", "Set ANSWER to the number of loops that the JIT compiles in this program.", answers(count("loop")),
             ("What is a comprehension?", SEE)),
    Exercise("read_guards", "Assumptions", "Set ANSWER to the number of guards that a turn of this loop passes.", answers(number("guards")),
             (SEE, "In the log it is `guards=`.")),
    Exercise("read_most", "The busiest pass", "Set ANSWER to the name of the pass that removed most of this loop, a string.", answers(checks.busiest_pass),
             ("`demos/viewer/levels.py FILE` counts them.", "Floats are put into boxes and taken out again in every line of the source.")),
    Exercise("read_bytecodes", "How long is a turn?", "Set ANSWER to the number of bytecodes that were recorded for a turn of this loop.", answers(number("bytecodes")),
             (SEE, "In the log it is `bytecodes=`.")),
    Exercise("read_loads", "Reads that are left", "Set ANSWER to the number of loads that a turn of smooth()'s loop makes.", answers(number("loads", "smooth")),
             (SEE, "There are two loops in this program; in the log it is `loads=`.")),
    Exercise("read_big", "Numbers that do not fit", "This number needs 72 bits. Set ANSWER to the number of calls that a turn makes.", answers(number("calls")),
             (SEE, "What fits a register is computed there. What does not?")),
    Exercise("read_escape", "Who sees it?", "A global sees the point. Set ANSWER to the number of objects that a turn allocates.", answers(number("allocations")),
             (SEE, "The point, and what it holds.")),
    Exercise("fast_escape", "An object that escapes", "Each turn builds a Point, because a global sees it. Change the program so that no turn allocates anything.",
             changes(none("allocations")), ("Who can see the point after the turn?", "A local variable is nobody else's. The global needs only the last one.")),
    Exercise("fast_global", "A global as a counter", "Each turn writes a global. Change it so that no trace loads anything.", changes(none("loads")),
             ("Globals live in a dict.", "Count in a local variable; write the global once.")),
    Exercise("fast_dict", "A dict as an object", "The state has always the same keys. Change it so that no trace makes a call.", changes(none("calls")),
             ("What has always the same names is an object.", "Write a class with these attributes.")),
    Exercise("fast_temporary", "A list for two numbers", "Change norm() so that its loop makes no call.", changes(none("calls", "norm")),
             ("What is the list good for?", "Add the two numbers.")),
    Exercise("fast_text", "Numbers as text", "Digits are counted by making text. Change it so that no trace makes a call.", changes(none("calls")),
             ("When does a number get one digit more?", "Keep the width and the next power of ten.")),
    Exercise("fast_exceptions", "A search that raises", "Raising and catching is a jump; the search that raises is not. Change it so that no trace "
             "makes a call.", changes(none("calls")), ("Who needs the index?", "What is in the list can be said by an `if`.")),
    Exercise("fast_classes", "Three classes in one place", "Each class has its own bridge. Change the program so that it needs no bridge.",
             changes(checks.no_bridges), ("The loop asks which class it is, each turn.", "What differs is a value, not behaviour: one class can hold it.")),
    Exercise("fast_slice", "A slice to add two", "Change it so that no trace makes a call.", changes(none("calls")),
             ("A slice is a new list.", "Take the two items by their index.")),
    Exercise("fast_max", "max of a list", "Change it so that no trace makes a call.", changes(none("calls")),
             ("A list is made, and a function called for each of its two.", "An `if` says it too.")),
    Exercise("fast_getattr", "A name that is text", "Change it so that no trace makes a call.", changes(none("calls")),
             ("There are only two names.", "A conditional expression with p.x and p.y.")),
    Exercise("fast_divmod", "Two results in a tuple", "Change it so that no trace makes a call.", changes(none("calls")),
             ("math.modf makes a tuple, of which one is used.", "The whole part of a quotient has an operator.")),
    Exercise("fast_square", "To the power of two", "Change it so that no trace makes a call.", changes(none("calls")),
             ("`**` is made for any exponent.", "Multiply.")),
    Exercise("fast_keywords", "Arguments in a dict", "Change it so that no trace makes a call.", changes(none("calls")),
             ("A dict is made, to be taken apart again.", "The arguments can simply be written.")),
    Exercise("fast_star", "Any number of arguments", "It is always two. Change it so that no trace makes a call.", changes(none("calls")),
             ("`*numbers` makes a tuple, `sum` walks over it.", "Give the two arguments names.")),
    Exercise("fast_record", "A dict for two values", "Change it so that no trace makes a call.", changes(none("calls")),
             ("The dict does not outlive its turn.", "Two local variables.")),
    Exercise("fast_append", "A dict only to be added up", "Change it so that no trace allocates or calls anything.",
             changes(lambda item: none("calls")(item) or none("allocations")(item)), ("Who needs the dict?", "Add up as you go.")),
    Exercise("fast_property", "An attribute that is not there", "Each turn asks whether there is an attribute. Change it so that no trace makes a call.",
             changes(none("calls")), ("Give the objects what is asked of them.", "A value in the class is found for all of them.")),
    Exercise("fast_smaller", "Sorting two numbers", "Change it so that no trace makes a call.", changes(none("calls")),
             ("Only the smaller one is needed.", "A conditional expression.")),
    Exercise("side_execnet", "The sum elsewhere", "Run by CPython, this asks another CPython. Let it ask Sidewinder, whose path is in the environment as SIDEWINDER.",
             prints(CPYTHON, "sidewinder 333328333350000\n"), ("`makegateway` takes `popen//python=…`", "os.environ[\"SIDEWINDER\"]")),
    Exercise("side_back", "What only CPython knows", "Run by Sidewinder, this asks CPython how often an object is referred to, but never hears of it. Mend it.",
             prints(SIDEWINDER, "5\n"), ("What comes back must be sent.", "channel.send(…)")),
    Exercise("side_plain", "Only plain data travels", "Run by CPython, this wants to send an object of a class of its own, which the other side does not know. Send what it needs.",
             prints(CPYTHON, "1004000\n"), ("Numbers, text, bytes, lists, tuples, dicts and sets can be sent.", "A tuple of x and y; the other side takes it apart.")),
    Exercise("side_two", "Two at once", "This sends four pieces of work to one Sidewinder. Share them between two.",
             prints(CPYTHON, "2 processes: 399999\n"),
             ("A gateway is a process, and the rest is ready for more than one channel.", "A list of two gateways, and a channel of each.")),
    Exercise("side_identity", "Equal is not the same", "CPython and Sidewinder count differently here. Change it so that both find 1000 twins.",
             checks.prints_on_both("1000\n"), ("Which numbers are made once and kept is an accident.", "`==` asks for the value.")),
    Exercise("side_gone", "Gone, but when?", "Sidewinder collects later than CPython, so the words come after the end. Change it so that they come first on both.",
             checks.prints_on_both("first second\nthe end\n"),
             ("`__del__` is called when the object is collected: nothing says when.", "Give Printer `__enter__` and `__exit__`, and use it by `with`.")),
    Exercise("side_function", "Nothing to move", "`scripts/hotspot` finds nothing in this program. Change it so that it does, and can move it.",
             checks.can_be_moved, ("Only functions can be moved.", "A function that is given n and returns the total.")),
    Exercise("side_hotspot", "A hot spot that can move", "`scripts/hotspot` refuses this program: its function changes its argument. Change it so that it can be moved.",
             checks.can_be_moved, ("Over there, arguments are copies.", "Make the list inside, and return it.")),
    Exercise("measure_warm", "When is it warm?", "Set ANSWER to the number of the last call in which the JIT compiled something: only what comes after it is the program as it stays.",
             checks.answers_of_file(checks.last_call_that_compiles),
             ("`build/bin/sidewinder FILE` prints what each call took. There is more than one slow call.",
              "`build/bin/sidewinder -X jit=traces -X jit-log=/dev/stdout FILE | cat`: the log's lines stand between those of the calls.")),
    Exercise("measure_dead", "A benchmark of nothing", "The result of the multiplication is not used, so the JIT leaves it out. Change it so that every turn multiplies.",
             changes(checks.computes("float_mul", "multiply")),
             ("`demos/viewer/levels.py FILE` says which pass took it away.", "What the next turn and the caller need cannot be left out: carry the product on, and return it.")),
    Exercise("measure_clock", "A clock that nobody sets", "The stopwatch is wrong when the clock on the wall is set while it runs. Mend it; it must tell time that is spent waiting, too.",
             measures("clock"), ("The module `time` has a clock that only goes forward.", "perf_counter. (process_time does not count waiting.)")),
    Exercise("measure_tick", "Shorter than a tick", "A call takes less than a tick of the clock. Find out what it takes, to 3 %.", measures("tick"),
             ("One call cannot be measured, many can.", "Until 100 ticks have passed, and begin at the edge of one: call until the clock changes.")),
    Exercise("measure_typical", "One number for many", "In one run of eight another program was in the way, and the mean counts it in full. Return what a run takes, to 3 %.", measures("typical"),
             ("Sort them and look: where do the disturbed runs stand?", "The median does not mind them.")),
    Exercise("measure_steady", "After the warm-up", "Return what a run takes once the program is warm, to 3 %. Some of the compiling comes late.", measures("steady"),
             ("How many runs are slow? It differs, but it is never half of them.", "The median of the second half.")),
    Exercise("measure_turns", "Take turns", "The machine gets slower while it works: so whoever comes second loses. Make the ratio right to 3 %.", measures("turns"),
             ("Both should meet the same machine.", "A ratio of each round (a, then b; next time b, then a), and the median of these.")),
    Exercise("measure_interval", "How sure?", "Return an interval that holds the true value 19 times of 20 (here it is tried 300 times), and is no wider than it must be.", measures("interval"),
             ("The extremes of the runs are not the limits of what you know about their middle.",
              "Draw as many runs from them, with repetition, and take the median; do this 400 times: the middle 95 % of these medians. It is called bootstrap.")),
    Exercise("measure_ratios", "The table's last line", "Make one number of many ratios, such that who is compared with whom does not matter.", measures("ratios"),
             ("2 times and 0.5 times should be 1 together.", "The geometric mean.")),
    Exercise("language_loop", "A loop in Lines", "Print the sum of the squares of 1 to 1000. The loop must be compiled, and call nothing.",
             language.prints("333833500\n", "calls", "allocations"),
             ("`build/bin/second_language FILE` runs it; tests/second_language/README.md shows a loop.", "A label, the body, and a `goto` of its own that goes back; `if` only goes forward."),
             ".lines"),
    Exercise("language_escape", "A pair that lives on", "Print the same sum without a pair that is kept: no loop may allocate.", language.prints("12497500\n", "allocations", "calls"),
             ("Who can see a pair when its turn is over?", "Nothing but the sum has to be carried from turn to turn."), ".lines"),
    Exercise("language_branch", "A branch less", "Print the same, but let no loop need a bridge.", language.prints("7500\n", "allocations", "calls", bridges=False),
             ("`build/bin/second_language -X jit=traces -X jit-log=/dev/stderr FILE` shows the bridge, and the guard it hangs at.", "`odd` is a number: it can be added as well as asked."), ".lines"),
    Exercise("language_modulo", "An opcode", "Write the handler of `%`: ints only, and 0 as divisor raises. Then the JIT has it too.",
             language.extends(EUCLID, "44006\n2\n", "calls", "allocations", wrong=(("x = 1 % 0", "division by zero"), ("x = p % 2", "two numbers wanted"))),
             ("Read op_arithmetic in tests/second_language/handlers.h: look at the operands, test, operate, put the result last.",
              "m.is_small_int, m.unbox_int, m.test(m.int_ne(…, m.int_(0))), m.int_mod, m.box_int, f.put."), ".h"),
    Exercise("language_root", "A call less", "Let a hot loop with `sqrt` call nothing and allocate nothing. What is no number, or below 0, still raises.",
             language.extends(ROOTS, "7998000.0\n", "calls", "allocations",
                              wrong=(("x = sqrt p", "a number wanted, not a pair"), ("x = sqrt -4", "square root of -4"))),
             ("jit/ir/primitives.def has all that a trace can do by itself: one of them is a square root.", "to_float tells whether it is a number; then m.float_lt, m.float_sqrt, m.box_float."), ".h"),
    Exercise("language_repeat", "A loop", "Write the handler of `repeat n goto again`.", language.extends(REPEATED, "4501500\n0\n4501501\n-5\n", "calls", "allocations"),
             ("Take 1, test, put the result, and end with f.jump_back(m, in) or with Next::Go.",
              "m.int_sub, m.int_gt; keep what m.test says in a bool, put m.box_int of what is left, then go back or on."), ".h"),
    Exercise("language_swap", "A virtual", "Let the hot loop with `swap` make no pair at all.", language.extends(SWAPPED, "7998000\n3999\n", "calls", "allocations", wrong=(("x = swap 1", "a pair wanted, not an int"),)),
             ("op_pair makes its pair in sight of the JIT. What can be seen can be left out.", "m.has_class, m.new_object(pair_shape), m.load_ref, m.store_ref."), ".h"),
    Exercise("language_rule", "The rule of handlers", "Mend the handler of `count`: `second_language -X explain` says what it breaks.",
             language.extends(COUNTED, "4498500\n", wrong=(("count 1 2", "a pair wanted"),)),
             ("Which test comes after a change?", "Ask m.test first, keep the answer, then store once."), ".h"),
]

# What two hours hold, some eight minutes each: of each track what the rest of it builds on.
TWO_HOURS = ("read_loops", "read_bridges", "read_failures", "read_allocations", "read_who", "fast_escape", "fast_global", "fast_classes", "side_execnet", "side_hotspot",
             "measure_warm", "measure_dead", "measure_typical", "language_loop", "language_modulo")
COURSES = {"day": [exercise.name for exercise in EXERCISES], "two-hours": list(TWO_HOURS)}
