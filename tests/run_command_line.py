#!/usr/bin/env python3
"""How a program is found and run: scripts, folders, archives, -m, -c, standard input, the options and variables of the
importer and of `site`, virtual environments; and where files of compiled code are put.

usage: tests/run_command_line.py BINARY [OPTION ...] [--only NAME]

Every case of COMPARED must print what CPython prints, on both streams, and end with the same code. The functions whose
names begin with check_ look at what only this implementation does.
"""

import os
import shutil
import stat
import subprocess
import sys
import tempfile
import zipfile

PYTHON = "/usr/bin/python3"
ENVIRONMENT = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "XDG"))}
TAG = "sidewinder-311"

FILES = {
    "show.py": "import sys\nprint(__name__, sys.argv, sys.path[0], __file__, __spec__ and __spec__.name, __package__,\n"
               "      type(__loader__).__name__, sorted(k for k in globals() if k[0] == '_'))\n",
    "exits.py": "import sys\nsys.exit(7)\n",
    "raises.py": "import fails\n",
    "fails.py": "def f():\n    raise ValueError('x')\nf()\n",
    "wrong.py": "def f(:\n",
    "main_is_a_folder/__main__.py": "import sys, beside\nprint(__name__, sys.argv, sys.path[0], __file__, __package__, beside.__file__)\n",
    "main_is_a_folder/beside.py": "",
    "package/__init__.py": "print('package', __name__, __path__)\n",
    "package/__main__.py": "import sys\nfrom . import part\nprint(__name__, sys.argv, __package__, __spec__.name)\n",
    "package/part.py": "print('part', __name__, __spec__.name)\n",
    "package/bad.py": "import nope_inside\n",
    "bare/__init__.py": "",
    "names/inner.py": "print(__name__, __package__)\n",
    "lib/found.py": "where = 'lib'\n",
    "lib2/found.py": "where = 'lib2'\n",
    "lib/sitecustomize.py": "print('sitecustomize')\n",
    "nul/in_a_comment.py": "print(1)\n# a\0b\nprint(2)\nprint(3)\n",
    "nul/in_a_string.py": "print('a\0b')\nprint(2)\n",
    "nul/in_a_long_string.py": "print(\'\'\'a\n\0\n\'\'\')\nprint(2)\n",
    "nul/at_line_starts.py": "\0print(0)\nprint(1)\r\n\0print(2)\r\nif 1:\n    print(3)\n    \0print(4)\n    print(5)\n",
    "nul/behind_a_backslash.py": "print(1)\nx = 1 + \\\n\0\n2\n",
    "nul/in_a_name.py": "print(1)\nab\0c\nprint(3)\n",
    "nul/at_the_end.py": "print(1)\n\0",
    "nul/in_brackets.py": "print(1)\nprint(\0 2)\nprint(3)\n",
    "nul/behind_a_cookie.py": "# coding: utf-8\nprint(1)\n\0\nprint(2)\n",
    "nul/in_latin.py": "# coding: latin-1\nprint(1)\n# \0\n\0\nprint(2)\n",
    "nul/in_a_cookie.py": "# coding: utf\0-8\nprint(1)\n",
    "nul/in_a_long_line.py": "print(1) #" + 9000 * "x" + "\0" + 9000 * "y" + "\nprint(2)\nprint(3)\n",
    "nul/behind_a_control.py": "\x7fELF\0\0\nprint(1)\n",
    "bad_bytes/behind_a_control.py": b"\x7f\n# \xff\n",
    "bad_bytes/behind_layout.py": b"if 1:\n    x\n  y\n# \xff\n",
    "bad_bytes/behind_a_mistake.py": b"x = = 1\n# \xff\n",
    "bad_bytes/in_a_long_string.py": b"x = \'\'\'a\n# \xff\n",
    "bad_bytes/of_no_encoding.py": b"# coding: nonsense\nprint(1)\n",
    "startup.py": "print('startup', __name__)\nvalue = 5\n",
}
FLAGS = "import sys; print(sys.flags.no_site, sys.flags.isolated, sys.flags.ignore_environment, sys.flags.no_user_site, " \
        "sys.flags.safe_path, sys.flags.dont_write_bytecode, sys.dont_write_bytecode, sys.flags.inspect, sys.pycache_prefix, " \
        "'site' in sys.modules, sys.path)"
FOUND = "import found; print(found.where)"

SHOW_LOCALE = "import os; print({name: value for name, value in os.environ.items() if name[:2] in ('LC', 'LA')})"

