// Lexicographic comparison of two sequences whose lengths may change while their items are compared. Internal to
// container/.
#pragma once

#include "interpreter/objects/core/compare_order.h"

namespace sidewinder {

// Of protocol/protocol.h.
Truth equal(Thread& t, Object* a, Object* b);
Object* compare(Thread& t, Object* a, Object* b, CompareOp op);
Object* new_bool(bool b);

// lengths() gives the current {a, b}; item_a(i), item_b(i) the items (null: exception pending). Items are equal if
// identical.
struct Lengths {
  ssize a, b;
};
// `lengths_decide`: sequences of different lengths are unequal without a look at the items. After the last item that
// was compared, lengths and items are read again: comparing may have changed them.
template <class LengthsFn, class ItemA, class ItemB>
Object* compare_sequences(Thread& t, CompareOp op, bool lengths_decide, LengthsFn lengths, ItemA item_a, ItemB item_b) {
  bool equality = op == CompareOp::Eq || op == CompareOp::Ne;
  if (equality && lengths_decide && lengths().a != lengths().b) return new_bool(op == CompareOp::Ne);
  for (ssize i = 0;; i++) {
    Lengths n = lengths();
    if (i >= n.a || i >= n.b) return new_bool(compare_order(n.a, n.b, op));
    Object* a = TRY(item_a(i));
    Object* b = TRY(item_b(i));
    if (TRY(equal(t, a, b))) continue;
    n = lengths();
    if (i >= n.a || i >= n.b) return new_bool(compare_order(n.a, n.b, op));
    return equality ? new_bool(op == CompareOp::Ne) : compare(t, TRY(item_a(i)), TRY(item_b(i)), op);
  }
}

}  // namespace sidewinder
