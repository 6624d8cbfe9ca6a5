// The table of interned strings: open addressing in permanent, scanned storage. Interned strings are never given up.
#include "interpreter/memory/allocate.h"
#include "interpreter/memory/reserve.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/objects/text/str_static.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

namespace {

constexpr uint32_t kStateInterned = 1;

// As an exact string that takes no more memory than it needs.
Str* compact(Str* s) {
  if (s->is_compact()) return str_exact(s);
  Str* copy = TRY(allocate_str(s->length, str_max_char(s)));
  str_copy_into(s, 0, s->length, copy->data(), s->kind(), 0);
  return copy;
}

class InternTable {
 public:
  Str* intern(Str* s) {
    if ((used_ + 1) * 3 > capacity_ * 2 && !grow()) return nullptr;
    size_t at = find(cells_, capacity_, s);
    if (cells_[at]) return cast<Str>(cells_[at]);
    Str* own = TRY(compact(s));
    str_hash(own);
    own->state |= kStateInterned;
    cells_[at] = own;
    used_++;
    return own;
  }

 private:
  static size_t find(Object** cells, size_t capacity, Str* s) {
    size_t at = size_t(str_hash(s)) & (capacity - 1);
    while (cells[at] && !str_equal(cast<Str>(cells[at]), s)) at = (at + 1) & (capacity - 1);
    return at;
  }
  bool grow() {
    size_t capacity = capacity_ ? capacity_ * 2 : 4096;
    Object** cells = allocate_permanent(capacity);
    if (!cells) return false;
    for (size_t i = 0; i < capacity; i++) cells[i] = nullptr;
    for (size_t i = 0; i < capacity_; i++) {
      if (cells_[i]) cells[find(cells, capacity, cast<Str>(cells_[i]))] = cells_[i];
    }
    if (cells_) free_permanent(cells_);
    cells_ = cells;
    capacity_ = capacity;
    return true;
  }

  Object** cells_ = nullptr;
  size_t capacity_ = 0;
  size_t used_ = 0;
};

constinit InternTable table;

}  // namespace

Str* intern(Str* s) {
  if (s->is_interned()) return s;
  if (Str* single = static_str_for(s)) return single;
  return table.intern(s);
}

// Many callers know the name and rely on getting it.
Str* intern(std::string_view utf8) {
  Str* s = new_str(utf8);
  Str* interned = s ? intern(s) : nullptr;
  if (interned || !use_last_heap_reserve()) return interned;
  clear_pending(current_thread());
  return intern(utf8);
}

}  // namespace sidewinder
