__all__ = ["shown", "also_shown"]
shown = 1
_hidden = 2
not_listed = 3


def also_shown():
    return _hidden
