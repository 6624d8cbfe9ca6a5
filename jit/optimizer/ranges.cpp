#include "jit/optimizer/ranges.h"

#include <bit>

namespace sidewinder::jit {

namespace {

constexpr Interval kSmall{-kSmallIntMax, kSmallIntMax};
constexpr Interval kAll{};

using Wide = __int128;

// Bounds that a 64-bit result may leave: then nothing is known.
Interval from_wide(Wide low, Wide high) {
  if (low < INT64_MIN || high > INT64_MAX) return kAll;
  return {int64_t(low), int64_t(high)};
}

Interval multiply(Interval x, Interval y) {
  Wide products[] = {Wide(x.low) * y.low, Wide(x.low) * y.high, Wide(x.high) * y.low, Wide(x.high) * y.high};
  return from_wide(std::min({products[0], products[1], products[2], products[3]}),
                   std::max({products[0], products[1], products[2], products[3]}));
}

// All ones below and including the highest bit of a non-negative number.
int64_t smear(int64_t value) { return value == 0 ? 0 : int64_t(~uint64_t(0) >> std::countl_zero(uint64_t(value))); }

}  // namespace

Interval Ranges::of(Value v) {
  if (v.is_constant()) return {walk_.out.int_of(v), walk_.out.int_of(v)};
  const ValueFacts& f = walk_.facts[v];
  return {f.low, f.high};
}

Interval Ranges::result_of(const Op& op) {
  Interval x = op.a.is_none() || info(op.opcode).a != Kind::Int ? kAll : of(op.a);
  Interval y = op.b.is_none() || info(op.opcode).b != Kind::Int ? kAll : of(op.b);
  switch (op.opcode) {
    case Opcode::int_add: return from_wide(Wide(x.low) + y.low, Wide(x.high) + y.high);
    case Opcode::int_sub: return from_wide(Wide(x.low) - y.high, Wide(x.high) - y.low);
    case Opcode::int_neg: return from_wide(-Wide(x.high), -Wide(x.low));
    case Opcode::int_mul: return multiply(x, y);
    case Opcode::int_and:
      if (x.low >= 0 && y.low >= 0) return {0, std::min(x.high, y.high)};
      if (x.low >= 0) return {0, x.high};
      if (y.low >= 0) return {0, y.high};
      return kAll;
    case Opcode::int_or:
    case Opcode::int_xor:
      if (x.low >= 0 && y.low >= 0) return {0, smear(std::max(x.high, y.high))};
      if (!x.within(kSmall) || !y.within(kSmall)) return kAll;
      return {-kSmallIntMax - 1, kSmallIntMax};  // -1 ^ kSmallIntMax
    case Opcode::int_shr:
      if (y.low < 0 || y.high > 63) return {std::min<int64_t>(x.low, 0), std::max<int64_t>(x.high, -1)};
      return {x.low < 0 ? x.low >> y.low : x.low >> y.high, x.high < 0 ? x.high >> y.high : x.high >> y.low};
    case Opcode::int_shl:
      if (y.low < 0 || y.high > 62) return kAll;
      return multiply(x, {int64_t(1) << y.low, int64_t(1) << y.high});
    case Opcode::int_mod:
      if (y.low > 0) return {0, y.high - 1};
      return y.high < 0 && y.low > INT64_MIN ? Interval{y.low + 1, 0} : kAll;
    case Opcode::int_floordiv:
      if (y.low <= 0) return kAll;
      return {std::min<int64_t>(x.low, 0), std::max<int64_t>(x.high, 0)};
    case Opcode::int_from_flag: return {0, 1};
    case Opcode::float_truncate:
    case Opcode::unbox_int: return kSmall;
    case Opcode::load_field:
    case Opcode::load_raw:
    case Opcode::load_item: {
      if (op.opcode != Opcode::load_item && op.field->small) return kSmall;
      Width width = op.opcode == Opcode::load_item ? op.array->width : op.field->width;
      if (width == Width::UInt8) return {0, 255};
      if (width == Width::UInt32) return {0, UINT32_MAX};
      return width == Width::Int32 ? Interval{INT32_MIN, INT32_MAX} : kAll;
    }
    default: return kAll;
  }
}

Verdict Ranges::visit(Op& op) {
  switch (op.opcode) {
    case Opcode::guard_fits:
      if (of(op.a).within(kSmall)) return walk_.gone("its bounds fit 60 bits");
      if (of(op.a).disjoint(kSmall)) return walk_.impossible("its bounds do not fit 60 bits");
      return Verdict::Next;
    case Opcode::guard_int:
      if (of(op.a).disjoint(of(op.b))) return walk_.impossible("its bounds exclude this number");
      return Verdict::Next;
    case Opcode::int_mul:
      if (op.b.is_constant() && result_of(op).within(kSmall)) {
        int64_t factor = walk_.out.int_of(op.b);
        if (factor > 0 && (factor & (factor - 1)) == 0) {
          op = walk_.make(Opcode::int_shl, op.a, walk_.out.constant_int(std::countr_zero(uint64_t(factor))));
          return Verdict::Again;
        }
      }
      return Verdict::Next;
    default: return op.kind == Kind::Flag ? decide(op) : Verdict::Next;
  }
}

// Comparisons whose outcome the bounds decide.
Verdict Ranges::decide(const Op& op) {
  if (info(op.opcode).a != Kind::Int) return Verdict::Next;
  Interval x = of(op.a), y = op.b.is_none() ? kSmall : of(op.b);
  auto verdict = [&](bool truth) {
    return walk_.known(walk_.out.constant(Kind::Flag, truth), "decided by the bounds of its operands");
  };
  switch (op.opcode) {
    case Opcode::int_lt:
      if (x.high < y.low) return verdict(true);
      if (x.low >= y.high) return verdict(false);
      break;
    case Opcode::int_le:
      if (x.high <= y.low) return verdict(true);
      if (x.low > y.high) return verdict(false);
      break;
    case Opcode::int_gt:
      if (x.low > y.high) return verdict(true);
      if (x.high <= y.low) return verdict(false);
      break;
    case Opcode::int_ge:
      if (x.low >= y.high) return verdict(true);
      if (x.high < y.low) return verdict(false);
      break;
    case Opcode::int_eq:
    case Opcode::int_ne:
      if (x.disjoint(y)) return verdict(op.opcode == Opcode::int_ne);
      break;
    case Opcode::int_below:
      if (x.low >= 0 && y.low >= 0 && x.high < y.low) return verdict(true);
      if (x.low >= 0 && y.low >= 0 && x.low >= y.high) return verdict(false);
      break;
    case Opcode::int_fits:
      if (x.within(y)) return verdict(true);
      if (x.disjoint(y)) return verdict(false);
      break;
    default: break;
  }
  return Verdict::Next;
}

void Ranges::emitted(const Op& op, Value result) {
  if (op.kind == Kind::Int) {
    Interval r = result_of(op);
    walk_.facts.learn_range(result, r.low, r.high);
  }
  if (op.opcode == Opcode::guard_fits) narrow(op.a, kSmall);
  if (op.opcode == Opcode::store_field && op.field->small) narrow(op.b, kSmall);  // the language says so
  if (op.opcode == Opcode::guard_true || op.opcode == Opcode::guard_false)
    if (const Op* comparison = walk_.definition(op.a)) refine(*comparison, op.opcode == Opcode::guard_true);
}

void Ranges::narrow(Value v, Interval to) {
  if (v.is_op()) walk_.facts.learn_range(v, to.low, to.high);
}

void Ranges::refine(const Op& op, bool truth) {
  if (info(op.opcode).a != Kind::Int) return;
  // As `low < high` or `low <= high`.
  Value low = op.a, high = op.b;
  bool strict;
  switch (op.opcode) {
    case Opcode::int_lt: strict = true; break;
    case Opcode::int_le: strict = false; break;
    case Opcode::int_gt:
      strict = true;
      std::swap(low, high);
      break;
    case Opcode::int_ge:
      strict = false;
      std::swap(low, high);
      break;
    case Opcode::int_eq:
      if (truth) narrow(op.a, of(op.b)), narrow(op.b, of(op.a));
      return;
    case Opcode::int_below:  // unsigned: a bound that is not negative makes a not negative
      if (truth && of(op.b).low >= 0) narrow(op.a, {0, of(op.b).high - (of(op.b).high > 0)});
      return;
    case Opcode::int_fits:
      if (truth) narrow(op.a, kSmall);
      return;
    default: return;
  }
  if (!truth) std::swap(low, high), strict = !strict;
  Interval x = of(low), y = of(high);
  if (strict && (y.high == INT64_MIN || x.low == INT64_MAX)) return;
  narrow(low, {INT64_MIN, y.high - strict});
  narrow(high, {x.low + strict, INT64_MAX});
}

}  // namespace sidewinder::jit
