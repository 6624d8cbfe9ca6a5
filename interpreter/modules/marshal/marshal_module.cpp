// Module marshal, over interpreter/imports/marshal.h.
#include "interpreter/imports/marshal.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/bytes_argument.h"
#include "interpreter/protocol/audit.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

// A parameter whose default is marshal.version.
struct Version {
  int number = kMarshalVersion;
};

}  // namespace

template <> struct Argument<Version> {
  static Status convert(Thread& t, Object* value, Site, Version* out) { return argument_int(t, value, &out->number); }
  static consteval Version literal(std::string_view) { return {}; }
};

namespace {

Object* module_dumps(Thread& t, Object* value, Version version) {
  TRY(audit(t, "marshal.dumps", value, version.number));
  return new_bytes(TRY(marshal_dump(t, value, version.number)));
}

Object* module_dump(Thread& t, Object* value, Object* file, Version version) {
  Object* bytes = TRY(module_dumps(t, value, version));
  return call_method(t, file, intern("write"), Args{&bytes, 1});
}

Object* module_load(Thread& t, Object* file) {
  TRY(audit(t, "marshal.load"));
  return marshal_load_from(t, file);
}
Object* module_loads(Thread& t, const BytesLike& bytes) {
  if (has_audit_hooks) TRY(audit(t, "marshal.loads", TRY(new_bytes(bytes.bytes.data(), ssize(bytes.bytes.size())))));
  return marshal_load(t, bytes.bytes);
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/marshal/marshal_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX module
#define NATIVE_NAME "marshal"
#include "interpreter/objects/core/native_table.inc"

Module* create_marshal(Thread& t) {
  Module* module = TRY(new_module(t, "marshal"));
  TRY(add_functions(t, module, module_method_rows));
  TRY(add_object(t, module, "version", int_from_int64(kMarshalVersion)));
  TRY(add_object(t, module, "__doc__",
                 new_str("Values of the built-in types as bytes and back. Compiled code is kept in this format; it is "
                         "no protection against bytes of unknown origin.")));
  return module;
}

}  // namespace sidewinder
