#!/usr/bin/python3
"""live.py STEP: a step, for the slide that shows it (part1_race): runs it for real and hands on what it prints as server-sent events: output, then done
with what became of it. It goes on as long as its input is open: the server closes that when nobody looks any more."""

import json
import os
import sys
import threading
import time

sys.dont_write_bytecode = True

import part1
import part2
import part3
import recorded
import runner

STEPS = {f"{module.__name__}_{step.name}": step for module in (part1, part2, part3) for step in module.STEPS}


def send(event, data):
    sys.stdout.write(f"event: {event}\ndata: {json.dumps(data)}\n\n")
    sys.stdout.flush()


def end_with_the_input(command):
    while os.read(0, 4096):
        pass
    command.end()


def play(step):
    began = time.monotonic()
    command = runner.Command(step.command)
    threading.Thread(target=end_with_the_input, args=[command], daemon=True).start()
    output = ""
    try:
        for piece in command.pieces(began + step.seconds):
            output += piece
            send("output", {"text": recorded.without_root(piece)})
        problem = runner.problem_of(step, command, output, began)
    finally:
        command.end()
    send("done", {"problem": problem, "seconds": time.monotonic() - began, "machine": recorded.machine()})


if __name__ == "__main__":
    name = sys.argv[1]
    if name not in STEPS:
        send("done", {"problem": "there is no such step", "seconds": 0, "machine": recorded.machine()})
    else:
        play(STEPS[name])
