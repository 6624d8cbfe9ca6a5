# Threads that have ended and that nobody has are not among those that are left, when somebody counts.
# needs prompt collection
import _thread
import threading

def work():
    pass

def run():
    threads = [threading.Thread(target=work) for i in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

run()
print(_thread._count(), len(threading._dangling))
