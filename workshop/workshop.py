"""The workshop: shows the next exercise, watches your file, checks it whenever you save it, and goes on when it is right.

usage: scripts/workshop [NAME] [--course two-hours|day] [--list] [--check] [--hint] [--solution] [--reset NAME|all]

Without a name: the first one of the course that is not done; the course stays chosen until you choose the other. Your files are in workshop/mine/. Ctrl-C leaves; what is done stays done.
"""

import argparse
import json
import os
import shutil
import sys
import time
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from table import COURSES, EXERCISES, TRACKS  # noqa: E402

MINE = Path(os.environ.get("WORKSHOP_MINE", HERE / "mine"))
PROGRESS = MINE / "progress.json"
LOOK_EVERY = 0.3  # seconds


class Progress:
    """What is done, how many hints of each exercise have been asked for, and the course."""

    def __init__(self):
        try:
            stored = json.loads(PROGRESS.read_text())
        except (OSError, ValueError):
            stored = {}
        self.done, self.hints = set(stored.get("done", [])), dict(stored.get("hints", {}))
        self.course = stored.get("course") if stored.get("course") in COURSES else "day"

    @property
    def exercises(self):
        """The course's, in its order."""
        by_name = {exercise.name: exercise for exercise in EXERCISES}
        return [by_name[name] for name in COURSES[self.course]]

    def save(self):
        MINE.mkdir(parents=True, exist_ok=True)
        new = PROGRESS.with_suffix(".new")
        new.write_text(json.dumps({"done": sorted(self.done), "hints": self.hints, "course": self.course}))
        new.replace(PROGRESS)


def file_of(exercise):
    """One's own copy, made when it is first needed."""
    file = MINE / exercise.file
    if not file.exists():
        MINE.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(exercise.start, file)
    return file


def complaint_about(exercise):
    """None if it is right."""
    try:
        return exercise.check(file_of(exercise), exercise.start)
    except SyntaxError as error:
        return f"line {error.lineno}: {error.msg}"
    except Exception as error:  # whatever one's file makes the check run into is said, and the workshop goes on
        return str(error) or type(error).__name__


def shown(path):
    return os.path.relpath(path)


def present(exercise, progress):
    course = progress.exercises
    place = f"{course.index(exercise) + 1}/{len(course)}" if exercise in course else "besides the course"
    print(f"\n{place}  {exercise.title}   ({TRACKS[exercise.track]})")
    print(f"  {exercise.text}")
    print(f"  your file: {shown(file_of(exercise))}      a hint: scripts/workshop --hint")


def judge(exercise, progress):
    """Whether it is right now; says so, and keeps it."""
    complaint = complaint_about(exercise)
    if complaint is not None:
        print(f"  not yet: {complaint}", flush=True)
        return False
    print("  right!", flush=True)
    progress.done.add(exercise.name)
    progress.save()
    return True


def watch(exercise, progress):
    """Checks again whenever the file has been saved, until it is right. Saved while it is checked: again at once."""
    while True:
        judged = stamp(exercise)
        if judge(exercise, progress):
            return
        while stamp(exercise) == judged:
            time.sleep(LOOK_EVERY)


def stamp(exercise):
    stat = file_of(exercise).stat()
    return stat.st_mtime_ns, stat.st_size


def give_hint(exercise, progress):
    """One more each time."""
    count = min(progress.hints.get(exercise.name, 0) + 1, len(exercise.hints))
    progress.hints[exercise.name] = count
    progress.save()
    for number, hint in enumerate(exercise.hints[:count], 1):
        print(f"  hint {number} of {len(exercise.hints)}: {hint}")


def reset(name, progress):
    for exercise in EXERCISES:
        if name in (exercise.name, "all"):
            (MINE / exercise.file).unlink(missing_ok=True)
            progress.done.discard(exercise.name)
            progress.hints.pop(exercise.name, None)
    progress.save()


def print_list(progress):
    for exercise in progress.exercises:
        print(f"{'done' if exercise.name in progress.done else '    '} {exercise.name:18} {exercise.title}")


def next_one(progress):
    return next((exercise for exercise in progress.exercises if exercise.name not in progress.done), None)


def work(first, progress):
    exercise = first
    while exercise:
        present(exercise, progress)
        watch(exercise, progress)
        exercise = next_one(progress)
    print("\nThat was the last one. " + all_done(progress))


def all_done(progress):
    left = sum(exercise.name not in progress.done for exercise in EXERCISES)
    return f"The course is done; --course day has {left} more." if left else "All of it is done. --reset all begins again."


def parse():
    parser = argparse.ArgumentParser(prog="scripts/workshop", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", nargs="?")
    parser.add_argument("--course", choices=COURSES, help=f"two-hours: {len(COURSES['two-hours'])} of the {len(EXERCISES)} exercises; day: all of them")
    parser.add_argument("--list", action="store_true", help="a line for each exercise of the course")
    parser.add_argument("--check", action="store_true", help="check once, without watching; exit code 1 if it is not right yet")
    parser.add_argument("--hint", action="store_true", help="one more hint each time")
    parser.add_argument("--solution", action="store_true", help="show how it can be done")
    parser.add_argument("--reset", metavar="NAME", help="begin one, or all, again")
    options = parser.parse_args()
    names = {exercise.name for exercise in EXERCISES}
    for name in (options.name, None if options.reset == "all" else options.reset):
        if name and name not in names:
            parser.error(f"there is no exercise {name}: --list shows them")
    return options


def main():
    options = parse()
    progress = Progress()
    if options.course:
        progress.course = options.course
        progress.save()
    if options.list:
        return print_list(progress)
    if options.reset:
        return reset(options.reset, progress)
    exercise = next((each for each in EXERCISES if each.name == options.name), None) or next_one(progress)
    if exercise is None:
        return print(all_done(progress))
    if options.hint:
        return give_hint(exercise, progress)
    if options.solution:
        return print(exercise.solution.read_text(), end="")
    if options.check or not sys.stdin.isatty():
        present(exercise, progress)
        return 0 if judge(exercise, progress) else 1
    try:
        work(exercise, progress)
    except KeyboardInterrupt:
        print("\nuntil next time")


if __name__ == "__main__":
    sys.exit(main())
