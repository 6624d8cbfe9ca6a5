// Module fcntl.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/ioctl.h>

#include <cstring>

#include "interpreter/execution/system_call.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/posix/posix.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/bytes_argument.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/audit.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

constexpr size_t kMostBytes = 1024;

// The argument as a C long or unsigned long: any int of 64 bits, and smaller ones cut off.
Status number_argument(Thread& t, Object* o, unsigned long* out) {
  Object* number = TRY(index(t, o));
  int64_t value;
  if (int_fits_int64(number, &value)) {
    *out = static_cast<unsigned long>(value);
    return Status::ok();
  }
  *out = TRY(unsigned_number(t, number));
  return Status::ok();
}

bool is_text_or_bytes(const Object* o) { return is_str(o) || is_bytes_like(o); }
Result<std::string> struct_argument(Thread& t, Object* o, const char* function) {
  std::string bytes = is_str(o) ? str_to_utf8(cast<Str>(o)) : std::string(TRY(as_bytes_view(t, o)));
  if (bytes.size() > kMostBytes) return raise_value_error(t, "%s string arg too long", function);
  return bytes;
}

Object* fcntl_fcntl(Thread& t, Descriptor file, int command, Given given) {
  Object* argument = given.value;
  TRY(audit(t, "fcntl.fcntl", file.fd, command, argument));
  if (argument && is_text_or_bytes(argument)) {
    std::string bytes = TRY(struct_argument(t, argument, "fcntl"));
    size_t size = bytes.size();
    bytes.resize(kMostBytes);
    TRY(system_action(t, [&] { return ::fcntl(file.fd, command, bytes.data()); }));
    return new_bytes(bytes.data(), ssize(size));
  }
  unsigned long number = 0;
  if (argument) TRY(number_argument(t, argument, &number));
  return int_from_int64(TRY(system_call(t, [&] { return ::fcntl(file.fd, command, int(number)); })));
}

Object* fcntl_ioctl(Thread& t, Descriptor file, Object* request_object, Given given, bool mutates) {
  Object* argument = given.value;
  unsigned long request;
  TRY(number_argument(t, request_object, &request));
  TRY(audit(t, "fcntl.ioctl", file.fd, int64_t(request), argument));
  if (argument && is_writable_bytes(argument) && mutates) {
    WritableBytes memory = writable_bytes(argument);
    std::string copy(reinterpret_cast<char*>(memory.data), size_t(memory.size));
    if (copy.size() < kMostBytes) copy.resize(kMostBytes);
    ssize result = TRY(system_call(t, [&] { return ::ioctl(file.fd, request, copy.data()); }));
    WritableBytes now = writable_bytes(argument);
    std::memcpy(now.data, copy.data(), size_t(std::min(now.size, memory.size)));
    return int_from_int64(result);
  }
  if (argument && is_text_or_bytes(argument)) {
    std::string bytes = TRY(struct_argument(t, argument, "ioctl"));
    size_t size = bytes.size();
    bytes.resize(kMostBytes);
    TRY(system_action(t, [&] { return ::ioctl(file.fd, request, bytes.data()); }));
    return new_bytes(bytes.data(), ssize(size));
  }
  unsigned long number = 0;
  if (argument) TRY(number_argument(t, argument, &number));
  return int_from_int64(TRY(system_call(t, [&] { return ::ioctl(file.fd, request, number); })));
}

Status fcntl_flock(Thread& t, Descriptor file, int operation) {
  TRY(audit(t, "fcntl.flock", file.fd, operation));
  return system_action(t, [&] { return ::flock(file.fd, operation); });
}

Status fcntl_lockf(Thread& t, Descriptor file, int operation, Given length, Given start, int whence) {
  TRY(audit(t, "fcntl.lockf", file.fd, operation, length.value, start.value, whence));
  struct flock lock {};
  if (operation == LOCK_UN) lock.l_type = F_UNLCK;
  else if (operation & LOCK_SH) lock.l_type = F_RDLCK;
  else if (operation & LOCK_EX) lock.l_type = F_WRLCK;
  else return raise_value_error(t, "unrecognized lockf argument");
  if (start.value) TRY(offset_argument(t, start.value, &lock.l_start));
  if (length.value) TRY(offset_argument(t, length.value, &lock.l_len));
  lock.l_whence = short(whence);
  return system_action(t, [&] { return ::fcntl(file.fd, operation & LOCK_NB ? F_SETLK : F_SETLKW, &lock); });
}

struct FcntlConstant {
  const char* name;
  long value;
};
#define NUMBER(name) \
  { #name, long(name) }
constexpr FcntlConstant fcntl_constants[] = {
    NUMBER(DN_ACCESS),    NUMBER(DN_ATTRIB),       NUMBER(DN_CREATE),   NUMBER(DN_DELETE),   NUMBER(DN_MODIFY),
    NUMBER(DN_MULTISHOT), NUMBER(DN_RENAME),       NUMBER(FASYNC),      NUMBER(FD_CLOEXEC),  NUMBER(F_ADD_SEALS),
    NUMBER(F_DUPFD),      NUMBER(F_DUPFD_CLOEXEC), NUMBER(F_EXLCK),     NUMBER(F_GETFD),     NUMBER(F_GETFL),
    NUMBER(F_GETLEASE),   NUMBER(F_GETLK),         NUMBER(F_GETLK64),   NUMBER(F_GETOWN),    NUMBER(F_GETPIPE_SZ),
    NUMBER(F_GETSIG),     NUMBER(F_GET_SEALS),     NUMBER(F_NOTIFY),    NUMBER(F_OFD_GETLK), NUMBER(F_OFD_SETLK),
    NUMBER(F_OFD_SETLKW), NUMBER(F_RDLCK),         NUMBER(F_SEAL_GROW), NUMBER(F_SEAL_SEAL), NUMBER(F_SEAL_SHRINK),
    NUMBER(F_SEAL_WRITE), NUMBER(F_SETFD),         NUMBER(F_SETFL),     NUMBER(F_SETLEASE),  NUMBER(F_SETLK),
    NUMBER(F_SETLK64),    NUMBER(F_SETLKW),        NUMBER(F_SETLKW64),  NUMBER(F_SETOWN),    NUMBER(F_SETPIPE_SZ),
    NUMBER(F_SETSIG),     NUMBER(F_SHLCK),         NUMBER(F_UNLCK),     NUMBER(F_WRLCK),     NUMBER(LOCK_EX),
    NUMBER(LOCK_MAND),    NUMBER(LOCK_NB),         NUMBER(LOCK_READ),   NUMBER(LOCK_RW),     NUMBER(LOCK_SH),
    NUMBER(LOCK_UN),      NUMBER(LOCK_WRITE),
};
#undef NUMBER

}  // namespace

#define NATIVE_TABLE "interpreter/modules/fcntl/fcntl_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX fcntl
#define NATIVE_NAME "fcntl"
#include "interpreter/objects/core/native_table.inc"

Module* create_fcntl(Thread& t) {
  Module* module = TRY(new_module(t, "fcntl"));
  TRY(add_functions(t, module, fcntl_method_rows));
  for (const FcntlConstant& row : fcntl_constants) TRY(add_object(t, module, row.name, int_from_int64(row.value)));
  TRY(add_object(t, module, "__doc__", new_str("The calls fcntl and ioctl, and locks of files.")));
  return module;
}

}  // namespace sidewinder
