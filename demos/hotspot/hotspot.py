"""Finds the function of a CPython program that is worth moving, runs it in a Sidewinder with the same arguments, proves the results
equal, and measures the program before and after. The program runs eight times; what it prints is compared, not shown.

usage: scripts/hotspot [--function NAME] [--sidewinder COMMAND] PROGRAM [argument...]
"""

import argparse
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

from finding import candidates_of  # noqa: E402
from moving import CannotMove, Comparison, Elsewhere  # noqa: E402
from program import Program  # noqa: E402

sys.path.pop(0)

SIDEWINDER = Path(__file__).resolve().parents[2] / "build" / "bin" / "sidewinder"
MOST_TRIED = 4
RUNS = 3


def duration(seconds):
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"


def median_run(program, **replaced):
    """The run in the middle of three by its time."""
    return sorted(program.run(**replaced) for _ in range(RUNS))[RUNS // 2]


def name_of(function):
    return f"{function.name}() in {function.path.name}, line {function.line}"


def compare(program, candidate, python):
    """The comparison of all calls, and the function elsewhere, which is warm then."""
    elsewhere = Elsewhere(candidate.function, program.path.parent, python)
    comparison = Comparison(elsewhere)
    try:
        program.run(function=candidate.function, wrapper=comparison)
    except (CannotMove, elsewhere.channel.RemoteError, EOFError) as error:
        elsewhere.close()
        raise error if isinstance(error, CannotMove) else CannotMove(f"it fails elsewhere: {str(error).strip().splitlines()[-1]}") from None
    return comparison, elsewhere


def move(program, candidate, python):
    """Whether it could be moved and everything was equal; prints what was found."""
    print(f"hot spot: {name_of(candidate.function)}: {candidate.part * 100:.0f} % of the time, {candidate.calls} call{'s' * (candidate.calls != 1)}")
    comparison, elsewhere = compare(program, candidate, python)
    try:
        print(f"  the function on CPython:     {duration(comparison.here)}")
        print(f"  in Sidewinder, and back:     {duration(comparison.there)}, compiling included")
        print(f"  results: {comparison.equal} of {comparison.calls} equal")
        if comparison.equal != comparison.calls:
            print("  THE RESULTS DIFFER: it is not moved")
            return False
        before, printed_before = median_run(program)
        after, printed_after = median_run(program, function=candidate.function, wrapper=lambda function: elsewhere)
        print(f"  the program before:          {duration(before)}, the median of {RUNS}")
        print(f"  the program after:           {duration(after)}   {before / after:.1f}x")
        print(f"  what it prints is {'the same' if printed_before == printed_after else 'DIFFERENT'}")
        return printed_before == printed_after
    finally:
        elsewhere.close()


def main():
    parser = argparse.ArgumentParser(prog="scripts/hotspot", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--function", help="this one, instead of what the profile says")
    parser.add_argument("--sidewinder", default=SIDEWINDER)
    parser.add_argument("program")
    parser.add_argument("arguments", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    if not Path(options.program).is_file():
        parser.error(f"there is no {options.program}")
    if not Path(options.sidewinder).is_file():
        parser.error(f"there is no {options.sidewinder}: scripts/setup builds it")
    program = Program(options.program, options.arguments)
    if not program.has_guard():
        parser.error(f"{options.program} runs when it is imported: it needs `if __name__ == \"__main__\":` around what starts it")
    candidates = candidates_of(program)
    if options.function:
        candidates = [candidate for candidate in candidates if candidate.function.name == options.function]
    for candidate in candidates[:MOST_TRIED]:
        try:
            return 0 if move(program, candidate, options.sidewinder) else 1
        except CannotMove as reason:
            print(f"  not this one: {reason}")
    print("nothing here is worth moving" if not candidates else "nothing here can be moved")
    return 1


if __name__ == "__main__":
    sys.exit(main())
