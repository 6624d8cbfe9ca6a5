#include "jit/optimizer/guards.h"

#include "jit/optimizer/memory_facts.h"

namespace sidewinder::jit {

Verdict Guards::visit(Op& op) {
  switch (op.opcode) {
    case Opcode::guard_true:
    case Opcode::guard_false: return flag(op);
    case Opcode::guard_class: return object_class(op);
    case Opcode::guard_small_int: return small_int(op);
    case Opcode::guard_same: return same(op);
    case Opcode::guard_same_ptr:
    case Opcode::guard_int: return equal_constant(op);
    case Opcode::guard_present:
    case Opcode::guard_absent: return present(op);
    case Opcode::guard_fits:
      if (!op.a.is_constant()) return Verdict::Next;
      return fits_small(walk_.out.int_of(op.a)) ? walk_.gone("a constant")
                                                : walk_.impossible("a constant beyond 60 bits");
    case Opcode::guard_no_request: return no_request_ ? walk_.gone("once an iteration is enough") : Verdict::Next;
    default: return Verdict::Next;
  }
}

Verdict Guards::flag(Op& op) {
  bool wanted = op.opcode == Opcode::guard_true;
  if (op.a.is_constant()) {
    bool is = walk_.out.constant_at(op.a).bits != 0;
    return is == wanted ? walk_.gone("the flag is known") : walk_.impossible("the flag is known to be the other one");
  }
  // int_from_flag(f) == 0 is the opposite of f.
  const Op* test = walk_.definition(op.a);
  if (test->opcode == Opcode::int_eq && test->b.is_constant() && walk_.out.int_of(test->b) == 0 &&
      walk_.is(test->a, Opcode::int_from_flag)) {
    Value inner = walk_.definition(test->a)->a;
    op = walk_.guard(wanted ? Opcode::guard_false : Opcode::guard_true, op.snapshot, walk_.resolve(inner));
    return Verdict::Again;
  }
  return Verdict::Next;
}

Verdict Guards::object_class(Op& op) {
  if (walk_.is_null(op.a)) return walk_.impossible("the register is unbound");
  const void* wanted = reinterpret_cast<const void*>(walk_.out.constant_at(op.b).bits);
  const void* known = walk_.class_of(op.a);
  if (!known) return Verdict::Next;
  return known == wanted ? walk_.gone("its class is known") : walk_.impossible("its class is known to be another");
}

Verdict Guards::small_int(Op& op) {
  if (walk_.is_null(op.a)) return walk_.impossible("the register is unbound");
  if (walk_.is_small_int(op.a)) return walk_.gone("known to be a small int");
  if (walk_.is(op.a, Opcode::box_int)) {
    op = walk_.guard(Opcode::guard_fits, op.snapshot, walk_.definition(op.a)->a);
    return Verdict::Again;
  }
  const void* known = walk_.class_of(op.a);
  if (known && known != walk_.input.boxes.int_class) return walk_.impossible("its class is known not to be int");
  if (known && op.a.is_constant()) return walk_.impossible("a constant of more than 60 bits");
  return Verdict::Next;
}

Verdict Guards::same(Op& op) {
  if (op.a == op.b) return walk_.gone("known to be this object");
  if (op.a.is_constant() && op.b.is_constant()) return walk_.impossible("another constant");
  if (op.a.is_constant()) std::swap(op.a, op.b);
  if (!op.b.is_constant()) return Verdict::Next;
  if (walk_.is_null(op.b)) {
    op = walk_.guard(Opcode::guard_absent, op.snapshot, op.a);
    return Verdict::Again;
  }
  if (!walk_.is(op.a, Opcode::select_ref)) return Verdict::Next;
  // A truth value made from a flag, tested as an object: test the flag.
  const Op choice = *walk_.definition(op.a);
  if (!choice.b.is_constant() || !choice.c.is_constant()) return Verdict::Next;
  if (choice.b != op.b && choice.c != op.b) return walk_.impossible("neither choice is this object");
  Opcode opcode = choice.b == op.b ? Opcode::guard_true : Opcode::guard_false;
  op = walk_.guard(opcode, op.snapshot, walk_.resolve(choice.a));
  return Verdict::Again;
}

Verdict Guards::equal_constant(Op& op) {
  if (op.a == op.b) return walk_.gone("known to be equal");
  if (op.a.is_constant() && op.b.is_constant()) return walk_.impossible("another constant");
  return Verdict::Next;
}

Verdict Guards::present(Op& op) {
  bool wanted = op.opcode == Opcode::guard_present;
  if (op.a.is_constant()) {
    return walk_.is_null(op.a) != wanted ? walk_.gone("a constant") : walk_.impossible("a constant");
  }
  if (!walk_.facts[op.a].present) return Verdict::Next;
  return wanted ? walk_.gone("known not to be null") : walk_.impossible("known not to be null");
}

// --- what was emitted, and what it proves

void Guards::emitted(const Op& op, Value result) {
  Facts& facts = walk_.facts;
  switch (op.opcode) {
    case Opcode::box_int:
      facts.learn_class(result, walk_.input.boxes.int_class);
      if (op.a.is_constant() && fits_small(walk_.out.int_of(op.a))) facts[result].small_int = true;
      break;
    case Opcode::box_float: facts.learn_class(result, walk_.input.boxes.float_class); break;
    case Opcode::new_object:
    case Opcode::new_storage:
      facts[result].present = true;
      if (op.shape->class_word) facts.learn_class(result, op.shape->class_word);
      break;
    case Opcode::select_ref:
      facts[result].present = !walk_.is_null(op.b) && !walk_.is_null(op.c) &&
                              (op.b.is_constant() || facts[op.b].present) &&
                              (op.c.is_constant() || facts[op.c].present);
      break;
    case Opcode::call: learn_from_call(op); break;
    default:
      if (info(op.opcode).flags & Guard) learn_from_guard(op);
  }
}

void Guards::learn_from_guard(const Op& op) {
  Facts& facts = walk_.facts;
  switch (op.opcode) {
    case Opcode::guard_true:
    case Opcode::guard_false: {
      bool truth = op.opcode == Opcode::guard_true;
      if (const Op* test = walk_.definition(op.a)) learn_from_flag(*test, truth);
      walk_.equate(op.a, walk_.out.constant(Kind::Flag, truth));
      break;
    }
    case Opcode::guard_class:
      facts.learn_class(op.a, reinterpret_cast<const void*>(walk_.out.constant_at(op.b).bits));
      break;
    case Opcode::guard_small_int: facts.learn_small_int(op.a); break;
    case Opcode::guard_same:
    case Opcode::guard_same_ptr:
    case Opcode::guard_int:
      if (op.b.is_constant()) walk_.equate(op.a, op.b);
      break;
    case Opcode::guard_absent: walk_.equate(op.a, walk_.null_value()); break;
    case Opcode::guard_present: facts[op.a].present = true; break;
    case Opcode::guard_returned:
      if (walk_.out.kind_of(op.a) == Kind::Ref || walk_.out.kind_of(op.a) == Kind::Ptr) facts[op.a].present = true;
      break;
    case Opcode::guard_raised: break;
    case Opcode::guard_no_request: no_request_ = true; break;
    default: break;
  }
}

// An equality with a constant that was tested as a flag.
void Guards::learn_from_flag(const Op& test, bool truth) {
  bool equality = test.opcode == Opcode::same || test.opcode == Opcode::same_ptr || test.opcode == Opcode::int_eq;
  if (equality && truth && test.b.is_constant()) walk_.equate(test.a, test.b);
  if (test.opcode == Opcode::int_ne && !truth && test.b.is_constant()) walk_.equate(test.a, test.b);
  if (test.opcode == Opcode::same && !truth && walk_.is_null(test.b)) walk_.facts[test.a].present = true;
}

void Guards::learn_from_call(const Op& op) {
  if (!may_write(op)) return;
  walk_.facts.forget_mutable_classes();
}

void Guards::at_label() {
  no_request_ = false;
  if (!walk_.effects.calls_write()) return;
  walk_.facts.forget_mutable_classes();
}

}  // namespace sidewinder::jit
