// Residual calls of comparisons, membership and truth.
#include "interpreter/execution/ops/compare.h"

#include "interpreter/protocol/protocol.h"

namespace sidewinder::help {

Object* compare(Thread& t, Object* a, Object* b, int64_t op) { return sidewinder::compare(t, a, b, CompareOp(op)); }
Object* compare_truth(Thread& t, Object* a, Object* b, int64_t op) {
  return as_bool(sidewinder::compare_truth(t, a, b, CompareOp(op)));
}
Object* truth(Thread& t, Object* a) { return as_bool(sidewinder::truth(t, a)); }
Object* contains(Thread& t, Object* item, Object* container, int64_t negate) {
  Truth found = sidewinder::contains(t, container, item);
  return found == Truth::Error ? nullptr : bool_object((found == Truth::True) != bool(negate));
}
int64_t compare_ints(Object* a, Object* b) { return int_compare(a, b); }
int64_t same_number(Object* a, Object* b) { return same(a, b); }

}  // namespace sidewinder::help
