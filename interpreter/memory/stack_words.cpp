#include "interpreter/memory/stack_words.h"

#include <gc/gc.h>
#include <gc/gc_mark.h>

#include <algorithm>

#include "interpreter/base/check.h"

namespace sidewinder {

namespace {

int words_kind = 0, ranges_kind = 0;  // the collector's numbers; 0: there are none yet
RangesOfCell ranges_of_cell;

// An entry of the mark stack, as the collector lays it out (checked by its version): where to look, and how. A mark
// procedure is to do little at a time, and to leave itself an entry for the rest.
struct Entry {
  void* start;
  GC_word descriptor;
};
constexpr unsigned kKnownVersion = 8;

GC_ms_entry* push(GC_ms_entry* top, void* start, GC_word descriptor) {
  auto* entry = reinterpret_cast<Entry*>(top) + 1;
  *entry = {start, descriptor};
  return reinterpret_cast<GC_ms_entry*>(entry);
}

unsigned words_proc;
constexpr size_t kWordsAtOnce = 64;

// The words from `first` on.
GC_ms_entry* mark_stack_words(GC_word* words, GC_ms_entry* top, GC_ms_entry* limit, GC_word first) {
  size_t count = GC_size(words) / sizeof(GC_word), end = first + kWordsAtOnce;
  if (end < count) top = push(top, words, GC_MAKE_PROC(words_proc, end));
  for (size_t i = first; i < std::min(count, end); i++)
    if (void* base = words[i] ? GC_base(reinterpret_cast<void*>(words[i])) : nullptr)
      top = GC_MARK_AND_PUSH(base, top, limit, reinterpret_cast<void**>(words + i));
  return top;
}

GC_ms_entry* mark_ranges(GC_word* cell, GC_ms_entry* top, GC_ms_entry*, GC_word) {
  auto visit = [](void* context, void* begin, void* end) {
    auto& at = *static_cast<GC_ms_entry**>(context);
    auto bytes = GC_word(static_cast<char*>(end) - static_cast<char*>(begin));
    if (bytes) at = push(at, begin, bytes | GC_DS_LENGTH);
  };
  ranges_of_cell(cell, visit, &top);
  return top;
}

bool is_of_kind(const void* p, int kind) {
  if (!kind || !GC_is_heap_ptr(p) || GC_base(const_cast<void*>(p)) != p) return false;
  return GC_get_kind_and_size(p, nullptr) == kind;
}

int new_kind(unsigned proc) {
  PY_CHECK(GC_get_version() >> 16 == kKnownVersion);
  return int(GC_new_kind(GC_new_free_list(), GC_MAKE_PROC(proc, 0), 0, 1));
}

}  // namespace

void* allocate_stack_words(size_t bytes) {
  if (!words_kind) {
    words_proc = GC_new_proc(mark_stack_words);
    words_kind = new_kind(words_proc);
  }
  return GC_generic_malloc(bytes ? bytes : 1, words_kind);
}

bool is_stack_words(const void* p) { return is_of_kind(p, words_kind); }

void free_stack_words(void* p) { GC_free(p); }

void* allocate_with_ranges(size_t bytes, RangesOfCell ranges) {
  PY_CHECK(!ranges_of_cell || ranges_of_cell == ranges);
  ranges_of_cell = ranges;
  if (!ranges_kind) ranges_kind = new_kind(GC_new_proc(mark_ranges));
  return GC_generic_malloc(bytes, ranges_kind);
}

bool is_with_ranges(const void* p) { return is_of_kind(p, ranges_kind); }

}  // namespace sidewinder
