"""The walkthroughs' one engine: scripts/part1, part2 and part3 hand it their tables of steps."""

import argparse
import importlib
import json
import sys
import time

import faults
import recorded
import runner
from terminal import Terminal

WORDS_A_SECOND = 4.0
MOST_REPORTED = 1500  # characters of the output of a step that did not work
KEYS = "Enter: next, b: back, a: again, r: the recorded twin, l: all steps, q: end"


def options_of(part, module):
    parser = argparse.ArgumentParser(prog=f"scripts/{part}", description=f"{module.TITLE}. Each step shows what it will run, waits for a "
                                     f"key, runs it, and says what to see. {KEYS}.")
    parser.add_argument("--auto", action="store_true", help="no keys: pauses as long as reading takes")
    parser.add_argument("--speed", type=float, default=1, metavar="N", help="with --auto: pauses N times shorter")
    parser.add_argument("--from", dest="start", metavar="STEP", help="begin at this step")
    parser.add_argument("--only", action="append", metavar="STEP", help="this step alone; may be given again")
    parser.add_argument("--list", action="store_true", help="the steps, a line each")
    parser.add_argument("--recorded", action="store_true", help="show each step's recorded twin, run nothing")
    parser.add_argument("--record", action="store_true", help="run all and keep what they print as recorded twins")
    parser.add_argument("--report", metavar="FILE", help="write what became of each step as JSON")
    parser.add_argument("--fault", metavar="KIND:STEP", help="for rehearsals: " + ", ".join(faults.OF_A_STEP))
    return parser


class Walkthrough:
    def __init__(self, part, module, options):
        self.part, self.title, self.options = part, module.TITLE, options
        self.steps = [step for step in module.STEPS if not options.only or step.name in options.only]
        self.terminal = Terminal(options.auto or options.record)
        self.twins = recorded.load(part)
        self.report = {}

    # --- one step ------------------------------------------------------------------------
    def introduce(self, step, number):
        say = self.terminal.say
        self.terminal.rule(f"{number + 1}/{len(self.steps)} {step.title}")
        if step.says:
            say(step.says)
        print(self.terminal.paint("$ ", "soft") + self.terminal.paint(step.command, "command"), flush=True)

    def fault_for(self, step):
        kind, _, name = (self.options.fault or "").partition(":")
        return faults.OF_A_STEP[kind]() if name == step.name else None

    def play(self, step):
        """The step for real, or else its twin."""
        if self.options.recorded:
            return self.show_twin(step, None)
        run = runner.run(step, self.terminal.write, self.fault_for(step))
        if run.problem is None:
            self.report[step.name] = {"how": "live", "seconds": round(run.seconds, 2)}
            if self.options.record:
                self.twins[step.name] = recorded.make(step, run)
            self.terminal.say("→ " + step.look, "look")
            return
        self.terminal.say()
        self.terminal.say(f"That did not work here and now: {run.problem}.", "warning")
        self.show_twin(step, run.problem, run.output)

    def show_twin(self, step, problem, output=""):
        """The step's recording, with the reason, and what was printed before, kept for the report."""
        twin = self.twins.get(step.name)
        if twin is None:
            self.terminal.say("There is no recorded twin of this step.", "warning")
            self.report[step.name] = {"how": "failed", "problem": problem, "output": output[-MOST_REPORTED:]}
            return
        self.terminal.say(f"RECORDED on {twin['when']} ({twin['machine']}), not run now:", "warning")
        self.terminal.write(twin["output"])
        self.terminal.say("→ " + step.look, "look")
        self.report[step.name] = {"how": "recorded", "problem": problem, "output": output[-MOST_REPORTED:]}

    # --- all of them -----------------------------------------------------------------------
    def pause(self, text):
        if not self.options.record:
            time.sleep(len(text.split()) / WORDS_A_SECOND / self.options.speed)

    def run_unattended(self, start):
        for number in range(start, len(self.steps)):
            step = self.steps[number]
            self.introduce(step, number)
            self.pause(step.title + " " + step.says + " " + step.command)
            self.play(step)
            self.pause(step.look * 2)

    def run_with_keys(self, start):
        number = start
        self.terminal.say(KEYS, "soft")
        while number < len(self.steps):
            step = self.steps[number]
            self.introduce(step, number)
            wish = self.terminal.key()
            if wish == "next":
                self.play(step)
                wish = self.terminal.key()
            if wish == "recorded":
                self.show_twin(step, None)
                wish = self.terminal.key()
            if wish == "quit":
                return
            if wish == "list":
                self.list_steps()
            number += {"next": 1, "back": -1 if number else 0}.get(wish, 0)

    def list_steps(self):
        for step in self.steps:
            print(f"{step.name:14} {step.title}" + ("" if step.name in self.twins else "   (no recorded twin)"))

    def run(self):
        names = [step.name for step in self.steps]
        start = names.index(self.options.start) if self.options.start else 0
        if self.terminal.has_keys and not self.options.recorded:
            self.run_with_keys(start)
        else:
            self.run_unattended(start)
        if self.options.record:
            recorded.save(self.part, self.twins)
        if self.options.report:
            with open(self.options.report, "w") as file:
                json.dump(self.report, file, indent=1)
        failed = [name for name, result in self.report.items() if result["how"] == "failed"]
        self.terminal.say()
        return 1 if failed else 0


def check(parser, options, module):
    names = [step.name for step in module.STEPS]
    fault, _, struck = (options.fault or "").partition(":")
    for name in [options.start, struck or None, *(options.only or [])]:
        if name is not None and name not in names:
            parser.error(f"there is no step {name}; there are {', '.join(names)}")
    if fault and fault not in faults.OF_A_STEP:
        parser.error(f"there is no fault {fault}; there are {', '.join(faults.OF_A_STEP)}")
    if options.speed <= 0:
        parser.error("--speed must be more than 0")


def main(part):
    module = importlib.import_module(part)
    parser = options_of(part, module)
    options = parser.parse_args()
    check(parser, options, module)
    walkthrough = Walkthrough(part, module, options)
    if options.list:
        walkthrough.list_steps()
        return 0
    try:
        return walkthrough.run()
    except (KeyboardInterrupt, BrokenPipeError):
        walkthrough.terminal.restore()
        print()
        return 130
