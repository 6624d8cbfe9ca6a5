import cffi
ffi=cffi.FFI(); ffi.cdef("size_t strlen(const char*); typedef struct {int a; double b;} S; int abs(int); void qsort(void*, size_t, size_t, int(*)(const void*, const void*));")
C=ffi.dlopen(None); print(C.strlen(b"hello"), C.abs(-5)); s=ffi.new("S*",{'a':1,'b':2.5}); print(s.a,s.b,ffi.sizeof("S"),ffi.string(ffi.new("char[]",b"abc")))
a=ffi.new("int[5]",[5,3,4,1,2])
@ffi.callback("int(const void*, const void*)")
def cmp(x,y): return ffi.cast("int*",x)[0]-ffi.cast("int*",y)[0]
C.qsort(a,5,4,cmp); print(list(a)); h=ffi.new_handle(a); print(ffi.from_handle(h) is a)
for i in range(20000): ffi.new("int[10]")
print(bytes(ffi.buffer(a,8)), ffi.typeof("S").fields[0][0], repr(s)[:20])
