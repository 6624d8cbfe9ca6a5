"""What is measured is shorter than a tick of the clock."""

TICKS = 100


def seconds(function, clock):
    """What a call of function() takes; clock() gives seconds, in whole ticks."""
    begin = clock()
    tick = begin
    while tick == begin:
        function()
        tick = clock()
    size, calls, begin = tick - begin, 0, tick  # at the edge of a tick now
    while clock() - begin < TICKS * size:
        function()
        calls += 1
    return (clock() - begin) / calls
