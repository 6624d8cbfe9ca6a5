"""What a walkthrough is made of."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Step:
    """One command that the audience sees run.

    `command` is for bash, in the repository's root, with build/bin first in PATH. `look` says in a sentence what to see
    in its output; `expect` are regular expressions that the output must match, else the step counts as failed.
    """

    name: str
    title: str
    command: str
    look: str
    expect: tuple = ()
    seconds: int = 30  # how long the command may take
    says: str = field(default="")  # before it runs
