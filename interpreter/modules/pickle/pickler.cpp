// _pickle.Pickler, its memo as Python sees it, and the functions that pickle.
#include <new>

#include "interpreter/modules/pickle/pickle_writer.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

Object* pickle_to_bytes(Thread& t, Object* o, Object* protocol, bool fix_imports, Object* buffer_callback) {
  PicklerData data{};
  TRY(set_pickler_options(t, data, protocol, fix_imports, buffer_callback));
  PickleWriter writer(t, data);
  TRY(writer.dump(o));
  return writer.contents();
}

Status pickle_to_file(Thread& t, Object* o, Object* file, Object* protocol, bool fix_imports, Object* buffer_callback) {
  PicklerData data{};
  TRY(set_pickler_options(t, data, protocol, fix_imports, buffer_callback));
  TRY(set_pickler_file(t, data, file));
  PickleWriter writer(t, data);
  return writer.dump(o);
}

namespace {

struct Pickler : Object {
  PicklerData data;
  static Type* type() { return &pickler_type; }
};

struct PicklerMemo : Object {
  Pickler* pickler;
  static Type* type() { return &pickler_memo_type; }
};

Object* pickler_new(Thread& t, Type* cls, Args) {
  auto* self = static_cast<Pickler*>(TRY(allocate_instance(t, cls)));
  new (&self->data) PicklerData{};
  return self;
}

Status pickler_init(Thread& t, Pickler& self, Object* file, Object* protocol, bool fix_imports,
                    Object* buffer_callback) {
  PicklerData& data = self.data;
  TRY(set_pickler_options(t, data, protocol, fix_imports, buffer_callback));
  TRY(set_pickler_file(t, data, file));
  data.fast = 0;
  Lookup persistent = TRY(find_attribute(t, &self, pickle_state().persistent_id));
  data.persistent_id = persistent.found() ? persistent.value : nullptr;
  Lookup table = TRY(find_attribute(t, &self, pickle_state().dispatch_table_name));
  data.dispatch_table = table.found() ? table.value : nullptr;
  return Status::ok();
}

Status pickler_dump(Thread& t, Pickler& self, Object* o) {
  if (!self.data.write)
    return raise(t, *pickle_state().pickling_error, "Pickler.__init__() was not called by %T.__init__()", &self);
  Lookup override_ = TRY(find_attribute(t, &self, pickle_state().reducer_override));
  self.data.reducer_override = override_.found() ? override_.value : nullptr;
  PickleWriter writer(t, self.data);
  return writer.dump(o);
}

void pickler_clear_memo(Pickler& self) { self.data.memo.clear(); }
ssize pickler_size(const Pickler& self) { return self.cls->basic_size + ssize(self.data.memo.bytes()); }

// --- the memo ---------------------------------------------------------------------------------------

Object* pickler_memo(Thread&, Pickler& self) {
  auto* memo = TRY(new_object<PicklerMemo>(&pickler_memo_type));
  memo->pickler = &self;
  return memo;
}

Status set_memo_from_dict(Thread& t, Pickler& self, Dict* dict) {
  PickleMemo memo;
  ssize position = 0;
  Object *key, *value;
  while (dict_next(dict, &position, &key, &value)) {
    if (!has_flag(value, kTypeTuple) || cast<Tuple>(value)->size != 2)
      return raise_type_error(t, "'memo' values must be 2-item tuples");
    ssize number = TRY(index_as_ssize(t, cast<Tuple>(value)->items[0], &exceptions::OverflowError));
    if (!memo.put(cast<Tuple>(value)->items[1], number)) return Raised{};
  }
  self.data.memo = memo;
  return Status::ok();
}

Status pickler_set_memo(Thread& t, Pickler& self, Object* value) {
  if (!value) return raise_type_error(t, "attribute deletion is not supported");
  if (is_exact<PicklerMemo>(value)) {
    PickleMemo copy;
    TRY(cast<PicklerMemo>(value)->pickler->data.memo.for_each(
        [&](const void* key, ssize number) { return copy.put(key, number) ? Status::ok() : Status(Raised{}); }));
    self.data.memo = copy;
    return Status::ok();
  }
  if (is_dict(value)) return set_memo_from_dict(t, self, cast<Dict>(value));
  return raise_type_error(t, "'memo' attribute must be a PicklerMemoProxy object or dict, not %T", value);
}

Object* pickler_persistent_id(Thread& t, Pickler& self) {
  if (self.data.persistent_id) return self.data.persistent_id;
  return raise(t, exceptions::AttributeError, "persistent_id");
}

Status pickler_set_persistent_id(Thread& t, Pickler& self, Object* value) {
  if (!value) return raise_type_error(t, "attribute deletion is not supported");
  if (!slots_of(value).call) return raise_type_error(t, "persistent_id must be a callable taking one argument");
  self.data.persistent_id = value;
  return Status::ok();
}

void pickler_memo_clear(PicklerMemo& self) { self.pickler->data.memo.clear(); }

Dict* pickler_memo_copy(Thread& t, PicklerMemo& self) {
  Dict* copy = TRY(new_dict(t));
  TRY(self.pickler->data.memo.for_each([&](const void* key, ssize number) -> Status {
    bool hidden = PickleMemo::is_hidden(key);
    auto* object = hidden ? TRY(new_dict(t)) : static_cast<Object*>(const_cast<void*>(key));
    Object* pair[] = {TRY(int_from_int64(number)), object};
    Object* identity = TRY(int_from_uint64(reinterpret_cast<uintptr_t>(object)));
    return dict_set(t, copy, identity, TRY(new_tuple(pair, 2)));
  }));
  return copy;
}

Object* pickler_memo_reduce(Thread& t, PicklerMemo& self) {
  Object* contents = TRY(pickler_memo_copy(t, self));
  Object* items[] = {&dict_type, TRY(new_tuple(&contents, 1))};
  return new_tuple(items, 2);
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/pickle/pickler_functions.def"
#define NATIVE_TYPE Pickler
#define NATIVE_PREFIX pickler
#define NATIVE_NAME "Pickler"
#include "interpreter/objects/core/native_table.inc"

#define NATIVE_TABLE "interpreter/modules/pickle/pickler_memo_methods.def"
#define NATIVE_TYPE PicklerMemo
#define NATIVE_PREFIX pickler_memo
#define NATIVE_NAME "PicklerMemoProxy"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_pickler_data() {
  TypeData d{};
  pickler_declare(d);
  return d;
}
constexpr TypeData make_pickler_memo_data() {
  TypeData d{};
  pickler_memo_declare(d);
  return d;
}
constinit TypeData pickler_data = make_pickler_data();
constinit TypeData pickler_memo_data = make_pickler_memo_data();

}  // namespace

constinit Type pickler_type =
    static_type("_pickle.Pickler", sizeof(Pickler), 0, kTypeBase | kTypeHaveGC, &pickler_data);
constinit Type pickler_memo_type =
    static_type("_pickle.PicklerMemoProxy", sizeof(PicklerMemo), 0, kTypeHaveGC, &pickler_memo_data);

}  // namespace sidewinder