# Name: arguments, then variables and standard input if there are any.
COMPARED = {
    "locale_is_c": (["-c", SHOW_LOCALE], {"LC_ALL": "", "LANG": "C"}),
    "locale_is_c_for_all": (["-c", SHOW_LOCALE], {"LC_ALL": "C"}),
    "locale_is_nowhere": (["-c", SHOW_LOCALE], {"LC_ALL": "", "LANG": "nowhere.UTF-8"}),
    "locale_is_c_and_stays": (["-c", SHOW_LOCALE], {"LC_ALL": "", "LC_CTYPE": "POSIX", "PYTHONCOERCECLOCALE": "0"}),
    "locale_is_c_and_isolated": (["-I", "-c", SHOW_LOCALE], {"LC_ALL": "", "PYTHONCOERCECLOCALE": "warn"}),
    "locale_is_c_and_that_is_told": (["-c", SHOW_LOCALE], {"LC_ALL": "", "PYTHONCOERCECLOCALE": "warn"}),
    "script": (["show.py", "a", "-b"],),
    "script_by_path": (["./show.py"],),
    "script_missing": (["nope.py"],),
    "script_in_a_folder": (["package/part.py"],),
    "script_exits": (["exits.py"],),
    "script_fails": (["fails.py"],),
    "script_is_wrong": (["wrong.py"],),
    "import_fails": (["raises.py"],),
    **{f"script_with_{name[:-3].replace('/', '_')}": ([name],) for name in FILES if name.startswith(("nul/", "bad_bytes/"))},
    **{f"input_with_nul_{name}": ([], {}, FILES[f"nul/{name}.py"]) for name in ("in_a_comment", "in_a_name", "at_the_end")},
    "program_of_the_system": (["/bin/ls"],),
    "folder": (["main_is_a_folder", "x"],),
    "folder_without_main": (["lib"],),
    "archive": (["program.zip", "x"],),
    "archive_uncompressed": (["plain.zip"],),
    "archive_without_main": (["library.zip"],),
    "archive_on_path": (["-c", "import inside, inside.deep; print(inside.__file__, inside.deep.__loader__, inside.__path__)"],
                        {"PYTHONPATH": "library.zip"}),
    "archive_data": (["-c", "import inside; print(inside.__loader__.get_data('library.zip/inside/data.txt'))"],
                     {"PYTHONPATH": "library.zip"}),
    "module": (["-m", "show", "a", "b"],),
    "module_of_a_package": (["-m", "package.part"],),
    "package": (["-m", "package", "q"],),
    "package_without_main": (["-m", "bare"],),
    "namespace": (["-m", "names.inner"],),
    "namespace_itself": (["-m", "names"],),
    "module_missing": (["-m", "nope"],),
    "module_missing_in_a_package": (["-m", "package.nope"],),
    "module_whose_import_fails": (["-m", "package.bad"],),
    "module_of_no_package": (["-m", "show.part"],),
    "module_named_with_suffix": (["-m", "show.py"],),
    "module_exits": (["-m", "exits"],),
    "command": (["-c", "import sys; print(sys.argv, sys.path[0], sorted(globals()), __loader__, __spec__)", "a"],),
    "input": (["-", "a"], {}, "import sys; print(sys.argv, sys.path[0], __file__)\n"),
    "input_alone": ([], {}, "import sys; print(sys.argv, sys.path[0], __name__)\n"),
    "path_first": (["-c", FOUND], {"PYTHONPATH": "lib:lib2"}),
    "path_second": (["-c", FOUND], {"PYTHONPATH": "lib2:lib"}),
    "path_ignored": (["-E", "-c", FOUND], {"PYTHONPATH": "lib2:lib"}),
    "isolated": (["-I", "-c", "import show"],),
    "safe_path": (["-P", "-c", "import show"],),
    "safe_path_by_variable": (["-c", "import show"], {"PYTHONSAFEPATH": "1"}),
    "flags": (["-c", FLAGS],),
    "flags_of_I": (["-I", "-c", FLAGS], {"PYTHONPATH": "lib"}),
    "flags_of_S": (["-S", "-c", FLAGS],),
    "flags_of_s_E_B": (["-sEB", "-c", FLAGS], {"PYTHONPATH": "lib"}),
    "flags_by_variables": (["-c", FLAGS], {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONNOUSERSITE": "1", "PYTHONPYCACHEPREFIX": "/tmp/p"}),
    "cache_prefix": (["-X", "pycache_prefix=/tmp/q", "-c", FLAGS],),
    "sitecustomize": (["-c", "pass"], {"PYTHONPATH": "lib"}),
    "home": (["-S", "-c", "import sys; print(sys.prefix, sys.exec_prefix, sys.path[1:])"], {"PYTHONHOME": "/usr:/usr"}),
    "without_frozen": (["-X", "frozen_modules=off", "-c", "import os, abc; print(os.__spec__.origin, abc.__loader__.__class__)"],),
    "optimized": (["-O", "-c", "import sys; assert 0; print(__debug__, sys.flags.optimize)"],),
    "hash_check_wrong": (["--check-hash-based-pycs", "x", "-c", "pass"],),
}


class Place:
    """A folder with the FILES, and archives and a virtual environment made from them."""

    def __init__(self, binary):
        self.folder = os.path.realpath(tempfile.mkdtemp(prefix="sidewinder-command-line-"))
        self.cache = os.path.join(self.folder, "cache")
        for name, text in FILES.items():
            self.write(name, text)
        for name, method in (("program.zip", zipfile.ZIP_DEFLATED), ("plain.zip", zipfile.ZIP_STORED)):
            with zipfile.ZipFile(os.path.join(self.folder, name), "w", method) as archive:
                for part in ("__main__.py", "beside.py"):
                    archive.writestr(part, FILES["main_is_a_folder/" + part])
        with zipfile.ZipFile(os.path.join(self.folder, "library.zip"), "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("inside/__init__.py", "")
            archive.writestr("inside/deep.py", "")
            archive.writestr("inside/data.txt", "some data\n" * 50)
        self.binary = binary

    def write(self, name, content):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        return path

    def run(self, command, variables=(), text="", folder=None):
        environment = {**ENVIRONMENT, "XDG_CACHE_HOME": self.cache, **dict(variables)}
        done = subprocess.run(command, cwd=folder or self.folder, env=environment, input=text.encode(), timeout=120,
                              capture_output=True)
        return done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"), done.returncode

    def ours(self, *arguments, variables=(), text=""):
        return self.run([*self.binary, *arguments], variables, text)

    def compiled_files(self, under):
        return sorted(os.path.relpath(os.path.join(top, name), under) for top, _, names in os.walk(under)
                      for name in names if name.endswith(TAG + ".pyc"))


def comparable(outcome, program):
    out, err, code = outcome
    names = [(program, "PROGRAM"), (os.path.basename(program), "PROGRAM")]
    for name, by in names:
        out, err = out.replace(name + ":", by + ":"), err.replace(name + ":", by + ":")
    err = "\n".join(line for line in err.splitlines() if not line.startswith(("usage:", "Try `")))
    return out, err, code


def compare(place, name):
    arguments, variables, text = COMPARED[name] + ({}, "")[len(COMPARED[name]) - 1:]
    expected = comparable(place.run([PYTHON, *arguments], variables, text), PYTHON)
    actual = comparable(place.ours(*arguments, variables=variables, text=text), place.binary[0])
    return [f"{part}: {e!r}\n     here: {a!r}" for part, e, a in zip(("stdout", "stderr", "code"), expected, actual) if e != a]


# --- what only this implementation does -----------------------------------------------------------

def check_cache_beside_the_source(place):
    place.write("fresh/__init__.py", "from . import part")
    place.write("fresh/part.py", "")
    place.ours("-c", "import fresh")
    yield place.compiled_files(os.path.join(place.folder, "fresh")), [f"__pycache__/{n}.{TAG}.pyc" for n in ("__init__", "part")]


def check_cache_is_read(place):
    place.write("cached.py", "print('old')\n")
    source = os.path.join(place.folder, "cached.py")
    before = os.stat(source)
    yield place.ours("-c", "import cached")[0], "old\n"
    place.write("cached.py", "print('new')\n")
    os.utime(source, ns=(before.st_atime_ns, before.st_mtime_ns))
    yield place.ours("-c", "import cached")[0], "old\n"
    os.utime(source, ns=(before.st_atime_ns, before.st_mtime_ns + 2_000_000_000))
    yield place.ours("-c", "import cached")[0], "new\n"


def check_damaged_cache(place):
    place.write("damaged.py", "print('fine')\n")
    place.ours("-c", "import damaged")
    path = os.path.join(place.folder, "__pycache__", f"damaged.{TAG}.pyc")
    with open(path, "rb") as file:
        data = file.read()
    for bad in (b"", data[:3], data[:12], b"\0\0\0\0" + data[4:]):
        with open(path, "wb") as file:
            file.write(bad)
        yield place.ours("-c", "import damaged")[::2], ("fine\n", 0)
    with open(path, "wb") as file:
        file.write(data[:16] + data[17:40])
    yield place.ours("-c", "import damaged")[2], 1


def check_nothing_below_usr(place):
    place.ours("-c", "import test, this")  # tests of the library are not compiled by the build
    yield [name for name in place.compiled_files(place.cache) if name.endswith(f"test/__init__.{TAG}.pyc")], \
        [f"sidewinder/usr/lib/python3.11/test/__init__.{TAG}.pyc"]
    found = subprocess.run(["find", "/usr/lib/python3.11", "/usr/lib/python3", "-name", f"*.{TAG}*"], capture_output=True)
    yield found.stdout, b""


def check_library_of_the_build(place):
    built = os.path.join(os.path.dirname(os.path.dirname(os.path.realpath(place.binary[0]))), "lib/sidewinder")
    if not os.path.isdir(built):
        return
    path = f"{built}/usr/lib/python3.11/keyword.{TAG}.pyc"
    show = "import keyword, importlib.util as u; print(keyword.__cached__, u.source_from_cache(keyword.__cached__))"
    cache = os.path.join(place.folder, "unneeded_cache")
    yield place.ours("-c", show, variables={"XDG_CACHE_HOME": cache})[0], f"{path} /usr/lib/python3.11/keyword.py\n"
    yield [name for name in place.compiled_files(cache) if "/keyword." in name], []
    optimized = place.ours("-O", "-c", show, variables={"XDG_CACHE_HOME": cache})[0]
    yield optimized.split()[0], f"{cache}/sidewinder/usr/lib/python3.11/keyword.{TAG}.opt-1.pyc"
    packages = "/usr/lib/python3/dist-packages"
    if os.path.isfile(f"{built}{packages}/markdown/__init__.{TAG}.pyc"):  # one that scripts/setup installs
        show = "import markdown; print(markdown.__cached__)"
        yield place.ours("-c", show, variables={"XDG_CACHE_HOME": cache})[0], f"{built}{packages}/markdown/__init__.{TAG}.pyc\n"


def check_folder_of_others(place):
    folder = os.path.join(place.folder, "of_others")
    place.write("of_others/their.py", "x = 1\n")
    if os.geteuid() == 0:
        os.chown(folder, 65534, 65534)
    else:
        os.chmod(folder, stat.S_IRUSR | stat.S_IXUSR)
    place.ours("-c", "import their; print(their.__cached__)", variables={"PYTHONPATH": folder})
    yield place.compiled_files(folder), []
    yield os.path.exists(f"{place.cache}/sidewinder{folder}/their.{TAG}.pyc"), True
    os.chmod(folder, stat.S_IRWXU)


def check_cache_of_others(place):
    if os.geteuid() != 0:
        return
    cache = os.path.join(place.folder, "their_cache")
    os.mkdir(cache)
    os.chown(cache, 65534, 65534)
    place.ours("-c", "import keyword", variables={"XDG_CACHE_HOME": cache})
    yield place.compiled_files(cache), []


def check_options_about_writing(place):
    place.write("unwritten.py", "")
    for arguments, variables in ((["-B"], {}), ([], {"PYTHONDONTWRITEBYTECODE": "x"})):
        place.ours(*arguments, "-c", "import unwritten", variables=variables)
        yield os.path.exists(os.path.join(place.folder, "__pycache__", f"unwritten.{TAG}.pyc")), False
    prefix = os.path.join(place.folder, "prefix")
    place.ours("-c", "import unwritten", variables={"PYTHONPYCACHEPREFIX": prefix})
    yield os.path.exists(f"{prefix}{place.folder}/unwritten.{TAG}.pyc"), True


def check_compiled_program(place):
    place.write("alone.py", "print(__name__, __file__[-9:], type(__loader__).__name__)\n")
    place.ours("-c", "import importlib._bootstrap_external as b, marshal, sys\n"
               "c = compile(open('alone.py').read(), 'alone.py', 'exec')\n"
               "open('alone.pyc', 'wb').write(b._code_to_timestamp_pyc(c))")
    os.remove(os.path.join(place.folder, "alone.py"))
    yield place.ours("alone.pyc")[::2], ("__main__ alone.pyc SourcelessFileLoader\n", 0)
    yield place.ours("-c", "import alone")[0], "alone alone.pyc SourcelessFileLoader\n"
    place.write("alone.pyc", b"rubbish" * 9)
    yield place.ours("alone.pyc")[1].splitlines()[-1], "RuntimeError: Bad magic number in .pyc file"


def check_import_times(place):
    lines = place.ours("-X", "importtime", "-c", "import package.part")[1].splitlines()
    yield lines[0], "import time: self [us] | cumulative | imported package"
    yield [line.split("|")[-1] for line in lines if line.split("|")[-1].strip().startswith("package")], \
        ["   package", " package.part"]


def check_virtual_environment(place):
    home = os.path.join(place.folder, "environment")
    packages = os.path.join(home, "lib/python3.11/site-packages")
    place.write("environment/pyvenv.cfg", f"home = {os.path.dirname(place.binary[0])}\ninclude-system-site-packages = false\nversion = 3.11.2\n")
    place.write("environment/lib/python3.11/site-packages/added.pth", f"{place.folder}/lib\nimport sys; sys.from_pth = 1\n# nothing\n/not/there\n")
    os.mkdir(os.path.join(home, "bin"))
    program = os.path.join(home, "bin", "python")
    os.symlink(place.binary[0], program)
    out = place.run([program, *place.binary[1:], "-c", "import sys, found; print(sys.prefix, sys.base_prefix, sys.executable, sys._base_executable,"
                     " [p for p in sys.path if 'packages' in p], sys.from_pth, found.where)"])
    yield out, (f"{home} /usr {program} {os.path.dirname(place.binary[0])}/python ['{packages}'] 1 lib\n".replace(
        f"{os.path.dirname(place.binary[0])}/python", place.binary[0]), "", 0)
    # Made by a program that stands beside a python3 which is not it, as in /usr/bin.
    os.mkdir(os.path.join(place.folder, "together"))
    os.symlink(PYTHON, os.path.join(place.folder, "together", "python3"))
    place.write("environment/pyvenv.cfg", f"home = {place.folder}/together\n")
    os.rename(program, program + "3")
    out = place.run([program + "3", *place.binary[1:], "-c", "import sys; print(sys._base_executable)"])
    yield out, (os.path.realpath(place.binary[0]) + "\n", "", 0)


def check_wheel_tags(place):
    """The table by which installers choose wheels, wherever one carries it: CPython's are for us too."""
    for package in ("packaging", "installer/vendored/packaging", "mypackaging"):
        place.write(f"{package}/__init__.py", "")
        place.write(f"{package}/tags.py", "INTERPRETER_SHORT_NAMES = {'cpython': 'cp'}\n")
    yield place.ours("-c", "import packaging.tags, mypackaging.tags\nfrom installer.vendored.packaging import tags\n"
                     "print([m.INTERPRETER_SHORT_NAMES.get('sidewinder') for m in (packaging.tags, tags, mypackaging.tags)])"), ("['cp', 'cp', None]\n", "", 0)
    place.write("packaging/tags.py", "INTERPRETER_SHORT_NAMES = None\n")
    yield place.ours("-c", "import packaging.tags; print(packaging.tags.INTERPRETER_SHORT_NAMES)"), ("None\n", "", 0)


def check_interactive(place):
    out, err, code = place.ours("-q", "-i", text="print(value)\n", variables={"PYTHONSTARTUP": "startup.py"})
    yield ("startup __main__" in out, "5" in out, code), (True, True, 0)
    out, err, code = place.ours("-i", "-c", "x = 11", text="x * 3\n")
    yield ("33" in out, code), (True, 0)
    out, err, code = place.ours("-i", "fails.py", text="6 * 7\n")
    yield ("42" in out, "ValueError: x" in err, code), (True, True, 0)
    out, err, code = place.ours("-c", "import os; os.environ['PYTHONINSPECT'] = '1'", text="6 * 7\n")
    yield code, 0


def run_check(place, function):
    return [f"is {actual!r}\n     not {wanted!r}" for actual, wanted in function(place) if actual != wanted]


def main():
    arguments = sys.argv[1:]
    only = None
    if "--only" in arguments:
        at = arguments.index("--only")
        only = arguments[at + 1]
        del arguments[at:at + 2]
    place = Place([os.path.abspath(arguments[0]), *arguments[1:]])
    checks = {name: value for name, value in globals().items() if name.startswith("check_")}
    failed = count = 0
    try:
        for name in [*COMPARED, *checks]:
            if only and name != only:
                continue
            count += 1
            problems = compare(place, name) if name in COMPARED else run_check(place, checks[name])
            failed += bool(problems)
            for problem in problems:
                print(f"{name}: {problem}")
    finally:
        shutil.rmtree(place.folder)
    print(f"{count - failed} of {count} cases are right, {failed} are not")
    return 1 if failed or not count else 0


if __name__ == "__main__":
    sys.exit(main())
