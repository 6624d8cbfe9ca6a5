"""compile_library.py FOLDER OUTPUT [STAMP], run by the sidewinder that was just built or installed: compiles the sources in
FOLDER, the distribution's library or its packages (without their tests), to files below OUTPUT, by their full paths, where
interpreter/imports/cache_path.cpp looks for them. What is up to date already stays; files of sources that are gone go. The
same sources give the same bytes. STAMP is written when all is done."""

import importlib.util
import os
import sys
from importlib import _bootstrap_external as external

LEFT_OUT = {"test", "tests", "idle_test", "__pycache__", "dist-packages", "site-packages"}


def sources(top):
    for folder, folders, files in os.walk(top):
        folders[:] = sorted(set(folders) - LEFT_OUT)
        for name in sorted(files):
            if name.endswith(".py"):
                yield os.path.join(folder, name)


def compiled_path(output, source):
    folder, name = os.path.split(source)
    return f"{output}{folder}/{name.removesuffix('.py')}.{sys.implementation.cache_tag}.pyc"


def header_of(info):
    return importlib.util.MAGIC_NUMBER + bytes(4) + external._pack_uint32(int(info.st_mtime)) + external._pack_uint32(info.st_size)


def is_current(path, header):
    try:
        with open(path, "rb") as file:
            return file.read(len(header)) == header
    except OSError:
        return False


def write(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path + ".new", "wb") as file:
        file.write(data)
    os.replace(path + ".new", path)


def compile_file(source, path):
    with open(source, "rb") as file:
        text, info = file.read(), os.fstat(file.fileno())
    if is_current(path, header_of(info)):
        return
    try:
        code = compile(text, source, "exec", dont_inherit=True, optimize=0)
    except SyntaxError as error:  # a file that is not for this Python: whoever imports it is told
        print(f"compile_library: left out {source}: {error}", file=sys.stderr)
        return
    write(path, external._code_to_timestamp_pyc(code, int(info.st_mtime), info.st_size))


def remove_others(output, wanted):
    for folder, _, files in os.walk(output):
        for name in files:
            if os.path.join(folder, name) not in wanted:
                os.unlink(os.path.join(folder, name))


def main():
    folder, output, *stamps = map(os.path.abspath, sys.argv[1:])
    wanted = set()
    for source in sources(folder):
        path = compiled_path(output, source)
        wanted.add(path)
        compile_file(source, path)
    remove_others(output + folder, wanted)
    for stamp in stamps:
        write(stamp, b"")


main()
