"""What is measured is shorter than a tick of the clock."""


def seconds(function, clock):
    """What a call of function() takes; clock() gives seconds, in whole ticks."""
    begin = clock()
    function()
    return clock() - begin
