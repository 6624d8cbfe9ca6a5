#!/usr/bin/env python3
"""exports.py SYMBOLS ARCHIVE C_SYMBOLS_DEF LIST STUBS: the linker's list of exported symbols (what the archive defines of
the C API, and what the core has under C's names), and C source that raises SystemError for those of SYMBOLS that are missing."""

import re
import subprocess
import sys
from pathlib import Path

symbols_file, archive, core_file, list_file, stubs_file = map(Path, sys.argv[1:])
wanted = [line.split()[:3] for line in symbols_file.read_text().splitlines() if line and not line.startswith("#")]
output = subprocess.run(["nm", "--defined-only", "--extern-only", archive], capture_output=True, text=True, check=True)
defined = {line.split()[2] for line in output.stdout.splitlines() if len(line.split()) == 3}
api = {name for name in defined if re.match(r"_?Py[A-Z_]|_?PyOS_|_Py_", name)}
in_core = set(re.findall(r"^C_SYMBOL\(\w+, (\w+),", core_file.read_text(), re.MULTILINE))
missing = [(name, kind, size) for name, kind, size in wanted if name not in api and name not in in_core]

names = sorted(api | in_core | {name for name, _, _ in missing})
list_file.write_text("{\n" + "".join(f"  {name};\n" for name in names) + "};\n")

lines = ["/* Symbols that extension modules ask for and that are not written yet. */",
         "extern void* sidewinder_missing_symbol(const char* name);"]
for name, kind, size in missing:
    if kind == "func":
        lines.append(f'void* {name}(void) {{ return sidewinder_missing_symbol("{name}"); }}')
    else:
        lines.append(f"char {name}[{size if size.isdigit() else 408}] __attribute__((aligned(16)));")
stubs_file.write_text("\n".join(lines) + "\n")
