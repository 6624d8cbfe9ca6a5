// product, permutations, combinations, combinations_with_replacement. Each gives a tuple of items of pools by indices,
// which are kept in raw storage; the first tuple has no predecessor, so that `result` is null before it.
#include <algorithm>

#include "interpreter/modules/itertools/itertools_types.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {
namespace {

struct Combining : Object {
  Tuple* pool;  // of product: the pools
  ssize* indices;
  Tuple* result;  // the last one given; null: none yet
};
struct Choosing : Combining {  // combinations, with and without replacement
  ssize r;
  bool stopped;
};
struct Combinations : Choosing {
  static Type* type() { return &combinations_type; }
};
struct CombinationsWithReplacement : Choosing {
  static Type* type() { return &combinations_with_replacement_type; }
};
struct Permutations : Combining {
  ssize* cycles;
  ssize r;
  bool stopped;
  static Type* type() { return &permutations_type; }
};
struct Product : Combining {
  bool stopped;
  static Type* type() { return &product_type; }
};

Status check_r(Thread& t, ssize r) {
  if (r < 0) return raise_value_error(t, "r must be non-negative");
  return Status::ok();
}

// r items of the pool at the indices.
Tuple* items_at(const Combining* self, ssize r) {
  Tuple* result = TRY(new_tuple(r));
  Object** pool = self->pool->items;
  const ssize* indices = self->indices;
  for (ssize i = 0; i < r; i++) result->items[i] = pool[indices[i]];
  return result;
}

template <class T> Lookup give(T* self, Tuple* result) {
  if (!result) return Raised{};
  self->result = result;
  return result;
}

template <class T> Lookup stop(T* self) {
  self->stopped = true;
  return Lookup::missing();
}

Tuple* tuple_of_indices(const ssize* indices, ssize n) {
  Tuple* result = TRY(new_tuple(n));
  for (ssize i = 0; i < n; i++) result->items[i] = TRY(int_from_int64(indices[i]));
  return result;
}

// (cls, (pool, r)), or of one that has stopped (cls, ((), r)).
template <class T> Tuple* reduce_choosing(const T& self) {
  Object* r = TRY(int_from_int64(self.r));
  bool over = self.stopped && self.result;
  return reduced(self.cls, static_cast<Object*>(over ? empty_tuple() : self.pool), r);
}

// The i-th index of a state, brought into 0 .. most.
Result<ssize> index_of_state(Thread& t, Object* value, ssize least, ssize most) {
  ssize index;
  if (!is_int(value)) return raise_type_error(t, "an integer is required");
  TRY(argument_ssize(t, value, &index));
  return std::clamp(index, least, std::max(least, most));
}

Status check_state(Thread& t, Object* state, ssize n) {
  if (is_instance(state, Tuple::type()) && cast<Tuple>(state)->size == n) return Status::ok();
  return raise_value_error(t, "invalid arguments");
}

// --- combinations ---

template <class T> T* new_choosing(Thread& t, Type& cls, Object* iterable, ssize r, bool repeats) {
  Tuple* pool = TRY(tuple_from_iterable(t, iterable));
  TRY(check_r(t, r));
  ssize* indices = TRY(allocate_raw_leaf<ssize>(size_t(r)));
  auto* self = TRY(new_iterator_object<T>(t, &cls, T::type()));
  self->pool = pool;
  self->indices = indices;
  self->r = r;
  for (ssize i = 0; i < r && !repeats; i++) indices[i] = i;
  self->stopped = repeats ? r > 0 && pool->size == 0 : r > pool->size;
  return self;
}

Object* combinations_new(Thread& t, Type& cls, Object* iterable, ssize r) {
  return new_choosing<Combinations>(t, cls, iterable, r, false);
}

Lookup combinations_next(Thread&, Object* o) {
  auto* self = cast<Combinations>(o);
  if (self->stopped) return Lookup::missing();
  ssize r = self->r;
  ssize* indices = self->indices;
  if (self->result) {
    ssize most = self->pool->size - r;
    ssize i = r - 1;
    while (i >= 0 && indices[i] == most + i) i--;
    if (i < 0) return stop(self);
    ssize index = ++indices[i];
    for (i++; i < r; i++) indices[i] = ++index;
  }
  return give(self, items_at(self, r));
}

template <class T> Object* choosing_reduce(const T& self) {
  Tuple* call = reduce_choosing(self);
  if (!self.result || self.stopped) return call;
  return with_state(call, tuple_of_indices(self.indices, self.r));
}

template <class T, class MostFn> Status choosing_setstate(Thread& t, T& self, Object* state, MostFn most) {
  TRY(check_state(t, state, self.r));
  if (self.r && self.pool->size == 0) return raise_value_error(t, "invalid arguments");
  for (ssize i = 0; i < self.r; i++) self.indices[i] = TRY(index_of_state(t, cast<Tuple>(state)->items[i], 0, most(i)));
  self.result = TRY(items_at(&self, self.r));
  return Status::ok();
}

Object* combinations_reduce(Combinations& self) { return choosing_reduce(self); }
Status combinations_setstate(Thread& t, Combinations& self, Object* state) {
  return choosing_setstate(t, self, state, [&](ssize i) { return i + self.pool->size - self.r; });
}
ssize combinations_sizeof(Combinations& self) { return self.cls->basic_size + self.r * ssize(sizeof(ssize)); }

// --- combinations_with_replacement ---

Object* combinations_with_replacement_new(Thread& t, Type& cls, Object* iterable, ssize r) {
  return new_choosing<CombinationsWithReplacement>(t, cls, iterable, r, true);
}

Lookup combinations_with_replacement_next(Thread&, Object* o) {
  auto* self = cast<CombinationsWithReplacement>(o);
  if (self->stopped) return Lookup::missing();
  ssize r = self->r;
  if (self->result) {
    ssize last = self->pool->size - 1;
    ssize i = r - 1;
    while (i >= 0 && self->indices[i] == last) i--;
    if (i < 0) return stop(self);
    std::fill(self->indices + i, self->indices + r, self->indices[i] + 1);
  }
  return give(self, items_at(self, r));
}

Object* combinations_with_replacement_reduce(CombinationsWithReplacement& self) { return choosing_reduce(self); }
Status combinations_with_replacement_setstate(Thread& t, CombinationsWithReplacement& self, Object* state) {
  return choosing_setstate(t, self, state, [&](ssize) { return self.pool->size - 1; });
}
ssize combinations_with_replacement_sizeof(CombinationsWithReplacement& self) {
  return self.cls->basic_size + self.r * ssize(sizeof(ssize));
}

// --- permutations ---

Object* permutations_new(Thread& t, Type& cls, Object* iterable, Object* length) {
  Tuple* pool = TRY(tuple_from_iterable(t, iterable));
  ssize n = pool->size;
  ssize r = n;
  if (length != none()) {
    if (!is_int(length)) return raise_type_error(t, "Expected int as r");
    TRY(argument_ssize(t, length, &r));
  }
  TRY(check_r(t, r));
  ssize* indices = TRY(allocate_raw_leaf<ssize>(size_t(n)));
  ssize* cycles = TRY(allocate_raw_leaf<ssize>(size_t(r)));
  auto* self = TRY(new_iterator_object<Permutations>(t, &cls, &permutations_type));
  for (ssize i = 0; i < n; i++) indices[i] = i;
  for (ssize i = 0; i < r; i++) cycles[i] = n - i;
  self->pool = pool;
  self->indices = indices;
  self->cycles = cycles;
  self->r = r;
  self->stopped = r > n;
  return self;
}

// The next arrangement of the indices; false: that was the last one.
bool permute(Permutations* self) {
  ssize n = self->pool->size;
  ssize* indices = self->indices;
  for (ssize i = self->r - 1; i >= 0; i--) {
    if (--self->cycles[i] == 0) {
      std::rotate(indices + i, indices + i + 1, indices + n);
      self->cycles[i] = n - i;
    } else {
      std::swap(indices[i], indices[n - self->cycles[i]]);
      return true;
    }
  }
  return false;
}

Lookup permutations_next(Thread&, Object* o) {
  auto* self = cast<Permutations>(o);
  if (self->stopped) return Lookup::missing();
  if (self->result && (self->pool->size == 0 || !permute(self))) return stop(self);
  return give(self, items_at(self, self->r));
}

Object* permutations_reduce(Permutations& self) {
  Tuple* call = reduce_choosing(self);
  if (!self.result || self.stopped) return call;
  Object* state[] = {TRY(tuple_of_indices(self.indices, self.pool->size)), TRY(tuple_of_indices(self.cycles, self.r))};
  return with_state(call, new_tuple(state, 2));
}

Status permutations_setstate(Thread& t, Permutations& self, Object* state) {
  Object* parts[2];
  TRY(unpack_state(t, state, "state is not a tuple", 2, 2, parts));
  for (Object* part : parts)
    if (!is_instance(part, Tuple::type())) return raise_type_error(t, "argument must be tuple, not %T", part);
  ssize n = self.pool->size;
  TRY(check_state(t, parts[0], n));
  TRY(check_state(t, parts[1], self.r));
  for (ssize i = 0; i < n; i++) self.indices[i] = TRY(index_of_state(t, cast<Tuple>(parts[0])->items[i], 0, n - 1));
  for (ssize i = 0; i < self.r; i++) self.cycles[i] = TRY(index_of_state(t, cast<Tuple>(parts[1])->items[i], 1, n - i));
  if (self.r > n) return raise_value_error(t, "invalid arguments");
  self.result = TRY(items_at(&self, self.r));
  return Status::ok();
}

ssize permutations_sizeof(Permutations& self) {
  return self.cls->basic_size + (self.pool->size + self.r) * ssize(sizeof(ssize));
}

// --- product ---

Result<ssize> repeat_of(Thread& t, const Args& args) {
  ssize repeat = 1;
  ssize names = args.keyword_count();
  if (!names) return repeat;
  if (names > 1) return raise_type_error(t, "product() takes at most 1 keyword argument (%zd given)", names);
  if (!str_equals(args.keyword_name(0), "repeat")) return raise_unknown_keyword(t, args.keyword_name(0), "product");
  TRY(argument_ssize(t, args.keyword_value(0), &repeat));
  if (repeat < 0) return raise_value_error(t, "repeat argument cannot be negative");
  return repeat;
}

Tuple* pool_of(const Product* self, ssize i) { return cast<Tuple>(self->pool->items[i]); }

Object* product_new(Thread& t, Type* cls, Args args) {
  ssize repeat = TRY(repeat_of(t, args));
  ssize count = repeat ? args.count : 0;
  if (count && repeat > INT64_MAX / 16 / count) return raise_overflow_error(t, "repeat argument too large");
  Tuple* pools = TRY(new_tuple(count * repeat));
  ssize* indices = TRY(allocate_raw_leaf<ssize>(size_t(pools->size)));
  for (ssize i = 0; i < count; i++) pools->items[i] = TRY(tuple_from_iterable(t, args[i]));
  for (ssize i = count; i < pools->size; i++) pools->items[i] = pools->items[i - count];
  auto* self = TRY(new_iterator_object<Product>(t, cls, &product_type));
  self->pool = pools;
  self->indices = indices;
  return self;
}

Tuple* first_of_product(const Product* self) {
  ssize n = self->pool->size;
  Tuple* result = TRY(new_tuple(n));
  for (ssize i = 0; i < n; i++) result->items[i] = pool_of(self, i)->items[self->indices[i]];
  return result;
}

bool has_empty_pool(const Product* self) {
  for (ssize i = 0; i < self->pool->size; i++)
    if (pool_of(self, i)->size == 0) return true;
  return false;
}

Lookup product_next(Thread&, Object* o) {
  auto* self = cast<Product>(o);
  if (self->stopped) return Lookup::missing();
  if (!self->result) return has_empty_pool(self) ? stop(self) : give(self, first_of_product(self));
  ssize n = self->pool->size;
  if (n == 0) return stop(self);
  Tuple* result = new_tuple(self->result->items, n);
  if (!result) return Raised{};
  for (ssize i = n - 1; i >= 0; i--) {
    Tuple* pool = pool_of(self, i);
    bool carry = ++self->indices[i] == pool->size;
    if (carry) self->indices[i] = 0;
    result->items[i] = pool->items[self->indices[i]];
    if (!carry) return give(self, result);
  }
  return stop(self);
}

Object* product_reduce(Product& self) {
  Object* nothing = empty_tuple();
  if (self.stopped) return reduced(self.cls, nothing);
  Object* items[] = {self.cls, self.pool, nullptr};
  if (!self.result) return new_tuple(items, 2);
  items[2] = TRY(tuple_of_indices(self.indices, self.pool->size));
  return new_tuple(items, 3);
}

Status product_setstate(Thread& t, Product& self, Object* state) {
  ssize n = self.pool->size;
  TRY(check_state(t, state, n));
  for (ssize i = 0; i < n; i++) {
    ssize size = pool_of(&self, i)->size;
    if (size == 0) {
      self.stopped = true;
      return Status::ok();
    }
    self.indices[i] = TRY(index_of_state(t, cast<Tuple>(state)->items[i], 0, size - 1));
  }
  self.result = TRY(first_of_product(&self));
  return Status::ok();
}

ssize product_sizeof(Product& self) { return self.cls->basic_size + self.pool->size * ssize(sizeof(ssize)); }

}  // namespace

