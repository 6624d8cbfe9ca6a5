from ..part import name
from .. import title

WHERE = __name__


def up():
    return name() + "/" + title
