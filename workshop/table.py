"""The exercises, in the order in which they are met."""

from dataclasses import dataclass

import checks
from checks import CPYTHON, SIDEWINDER, answers, changes, count, none, number, prints


@dataclass(frozen=True)
class Exercise:
    name: str  # the file in exercises/ and in solutions/
    title: str
    text: str
    check: object
    hints: tuple

    @property
    def track(self):
        return self.name.partition("_")[0]


TRACKS = {"read": "Read a trace", "fast": "Make a loop fast", "side": "CPython and Sidewinder side by side"}
SEE = "`demos/viewer/levels.py FILE` prints a summary of its traces; `build/bin/sidewinder -X jit-log=/dev/stdout FILE` a line for each."

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
    Exercise("fast_escape", "An object that escapes", "Each turn builds a Point, because a global sees it. Change the program so that no turn allocates anything.",
             changes(none("allocations")), ("Who can see the point after the turn?", "A local variable is nobody else's. The global needs only the last one.")),
    Exercise("fast_global", "A global as a counter", "Each turn writes a global. Change it so that no trace makes a call.", changes(none("calls")),
             ("Globals live in a dict.", "Count in a local variable; write the global once.")),
    Exercise("fast_dict", "A dict as an object", "The state has always the same keys. Change it so that no trace makes a call.", changes(none("calls")),
             ("What has always the same names is an object.", "Write a class with these attributes.")),
    Exercise("fast_temporary", "A list for two numbers", "Change norm() so that its loop makes no call.", changes(none("calls", "norm")),
             ("What is the list good for?", "Add the two numbers.")),
    Exercise("fast_text", "Numbers as text", "Digits are counted by making text. Change it so that no trace makes a call.", changes(none("calls")),
             ("When does a number get one digit more?", "Keep the width and the next power of ten.")),
    Exercise("fast_exceptions", "Exceptions for what is not exceptional", "Every fourth turn raises. Change it so that no trace makes a call.",
             changes(none("calls")), ("Ask before instead of raising.", "An `if` is enough.")),
    Exercise("fast_classes", "Three classes in one place", "Each class has its own bridge. Change the program so that it needs no bridge.",
             changes(checks.no_bridges), ("The loop asks which class it is, each turn.", "What differs is a value, not behaviour: one class can hold it.")),
    Exercise("side_execnet", "The sum elsewhere", "Run by CPython, this asks another CPython. Let it ask Sidewinder, whose path is in the environment as SIDEWINDER.",
             prints(CPYTHON, "sidewinder 333328333350000\n"), ("`makegateway` takes `popen//python=…`", "os.environ[\"SIDEWINDER\"]")),
    Exercise("side_back", "What only CPython knows", "Run by Sidewinder, this asks CPython how often an object is referred to, but never hears of it. Mend it.",
             prints(SIDEWINDER, "5\n"), ("What comes back must be sent.", "channel.send(…)")),
    Exercise("side_hotspot", "A hot spot that can move", "`scripts/hotspot` refuses this program: its function changes its argument. Change it so that it can be moved.",
             checks.can_be_moved, ("Over there, arguments are copies.", "Make the list inside, and return it.")),
]
