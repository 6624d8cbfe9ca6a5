// Module _pickle: what its sources share. Writing: pickle_writer.h; reading: pickle_reader.h.
#pragma once

#include "interpreter/objects/buffer/buffer.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/core/type.h"

namespace sidewinder {

enum class PickleOp : uint8_t {
#define OPCODE(name, code, action) name = code,
#include "interpreter/modules/pickle/pickle_opcodes.def"
#undef OPCODE
};

constexpr int kHighestProtocol = 5;
constexpr int kDefaultProtocol = 4;
constexpr int kBatchSize = 1000;            // items between a mark and the opcode that takes them
constexpr size_t kFrameTarget = 64 * 1024;  // a frame ends with the first object that makes it this long

// What outlives a call: of the modules copyreg, _compat_pickle, codecs and functools, and the module's own errors.
// Only pointers to objects: it is permanent storage that the collector scans.
struct PickleState {
  Type *error, *pickling_error, *unpickling_error;
  Dict *dispatch_table, *extension_registry, *extension_cache, *inverted_registry;
  Dict *names_for_2, *modules_for_2;  // what Python 2 has for (module, name), for a module
  Dict *names_for_3, *modules_for_3;
  Object *codecs_encode, *getattr, *partial;
  Str *latin1, *reduce_ex, *reducer_override, *persistent_id, *persistent_load, *dispatch_table_name;
  Str *setstate, *extend, *append, *add, *ascii, *strict;
};
PickleState& pickle_state();
Status fill_pickle_state(Thread& t);

// sys.modules[name], imported if need be.
Object* pickle_import(Thread& t, Str* name);
// owner.a.b of "a.b"; missing: there is none. *parent (if not null): what has the last of the names, which is *last.
// An AttributeError is pending (failed) for a name of something local to a function.
Lookup pickle_dotted_attribute(Thread& t, Object* owner, Str* path, Object** parent = nullptr, Str** last = nullptr);
bool pickle_path_is_local(Str* path);  // has <locals> in it

// pickle.PickleBuffer: memory that may stay outside of the pickle.
struct PickleBuffer : Object {
  Buffer view;        // object null: released
  Object* weak_list;  // for C
  static Type* type();
};
extern Type pickle_buffer_type, pickler_type, unpickler_type, pickler_memo_type, unpickler_memo_type;
inline Type* PickleBuffer::type() { return &pickle_buffer_type; }

// Functions of the module.
Object* pickle_to_bytes(Thread& t, Object* o, Object* protocol, bool fix_imports, Object* buffer_callback);
Status pickle_to_file(Thread& t, Object* o, Object* file, Object* protocol, bool fix_imports, Object* buffer_callback);
Object* unpickle_bytes(Thread& t, Object* data, bool fix_imports, Str* encoding, Str* errors, Object* buffers);
Object* unpickle_file(Thread& t, Object* file, bool fix_imports, Str* encoding, Str* errors, Object* buffers);

}  // namespace sidewinder
