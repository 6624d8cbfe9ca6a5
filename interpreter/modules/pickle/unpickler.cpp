// _pickle.Unpickler, its memo as Python sees it, and the functions that unpickle.
#include "interpreter/modules/pickle/pickle_reader.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

Object* unpickle_bytes(Thread& t, Object* pickle, bool fix_imports, Str* encoding, Str* errors, Object* buffers) {
  UnpicklerData data{};
  BufferHolder buffer;
  if (is_bytes(pickle)) {
    data.input.holder = pickle;
    data.input.data = cast<Bytes>(pickle)->bytes;
    data.input.size = size_t(cast<Bytes>(pickle)->size);
  } else {
    TRY(buffer.take(t, pickle));
    data.input.data = buffer.data();
    data.input.size = size_t(buffer.length());
  }
  TRY(set_unpickler_options(t, data, fix_imports, encoding, errors, buffers));
  PickleReader reader(t, data);
  return reader.load();
}

Object* unpickle_file(Thread& t, Object* file, bool fix_imports, Str* encoding, Str* errors, Object* buffers) {
  UnpicklerData data{};
  TRY(open_pickle_file(t, data.input, file));
  TRY(set_unpickler_options(t, data, fix_imports, encoding, errors, buffers));
  PickleReader reader(t, data);
  return reader.load();
}

