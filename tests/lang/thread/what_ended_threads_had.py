# Of a thread that has been joined nothing is left: neither its Thread, nor what it raised, nor its arguments.
# needs prompt collection
import gc
import threading
import weakref


class Failure(Exception):
    pass


def fail(argument, refs):
    try:
        raise Failure
    except Failure as failure:
        refs.append(weakref.ref(failure))


def run(refs):
    argument = {1, 2}
    refs.append(weakref.ref(argument))
    thread = threading.Thread(target=fail, args=(argument,), kwargs={"refs": refs})
    refs.append(weakref.ref(thread))
    thread.start()
    thread.join()


left = 0
for _ in range(20):
    refs = []
    run(refs)
    gc.collect()
    left += sum(ref() is not None for ref in refs)
print(len(refs), left)
