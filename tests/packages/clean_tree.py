"""A Debian system in a folder, with nothing in it but given packages and what they depend on: made from the packages that are
installed on this machine, without a network. dpkg in it knows those and no others."""

import os
import re
import shutil
import stat
import subprocess
from pathlib import Path

DATABASE = Path("var/lib/dpkg")
CONFIGURATION = ("etc/passwd", "etc/group", "etc/ld.so.conf", "etc/ld.so.conf.d", "etc/alternatives", "etc/debian_version")


class Packages:
    """Those that are installed here."""

    def __init__(self):
        self.paragraphs, self.providers = {}, {}
        for paragraph in (Path("/") / DATABASE / "status").read_text().split("\n\n"):
            fields = dict(re.findall(r"^([\w-]+): (.*)$", paragraph, re.MULTILINE))
            if fields.get("Status") != "install ok installed":
                continue
            name = fields["Package"]
            if name in self.paragraphs and fields["Architecture"] not in ("amd64", "all"):
                continue
            self.paragraphs[name] = (paragraph, fields)
            for provided in names_in(fields.get("Provides", "")):
                self.providers.setdefault(provided[0], name)

    def essential(self):
        return [name for name, (_, fields) in self.paragraphs.items() if fields.get("Essential") == "yes"]

    def chosen(self, alternatives):
        """The installed one of `a | b`."""
        for name in alternatives:
            if name in self.paragraphs:
                return name
        for name in alternatives:
            if name in self.providers:
                return self.providers[name]
        raise LookupError(f"not installed here: {' | '.join(alternatives)}")

    def closure(self, names):
        """The packages with all that they depend on."""
        found, waiting = set(), list(names)
        while waiting:
            name = self.chosen([waiting.pop()])
            if name in found:
                continue
            found.add(name)
            fields = self.paragraphs[name][1]
            for field in ("Depends", "Pre-Depends"):
                waiting += [self.chosen(alternatives) for alternatives in names_in(fields.get(field, ""))]
        return sorted(found)


def names_in(field):
    """The names of a field of dependencies: a list of alternatives for each."""
    wishes = [wish for wish in field.split(",") if wish.strip()]
    return [[re.match(r"\s*([a-z0-9.+-]+)", name).group(1) for name in wish.split("|")] for wish in wishes]


def dependencies_of(deb):
    field = subprocess.run(["dpkg-deb", "-f", deb, "Depends"], capture_output=True, text=True, check=True).stdout
    return names_in(field.replace("\n", " "))


def information_files(name):
    folder = Path("/") / DATABASE / "info"
    return [*folder.glob(f"{name}.*"), *folder.glob(f"{name}:amd64.*")]


def copy(path, tree):
    """A file, link or folder (without what is in it). Left out: what is not there (documentation, in small images), and what only
    root may read, for others."""
    target = tree / path.relative_to("/")
    try:
        mode = path.lstat().st_mode
    except OSError:
        return
    if stat.S_ISDIR(mode):
        target.mkdir(parents=True, exist_ok=True)
    elif not target.is_symlink() and not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        if os.access(path, os.R_OK, follow_symlinks=False):
            shutil.copy2(path, target, follow_symlinks=False)


def make(tree, packages, names):
    """The packages of the names, in the folder `tree`."""
    tree.mkdir()
    for link in ("bin", "sbin", "lib", "lib32", "lib64", "libx32"):
        if Path("/", link).is_symlink():
            (tree / link).symlink_to(os.readlink(Path("/", link)))
            (tree / os.readlink(Path("/", link)).lstrip("/")).mkdir(parents=True, exist_ok=True)
    for folder in (DATABASE / "info", DATABASE / "updates", DATABASE / "triggers", "proc", "dev", "tmp", "etc", "home/user", "root"):
        (tree / folder).mkdir(parents=True)
    for name in names:
        for file in information_files(name):
            copy(file, tree)
            if file.suffix == ".list":
                for line in file.read_text().splitlines():
                    copy(Path(line), tree)
    for name in CONFIGURATION:
        source = Path("/", name)
        if source.is_dir():
            shutil.copytree(source, tree / name, symlinks=True, dirs_exist_ok=True)
        else:
            copy(source, tree)
    (tree / DATABASE / "status").write_text("\n\n".join(packages.paragraphs[name][0].strip("\n") for name in names) + "\n")
    shutil.copy2(Path("/") / DATABASE / "info/format", tree / DATABASE / "info/format")
    (tree / "tmp").chmod(0o1777)
    subprocess.run(["ldconfig", "-r", tree], check=True)
