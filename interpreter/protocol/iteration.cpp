// Iteration (language reference 3.3.7, PEP 234, PEP 424).
#include "interpreter/execution/request.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/names.h"
#include "interpreter/objects/iterator/index_iterator.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

Object* get_iterator(Thread& t, Object* o) {
  if (UnaryFn function = slots_of(o).iter) {
    Object* iterator = TRY(function(t, o));
    if (slots_of(iterator).next) return iterator;
    return raise_type_error(t, "iter() returned non-iterator of type '%T'", iterator);
  }
  // The old protocol: a sequence is asked for 0, 1, 2 ... (dict subclasses have __iter__ and never come here).
  if (is_sequence(o)) return new_index_iterator(o);
  return raise_type_error(t, "'%T' object is not iterable", o);
}

Lookup iterator_next(Thread& t, Object* iterator) {
  NextFn function = slots_of(iterator).next;
  if (!function) return raise_type_error(t, "'%T' object is not an iterator", iterator);
  if (!native_stack_left(t)) return Raised{};  // map over map over map ...
  TRY(check_interrupt(t));                     // whoever loops over an iterator in C++ can be interrupted here
  Lookup next = function(t, iterator);
  if (next.found() || !is_pending(t)) return next;
  if (!pending_matches(t, exceptions::StopIteration)) return Raised{};
  clear_pending(t);
  return Lookup::missing();
}

// __len__, else __length_hint__, else `otherwise`. A TypeError of either means that it does not know.
Result<ssize> length_hint(Thread& t, Object* o, ssize otherwise) {
  if (slots_of(o).length) {
    Result<ssize> n = length(t, o);
    if (!n.failed() || !pending_matches(t, exceptions::TypeError)) return n;
    clear_pending(t);
  }
  Lookup hint = lookup_on_class(t, o, names::length_hint);
  if (hint.failed()) return Raised{};
  if (hint.is_missing()) return otherwise;
  Object* answer = call(t, hint.value);
  if (!answer) {
    if (!pending_matches(t, exceptions::TypeError)) return Raised{};
    clear_pending(t);
    return otherwise;
  }
  if (answer == not_implemented()) return otherwise;
  if (!has_flag(answer, kTypeLong)) return raise_type_error(t, "__length_hint__ must be an integer, not %T", answer);
  ssize n = TRY(index_as_ssize(t, answer, &exceptions::OverflowError));
  if (n < 0) return raise_value_error(t, "__length_hint__() should return >= 0");
  return n;
}

}  // namespace sidewinder
