// Objects to a pickle. A PickleWriter lives as long as one dump; what the dumps of a Pickler share is in PicklerData.
#pragma once

#include "interpreter/modules/pickle/pickle_memo.h"
#include "interpreter/modules/pickle/pickle_output.h"

namespace sidewinder {

struct List;
struct Map;

struct PicklerData {
  int protocol;
  int binary;  // protocol > 0
  int fast;    // no memo
  bool fix_imports;
  Object* write;             // of the file; null: none
  Object* persistent_id;     // or null
  Object* dispatch_table;    // or null: copyreg's
  Object* buffer_callback;   // or null
  Object* reducer_override;  // or null; asked for at each dump
  PickleMemo memo;
};
// The options that all ways to pickle take. ValueError.
Status set_pickler_options(Thread& t, PicklerData& data, Object* protocol, bool fix_imports, Object* buffer_callback);
Status set_pickler_file(Thread& t, PicklerData& data, Object* file);

class PickleWriter {
 public:
  PickleWriter(Thread& t, PicklerData& data) : t_(t), data_(data), out_(t, data.write) {}
  Status dump(Object* o);
  Bytes* contents() { return out_.contents(); }

 private:
  Status save(Object* o) {
    if (data_.persistent_id) [[unlikely]] {
      if (TRY(save_persistent(o))) return Status::ok();
    }
    return save_object(o);
  }
  Status save_object(Object* o);
  Result<bool> save_persistent(Object* o);
  PY_ALWAYS_INLINE Status memoize(Object* o) {
    if (data_.fast) return Status::ok();
    return add_to_memo(o);
  }
  Status add_to_memo(const void* key);
  void write_get(ssize number);
  void write_op_line(PickleOp op, std::string_view text);  // an opcode of protocol 0
  void write_number(PickleOp op, uint64_t n, int bytes);   // little-endian

  // values
  void save_bool(bool b);
  Status save_int(Object* o);
  void save_int32(int32_t value);
  Status save_long(Object* o);
  void save_float(double value);
  Status save_str(Str* s);
  Status save_str_text(Str* s);
  Status save_bytes(Object* o);
  Status save_bytes_data(Object* o, const void* bytes, size_t n, Object* payload);
  Status save_bytearray(Object* o);
  Status save_bytearray_data(Object* o, const void* bytes, size_t n, Object* payload);
  Status save_picklebuffer(Object* o);

  // containers
  Status save_container(Object* o);
  Status save_tuple(Object* o);
  Status save_tuple_items(Object* o);
  Status save_recursive_tuple(Object* o, ssize pushed);
  Status save_list(Object* o);
  Status save_list_items(Object* o);
  Status save_list_item(List* list, ssize i);
  Status save_dict(Object* o);
  Status save_dict_items(Object* o);
  Status save_set(Object* o);
  Status save_set_items(Object* o);
  Status save_frozenset(Object* o);
  Status save_as_call(Object* o, Type* cls, Object* argument);
  template <class SaveOne> Status save_batches(Object* iterator, PickleOp one, PickleOp many, SaveOne&& save_one);
  Status batch_items(Object* iterator);  // append them
  Status batch_pairs(Object* iterator);  // set them
  Status save_pair(Object* pair);
  Status enter_fast(Object* o);
  Status leave_fast(Object* o);

  // what pickles as a name, or as a call
  Status save_other(Object* o);
  Lookup reduced(Object* o);  // what __reduce_ex__ says; missing: it is a name
  Status save_type(Object* o);
  Status save_global(Object* o, Object* name /* or null */);
  Status save_extension(Object* o, Object* code);
  Status save_global_name(Object* o, Str* module_name, Str* name, Object* owner_if_nested, Str* last);
  Status save_global_line(Object* o, Str* module_name, Str* name);
  Status save_line_part(Str* text, const char* what);
  Status save_reduced(Object* o, Object* reduced);
  Status save_reduce(Tuple* reduced, Object* o /* or null */);
  Status save_call(Object* function, Tuple* arguments, Object* o);
  Status save_new_object(Tuple* arguments, Object* o);
  Status save_new_object_ex(Tuple* arguments);
  Status save_state(Object* state, Object* setter, Object* o);
  bool is_plain_instance(Object* o);
  Status save_plain_instance(Object* o);
  Status save_attributes(Object* o);

  Thread& t_;
  PicklerData& data_;
  PickleOutput out_;
  int fast_nesting_ = 0;
  Dict* fast_memo_ = nullptr;
  // The last plain instance's, see is_plain_instance.
  Map* plain_map_ = nullptr;
  unsigned plain_version_ = 0;
};

}  // namespace sidewinder
