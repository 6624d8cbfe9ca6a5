import cffi
ffi=cffi.FFI(); ffi.cdef("size_t strlen(const char*); typedef struct {int a; double b;} S; int abs(int); void qsort(void*, size_t, size_t, int(*)(const void*, const void*));")
C=ffi.dlopen(None); print(C.strlen(b"hello"), C.abs(-5)); s=ffi.new("S*",{'a':1,'b':2.5}); print(s.a,s.b,ffi.sizeof("S"),ffi.string(ffi.new("char[]",b"abc")))
a=ffi.new("int[5]",[5,3,4,1,2])
@ffi.callback("int(const void*, const void*)")
def cmp(x,y): return ffi.cast("int*",x)[0]-ffi.cast("int*",y)[0]
C.qsort(a,5,4,cmp); print(list(a)); h=ffi.new_handle(a); print(ffi.from_handle(h) is a)
for i in range(20000): ffi.new("int[10]")
print(bytes(ffi.buffer(a,8)), ffi.typeof("S").fields[0][0], repr(s)[:20])

# Callbacks of C that give the lock up: nested, beside another thread, and one that raises.
import threading
ffi = cffi.FFI()

ffi.cdef("void qsort(void *, size_t, size_t, int (*)(const void *, const void *)); int usleep(unsigned);")
libc = ffi.dlopen(None)
depth = [0]
@ffi.callback("int(const void *, const void *)")
def order(a, b):
    libc.usleep(1)
    x, y = ffi.cast("int *", a)[0], ffi.cast("int *", b)[0]
    if depth[0] < 3 and x == 3:
        depth[0] += 1
        print(sorted_by_c([y, x, 9, 3]))
        depth[0] -= 1
    return (x > y) - (x < y)
def sorted_by_c(numbers):
    array = ffi.new("int[]", numbers)
    libc.qsort(array, len(numbers), 4, order)
    return list(array)
print(sorted_by_c([5, 3, 1, 4]))
stop = False
def spin():
    n = 0
    while not stop: n += 1
t = threading.Thread(target=spin); t.start()
for i in range(3): print(sorted_by_c([7, 6, 5, i]))
stop = True
t.join()
def fails():
    @ffi.callback("int(const void *, const void *)", error=0, onerror=lambda *a: print("raised", a[0].__name__, a[1]))
    def bad(a, b): raise ValueError("no")
    libc.qsort(ffi.new("int[]", [2, 1]), 2, 4, bad)
fails()