#define NATIVE_TABLE "interpreter/modules/itertools/combinations.def"
#define NATIVE_TYPE Combinations
#define NATIVE_PREFIX combinations
#define NATIVE_NAME "combinations"
#include "interpreter/objects/core/native_table.inc"
#define NATIVE_TABLE "interpreter/modules/itertools/combinations_with_replacement.def"
#define NATIVE_TYPE CombinationsWithReplacement
#define NATIVE_PREFIX combinations_with_replacement
#define NATIVE_NAME "combinations_with_replacement"
#include "interpreter/objects/core/native_table.inc"
#define NATIVE_TABLE "interpreter/modules/itertools/permutations.def"
#define NATIVE_TYPE Permutations
#define NATIVE_PREFIX permutations
#define NATIVE_NAME "permutations"
#include "interpreter/objects/core/native_table.inc"
#define NATIVE_TABLE "interpreter/modules/itertools/product.def"
#define NATIVE_TYPE Product
#define NATIVE_PREFIX product
#define NATIVE_NAME "product"
#include "interpreter/objects/core/native_table.inc"

namespace {

constinit TypeData combinations_data = iterator_data(combinations_next, combinations_declare);
constinit TypeData combinations_with_replacement_data =
    iterator_data(combinations_with_replacement_next, combinations_with_replacement_declare);
constinit TypeData permutations_data = iterator_data(permutations_next, permutations_declare);
constinit TypeData product_data = iterator_data(product_next, product_declare);

}  // namespace

constinit Type combinations_type = iterator_type("itertools.combinations", sizeof(Combinations), &combinations_data);
constinit Type combinations_with_replacement_type = iterator_type("itertools.combinations_with_replacement",
                                                                  sizeof(CombinationsWithReplacement),
                                                                  &combinations_with_replacement_data);
constinit Type permutations_type = iterator_type("itertools.permutations", sizeof(Permutations), &permutations_data);
constinit Type product_type = iterator_type("itertools.product", sizeof(Product), &product_data);

}  // namespace sidewinder
