"""The track on a JIT for a small language of one's own: Lines, of tests/second_language. An exercise is a program in Lines, or C++ that is put into the
language's sources: copies of them, which are compiled and linked with the tree's JIT. What was compiled once is kept beside one's own files.

Such a file of C++ is cut at its lines `//// FILE: before LINE` and `//// FILE: instead of LINE`; LINE is a whole line of the language's FILE.
"""

import hashlib
import json
import os
import re
import shlex
import subprocess
import tempfile
from pathlib import Path

from checks import HERE, SIDEWINDER, last_line

BUILD = Path(SIDEWINDER).absolute().parents[1]
BUILT = Path(os.environ.get("WORKSHOP_MINE", HERE / "mine")) / "built"
FOLDER = "tests/second_language"
KEPT = 24  # languages that stay
SECONDS_TO_COMPILE = 240
# The handlers must do the same interpreted, hot at once, and with guards that fail.
SETTINGS = {"with the JIT off": ["jit=off"], "with the JIT": [], "hot at once": ["jit-threshold=2"],
            "hot at once, with every second guard failing": ["jit-threshold=2", "jit-force-exits=2"]}


# --- building ---------------------------------------------------------------------------------
def commands():
    """(the language's folder, compiler and its flags, what is linked), as the tree's build has them."""
    try:
        entries = json.loads((BUILD / "compile_commands.json").read_text())
        linking = subprocess.run(["ninja", "-C", BUILD, "-t", "commands", "bin/second_language"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        raise ValueError("the tree is not built: scripts/setup builds it") from None
    entry = next(entry for entry in entries if entry["file"].endswith(f"{FOLDER}/parser.cpp"))
    flags = [word for word in shlex.split(entry["command"].partition(" -o ")[0]) if not re.fullmatch(r"-[Og]\d", word)]
    options, _, libraries = linking.rstrip().splitlines()[-1].partition(" -o bin/second_language ")
    for_linker = [word for word in shlex.split(options) if word.startswith("-Wl,")]
    return Path(entry["file"]).parent, flags, for_linker + shlex.split(libraries.partition(" && ")[0])


def pieces_of(text):
    """(file, how, line, what is put there) of all parts of an exercise."""
    parts = re.split(r"^//// (\S+): (before|instead of) (.+)\n", text, flags=re.MULTILINE)
    if len(parts) < 5:
        raise ValueError("the lines that begin with //// are gone: they say where the parts go")
    return zip(parts[1::4], parts[2::4], parts[3::4], parts[4::4])


def changed_sources(text, folder):
    """{name: text} of the files of the language that the exercise changes."""
    sources = {}
    for name, how, line, part in pieces_of(text):
        source = sources.get(name) or (folder / name).read_text()
        lines = source.splitlines()
        places = [number for number, found in enumerate(lines) if found.split() == line.split()]
        if len(places) != 1:
            raise ValueError(f"{name} has no line (or more than one): {line}")
        lines[places[0] : places[0] + (how == "instead of")] = part.rstrip("\n").splitlines()
        sources[name] = "\n".join(lines) + "\n"
    return sources


def compile_into(binary, sources, folder, flags, libraries):
    with tempfile.TemporaryDirectory(dir=BUILT) as scratch:
        changed = Path(scratch, FOLDER)
        changed.mkdir(parents=True)
        for name, text in sources.items():
            (changed / name).write_text(text)
        whole = Path(scratch, "whole.cpp")  # all in one: the headers are read once
        whole.write_text("".join(f'#include "{FOLDER}/{source.name}"\n' for source in sorted(folder.glob("*.cpp"))))
        made = Path(scratch, "language")
        command = [flags[0], f"-I{scratch}", *flags[1:], "-O0", "-fmax-errors=3", "-o", made, whole, *libraries]
        result = subprocess.run(command, cwd=BUILD, capture_output=True, text=True, timeout=SECONDS_TO_COMPILE, stdin=subprocess.DEVNULL)
        if result.returncode != 0:
            raise ValueError(f"it does not compile:\n{complaints(result.stderr, scratch)}")
        made.replace(binary)


def complaints(text, scratch):
    """What the compiler says, of one's own lines first."""
    lines = [line.replace(f"{scratch}/", "") for line in text.splitlines()]
    errors = [line for line in lines if re.search(r"error|undefined reference", line)]
    return "\n".join("    " + line for line in (errors or lines)[:3])


def built(path):
    """The language with the exercise in it."""
    folder, flags, libraries = commands()
    sources = changed_sources(path.read_text(), folder)
    key = hashlib.sha256(repr((sorted(sources.items()), flags, [stamp(BUILD / name) for name in libraries if name.endswith(".a") and not name.startswith("-")])).encode())
    binary = BUILT / key.hexdigest()[:24]
    if not binary.exists():
        BUILT.mkdir(parents=True, exist_ok=True)
        compile_into(binary, sources, folder, flags, libraries)
        forget_the_oldest()
    return binary


def stamp(path):
    stat = path.stat()
    return stat.st_mtime_ns, stat.st_size


def forget_the_oldest():
    files = sorted((path for path in BUILT.iterdir() if path.is_file()), key=lambda path: path.stat().st_mtime)
    for path in files[:-KEPT]:
        path.unlink(missing_ok=True)


# --- running ----------------------------------------------------------------------------------
def run(binary, program, settings=()):
    """(what it prints, with its error), of a program's text."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "program.lines")
        file.write_text(program)
        words = [word for setting in settings for word in ("-X", setting)]
        try:
            result = subprocess.run([binary, *words, file], capture_output=True, text=True, timeout=30, stdin=subprocess.DEVNULL)
        except subprocess.TimeoutExpired:
            raise ValueError("it is not done after 30 s") from None
    return (result.stdout + result.stderr).replace(f"{file}: ", "")


def traces_of(binary, program):
    """The log's lines of compiled traces, {name: value} each."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "log")
        run(binary, program, ["jit=traces", f"jit-log={log}"])
        return [dict(word.split("=", 1) for word in line.split()[1:] if "=" in word) for line in log.read_text().splitlines() if line.startswith("trace ")]


def too_much(binary, program, names):
    """Of which of these a compiled loop has some, in words."""
    traces = traces_of(binary, program)
    if not any(trace["kind"] == "loop" for trace in traces):
        return "no loop of it is compiled"
    for trace in traces:
        for name in names:
            if trace["kind"] == "loop" and int(trace[name]):
                return f"the loop at {trace['at']} has {trace[name]} {name}"
    return None


def differs(binary, program, expected):
    for how, settings in SETTINGS.items():
        printed = run(binary, program, settings)
        if printed != expected:
            return f"{how} it must print {expected.split()}; it prints {last_line(printed)!r}"
    return None


def breaks_a_rule(binary):
    lines = subprocess.run([binary, "-X", "explain"], capture_output=True, text=True, timeout=30).stdout.splitlines()
    name = None
    for line in lines:
        name = line.partition(":")[0] if re.match(r"\w+: \d+ paths", line) else name
        if "BROKEN" in line:
            return f"{name} breaks a rule: {line.partition('BROKEN: ')[2]}"
    return None


# --- checks -----------------------------------------------------------------------------------
def prints(expected, *names, bridges=True):
    """A program in Lines: it must print this, and its compiled loops must have none of `names`; if said, there are no bridges."""
    def check(path, start):
        binary, program = BUILD / "bin" / "second_language", path.read_text()
        complaint = differs(binary, program, expected) or too_much(binary, program, names)
        if complaint is None and not bridges and (count := sum(trace["kind"] == "bridge" for trace in traces_of(binary, program))):
            return f"there are {count} bridges"
        return complaint
    return check


def extends(program, expected, *names, wrong=()):
    """C++ for the language: with it, the program prints this in every setting, its loops have none of `names`, every handler keeps the rules, and
    each of `wrong`, (a line of main, an error), is an error."""
    def check(path, start):
        binary = built(path)
        for line, error in wrong:
            printed = run(binary, f"function main\n  p = pair 1 2\n  {line}\nend\n")
            if f"error: {error}" not in printed:
                return f"`{line}` must say {error!r}; it says {last_line(printed.partition(chr(10))[0])!r}"
        return differs(binary, program, expected) or breaks_a_rule(binary) or too_much(binary, program, names)
    return check