namespace {

struct Unpickler : Object {
  UnpicklerData data;
  PickleReader* running;  // the load that goes on, or null
  static Type* type() { return &unpickler_type; }
};

struct UnpicklerMemo : Object {
  Unpickler* unpickler;
  static Type* type() { return &unpickler_memo_type; }
};

Object* unpickler_new(Thread& t, Type* cls, Args) { return static_cast<Object*>(allocate_instance(t, cls)); }

Status unpickler_init(Thread& t, Unpickler& self, Object* file, bool fix_imports, Str* encoding, Str* errors,
                      Object* buffers) {
  UnpicklerData& data = self.data;
  TRY(open_pickle_file(t, data.input, file));
  TRY(set_unpickler_options(t, data, fix_imports, encoding, errors, buffers));
  Lookup persistent = TRY(find_attribute(t, &self, pickle_state().persistent_load));
  data.persistent_load = persistent.found() ? persistent.value : nullptr;
  data.self = is_exact<Unpickler>(&self) ? nullptr : &self;
  data.memo = nullptr;
  data.memo_capacity = data.memo_count = 0;
  data.sparse_memo = nullptr;
  return Status::ok();
}

Object* unpickler_load(Thread& t, Unpickler& self) {
  if (!self.data.input.read)
    return raise(t, *pickle_state().unpickling_error, "Unpickler.__init__() was not called by %T.__init__()", &self);
  PickleReader reader(t, self.data);
  PickleReader* outer = self.running;
  self.running = &reader;
  Object* result = reader.load();
  self.running = outer;
  return result;
}

Object* unpickler_find_class(Thread& t, Unpickler& self, Object* module, Object* name) {
  if (!is_str(module) || !is_str(name))
    return raise_type_error(t, "find_class() arguments must be str, not %T and %T", module, name);
  return unpickler_find_class(t, self.data, self.running ? self.running->protocol() : 0, cast<Str>(module),
                              cast<Str>(name));
}

ssize unpickler_size(const Unpickler& self) {
  return self.cls->basic_size + ssize(self.data.memo_capacity * sizeof(Object*));
}

// --- the memo ---------------------------------------------------------------------------------------

Object* unpickler_memo(Thread&, Unpickler& self) {
  auto* memo = TRY(new_object<UnpicklerMemo>(&unpickler_memo_type));
  memo->unpickler = &self;
  return memo;
}

Dict* copy_of_memo(Thread& t, const UnpicklerData& data) {
  Dict* copy = data.sparse_memo ? dict_copy(t, data.sparse_memo) : new_dict(t);
  if (!copy) return nullptr;
  for (size_t i = 0; i < data.memo_capacity; i++)
    if (data.memo[i]) TRY(dict_set(t, copy, TRY(int_from_uint64(i)), data.memo[i]));
  return copy;
}

Status unpickler_set_memo(Thread& t, Unpickler& self, Object* value) {
  if (!value) return raise_type_error(t, "attribute deletion is not supported");
  if (is_exact<UnpicklerMemo>(value)) value = TRY(copy_of_memo(t, cast<UnpicklerMemo>(value)->unpickler->data));
  if (!is_dict(value))
    return raise_type_error(t, "'memo' attribute must be an UnpicklerMemoProxy object or dict, not %T", value);
  UnpicklerData fresh{};
  Object *key, *object;
  for (ssize position = 0; dict_next(cast<Dict>(value), &position, &key, &object);) {
    if (!is_int(key)) return raise_type_error(t, "memo key must be integers");
    ssize number = TRY(index_as_ssize(t, key, &exceptions::OverflowError));
    if (number < 0) return raise_value_error(t, "memo key must be positive integers.");
    TRY(unpickler_memo_put(t, fresh, size_t(number), object));
  }
  self.data.memo = fresh.memo;
  self.data.memo_capacity = fresh.memo_capacity;
  self.data.memo_count = fresh.memo_count;
  self.data.sparse_memo = fresh.sparse_memo;
  return Status::ok();
}

Object* unpickler_persistent_load(Thread& t, Unpickler& self) {
  if (self.data.persistent_load) return self.data.persistent_load;
  return raise(t, exceptions::AttributeError, "persistent_load");
}

Status unpickler_set_persistent_load(Thread& t, Unpickler& self, Object* value) {
  if (!value) return raise_type_error(t, "attribute deletion is not supported");
  if (!slots_of(value).call) return raise_type_error(t, "persistent_load must be a callable taking one argument");
  self.data.persistent_load = value;
  return Status::ok();
}

void unpickler_memo_clear(UnpicklerMemo& self) {
  UnpicklerData& data = self.unpickler->data;
  data.memo = nullptr;
  data.memo_capacity = data.memo_count = 0;
  data.sparse_memo = nullptr;
}

Dict* unpickler_memo_copy(Thread& t, UnpicklerMemo& self) { return copy_of_memo(t, self.unpickler->data); }

Object* unpickler_memo_reduce(Thread& t, UnpicklerMemo& self) {
  Object* contents = TRY(unpickler_memo_copy(t, self));
  Object* items[] = {&dict_type, TRY(new_tuple(&contents, 1))};
  return new_tuple(items, 2);
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/pickle/unpickler_functions.def"
#define NATIVE_TYPE Unpickler
#define NATIVE_PREFIX unpickler
#define NATIVE_NAME "Unpickler"
#include "interpreter/objects/core/native_table.inc"

#define NATIVE_TABLE "interpreter/modules/pickle/unpickler_memo_methods.def"
#define NATIVE_TYPE UnpicklerMemo
#define NATIVE_PREFIX unpickler_memo
#define NATIVE_NAME "UnpicklerMemoProxy"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_unpickler_data() {
  TypeData d{};
  unpickler_declare(d);
  return d;
}
constexpr TypeData make_unpickler_memo_data() {
  TypeData d{};
  unpickler_memo_declare(d);
  return d;
}
constinit TypeData unpickler_data = make_unpickler_data();
constinit TypeData unpickler_memo_data = make_unpickler_memo_data();

}  // namespace

constinit Type unpickler_type =
    static_type("_pickle.Unpickler", sizeof(Unpickler), 0, kTypeBase | kTypeHaveGC, &unpickler_data);
constinit Type unpickler_memo_type =
    static_type("_pickle.UnpicklerMemoProxy", sizeof(UnpicklerMemo), 0, kTypeHaveGC, &unpickler_memo_data);

}  // namespace sidewinder
