// A pickle to objects: a machine with a stack of objects and a stack of marks. A PickleReader lives as long as one
// load; what the loads of an Unpickler share is in UnpicklerData. Any bytes may come: nothing is taken for granted.
#pragma once

#include "interpreter/modules/pickle/pickle_input.h"

namespace sidewinder {

struct UnpicklerData {
  PickleInput input;
  Object** memo;  // raw storage; null: no object has this number
  size_t memo_capacity;
  size_t memo_count;        // numbers that are taken
  Dict* sparse_memo;        // of numbers far beyond the others; or null
  bool fix_imports;         // names of Python 2 are those of the same things here
  Str *encoding, *errors;   // of Python 2's strings
  Object* persistent_load;  // or null
  Object* buffers;          // iterator, or null
  Object* self;             // Unpickler whose find_class is asked; null: it is not overridden
};
// The options that all ways to unpickle take.
Status set_unpickler_options(Thread& t, UnpicklerData& data, bool fix_imports, Str* encoding, Str* errors,
                             Object* buffers);
Lookup unpickler_memo_get(Thread& t, UnpicklerData& data, size_t number);
Status unpickler_memo_put(Thread& t, UnpicklerData& data, size_t number, Object* o);
// find_class of _pickle.Unpickler. protocol: of the pickle.
Object* unpickler_find_class(Thread& t, const UnpicklerData& data, int protocol, Str* module, Str* name);

class PickleReader {
 public:
  PickleReader(Thread& t, UnpicklerData& data) : t_(t), data_(data), in_(data.input) {}
  Object* load();
  int protocol() const { return protocol_; }

 private:
  // stack
  size_t height() const { return height_; }
  PY_ALWAYS_INLINE Status push(Object* o) {
    if (!o) return Raised{};
    if (height_ == capacity_) [[unlikely]]
      TRY(grow());
    stack_[height_++] = o;
    return Status::ok();
  }
  Status grow();
  // At least n objects are above the last mark (of height n: numbers below 0 have wrapped).
  Status need(size_t n) {
    if (height_ - fence_ >= n) [[likely]]
      return Status::ok();
    return raise_underflow();
  }
  Object* top() const { return stack_[height_ - 1]; }
  Object* take() { return stack_[--height_]; }
  Raised raise_underflow();
  Raised raise_error(const char* format, ...);
  Status push_mark();
  Result<size_t> take_mark();  // where the objects above it begin
  Status pop();
  Status pop_mark();
  Status duplicate();

  // bytes
  PY_ALWAYS_INLINE const uint8_t* bytes(size_t n) { return in_.take(t_, n); }
  Result<uint64_t> number(int size);  // little-endian
  Result<uint64_t> length(int size, const char* of);
  Status line(std::string_view* text);  // without its newline, which is behind it; not empty

  // values
  Status load_int_line();
  Status load_long_line();
  Status load_float_line();
  Status load_string_line();
  Status load_unicode_line();
  Status load_binary_int(int size);
  Status load_binary_float();
  Status load_long(int size);
  Status load_unicode(int size);
  Status load_old_string(int size);
  Status push_old_string(std::string_view bytes);
  Status load_bytes(int size);
  Status load_bytearray();
  Status load_next_buffer();
  Status make_buffer_read_only();

  // containers
  Status make_tuple(size_t n);
  Status make_marked_tuple();
  Status make_list();
  Status make_dict();
  Status make_frozenset();
  Status append_items(size_t from);
  Status append_marked();
  Status append_to_list(Object* list, size_t from);
  Status set_items(size_t from);
  Status set_marked_items();
  Status add_items();

  // objects
  Object* find_class(Str* module, Str* name);
  Status load_global();
  Status load_stack_global();
  Status load_extension(int size);
  Status load_persistent();
  Status load_persistent_line();
  Status push_persistent(Object* id);
  Status reduce();
  Status new_object_of_class(bool keywords);
  Status make_object();
  Status load_instance();
  Status push_instance(Object* cls, size_t from);
  Status build();
  Status build_attributes(Object* o, Object* state);
  Status build_slots(Object* o, Object* state);

  // memo and the rest
  Status get_by_line();
  Status get_by_number(int size);
  Status push_from_memo(size_t number);
  Status put_by_line();
  Status put_by_number(int size);
  Status memoize();
  Result<int64_t> line_number();
  Status load_protocol();
  Status load_frame();
  Status run();
  Raised raise_bad_opcode(uint8_t code);

  Thread& t_;
  UnpicklerData& data_;
  PickleInput& in_;
  Object** stack_ = nullptr;  // raw storage
  size_t height_ = 0, capacity_ = 0;
  size_t fence_ = 0;  // height at the last mark
  size_t* marks_ = nullptr;
  size_t mark_count_ = 0, mark_capacity_ = 0;
  int protocol_ = 0;
};

}  // namespace sidewinder
