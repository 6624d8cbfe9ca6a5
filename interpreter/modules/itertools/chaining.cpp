// chain, islice, pairwise, starmap, zip_longest.
#include <algorithm>

#include "interpreter/modules/itertools/itertools_types.h"
#include "interpreter/objects/container/generic_alias.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/iterator/chain.h"
#include "interpreter/objects/iterator/islice.h"
#include "interpreter/objects/iterator/sequence_iterator.h"
#include "interpreter/objects/iterator/zip.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {

Type* Chain::type() { return &chain_type; }
Type* Islice::type() { return &islice_type; }

namespace {

// A subclass with an __init__ of its own may take keywords there.
Status check_no_keywords(Thread& t, Type* cls, const Args& args, const char* name) {
  bool has_own_init = cls->data->slots.init != chain_type.data->slots.init;
  return has_own_init ? Status::ok() : args.no_keywords(t, name);
}

// --- chain ---

Chain* new_chain(Thread& t, Type* cls, Object* source) {
  auto* self = TRY(new_iterator_object<Chain>(t, cls, &chain_type));
  self->source = source;
  return self;
}

Object* chain_new(Thread& t, Type* cls, Args args) {
  TRY(check_no_keywords(t, cls, args, "chain"));
  Tuple* iterables = TRY(new_tuple(args.values, args.count));
  return new_chain(t, cls, TRY(get_iterator(t, iterables)));
}

Object* chain_from_iterable(Thread& t, Type& cls, Object* iterable) {
  return new_chain(t, &cls, TRY(get_iterator(t, iterable)));
}

// The next iterable's iterator becomes the active one. Missing: there is none.
Lookup activate_next(Thread& t, Chain* self) {
  Lookup iterable = iterator_next(t, self->source);
  Object* active = iterable.found() ? get_iterator(t, iterable.value) : nullptr;
  if (!active) self->source = nullptr;
  self->active = active;
  return iterable.found() && !active ? Lookup(Raised{}) : iterable;
}

Lookup chain_next(Thread& t, Object* o) {
  auto* self = cast<Chain>(o);
  for (;;) {
    if (self->active) {
      Lookup item = next_item(t, self->active);
      if (!item.is_missing()) return item;
      self->active = nullptr;
    }
    if (!self->source) return Lookup::missing();
    Lookup more = TRY(activate_next(t, self));
    if (more.is_missing()) return more;
  }
}

Object* chain_class_getitem(Thread& t, Type& cls, Object* item) { return new_generic_alias(t, &cls, item); }

Object* chain_reduce(Chain& self) {
  Tuple* call = reduced(self.cls);
  if (!self.source) return call;
  Object* state[] = {self.source, self.active};
  return with_state(call, new_tuple(state, self.active ? 2 : 1));
}

Status chain_setstate(Thread& t, Chain& self, Object* state) {
  Object* parts[2];
  TRY(unpack_state(t, state, "state is not a tuple", 1, 2, parts));
  for (Object* part : parts)
    if (part && !slots_of(part).next) return raise_type_error(t, "Arguments must be iterators.");
  self.source = parts[0];
  self.active = parts[1];
  return Status::ok();
}

// --- islice ---

// An index, or `otherwise` for None; -1 for what is none.
ssize islice_index(Thread& t, Object* value, ssize otherwise) {
  if (value == none()) return otherwise;
  Result<ssize> index = index_as_ssize(t, value, &exceptions::OverflowError);
  if (!index.failed()) return index.value;
  clear_pending(t);
  return -1;
}

Result<ssize> islice_stop(Thread& t, Object* value) {
  if (value == none()) return ssize(-1);
  ssize stop = islice_index(t, value, -1);
  if (stop != -1) return stop;
  return raise_value_error(t, "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
}

Object* islice_new(Thread& t, Type* cls, Args args) {
  TRY(check_no_keywords(t, cls, args, "islice"));
  TRY(Args({args.values, args.count}).expect(t, "islice", 2, 4));
  ssize start = args.count > 2 ? islice_index(t, args[1], 0) : 0;
  // A start that is no index is told of after the stop, and an int of -1 counts as such.
  ssize stop = TRY(islice_stop(t, args[args.count > 2 ? 2 : 1]));
  if (start < 0 || stop < -1)
    return raise_value_error(t, "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
  ssize step = args.count > 3 ? islice_index(t, args[3], 1) : 1;
  if (step < 1) return raise_value_error(t, "Step for islice() must be a positive integer or None.");
  Object* iterator = TRY(get_iterator(t, args[0]));
  auto* self = TRY(new_iterator_object<Islice>(t, cls, &islice_type));
  self->iterator = iterator;
  self->next = start;
  self->stop = stop;
  self->step = step;
  return self;
}

Lookup islice_take(Thread& t, Islice* self) {
  while (self->count < self->next) {
    Lookup skipped = iterator_next(t, self->iterator);
    if (!skipped.found()) return skipped;
    self->count++;
    if (!self->iterator) return Lookup::missing();
  }
  if (self->stop != -1 && self->count >= self->stop) return Lookup::missing();
  Lookup item = next_item(t, self->iterator);
  if (!item.found()) return item;
  self->count++;
  bool beyond = __builtin_add_overflow(self->next, self->step, &self->next);
  if (beyond || (self->stop != -1 && self->next > self->stop)) self->next = self->stop;
  return item;
}

Lookup islice_next(Thread& t, Object* o) {
  auto* self = cast<Islice>(o);
  if (!self->iterator) return Lookup::missing();
  Lookup item = islice_take(t, self);
  if (!item.found()) self->iterator = nullptr;
  return item;
}

Object* islice_reduce(Thread& t, Islice& self) {
  Object* zero = int_from_int64(0);
  if (!self.iterator) {
    Object* nothing = TRY(new_sequence_iterator(&list_iterator_type, TRY(new_list(t))));
    return with_state(reduced(self.cls, nothing, zero), zero);
  }
  Object* stop = self.stop < 0 ? none() : TRY(int_from_int64(self.stop));
  Object* next = TRY(int_from_int64(self.next));
  Object* step = TRY(int_from_int64(self.step));
  return with_state(reduced(self.cls, self.iterator, next, stop, step), int_from_int64(self.count));
}

void islice_setstate(Islice& self, IteratorState state) { self.count = state.index; }

// --- pairwise ---

struct Pairwise : Object {
  Object* iterator;  // null: exhausted
  Object* old;       // the first of the next pair, or null
  static Type* type() { return &pairwise_type; }
};

Object* pairwise_new(Thread& t, Type& cls, Object* iterable) {
  Object* iterator = TRY(get_iterator(t, iterable));
  auto* self = TRY(new_iterator_object<Pairwise>(t, &cls, &pairwise_type));
  self->iterator = iterator;
  return self;
}

Lookup pairwise_over(Pairwise* self, Lookup end) {
  self->iterator = self->old = nullptr;
  return end;
}

// The iterator may call this one.
Lookup pairwise_next(Thread& t, Object* o) {
  auto* self = cast<Pairwise>(o);
  if (!self->iterator) return Lookup::missing();
  if (!self->old) {
    Lookup first = iterator_next(t, self->iterator);
    if (!first.found() || !self->iterator) return pairwise_over(self, first.found() ? Lookup::missing() : first);
    self->old = first.value;
  }
  Object* old = self->old;
  Lookup next = next_item(t, self->iterator);
  if (!next.found()) return pairwise_over(self, next);
  self->old = next.value;
  Object* pair[] = {old, next.value};
  return new_tuple(pair, 2);
}

// --- starmap ---

struct Starmap : Object {
  Object *function, *iterator;
  static Type* type() { return &starmap_type; }
};

Object* starmap_new(Thread& t, Type& cls, Object* function, Object* iterable) {
  Object* iterator = TRY(get_iterator(t, iterable));
  auto* self = TRY(new_iterator_object<Starmap>(t, &cls, &starmap_type));
  self->function = function;
  self->iterator = iterator;
  return self;
}

Lookup starmap_next(Thread& t, Object* o) {
  auto* self = cast<Starmap>(o);
  Lookup item = next_item(t, self->iterator);
  if (!item.found()) return item;
  Tuple* arguments = TRY(tuple_from_iterable(t, item.value));
  return call(t, self->function, Args{arguments->items, arguments->size});
}

Object* starmap_reduce(Starmap& self) { return reduced(self.cls, self.function, self.iterator); }

// --- zip_longest ---

struct ZipLongest : Object {
  Tuple* iterators;  // null where one is exhausted
  ssize active;      // how many are not
  Object* fill;
  static Type* type() { return &zip_longest_type; }
};

Object* zip_longest_new(Thread& t, Type* cls, Args args) {
  Object* fill = none();
  if (args.keyword_count()) {
    if (args.keyword_count() > 1 || !str_equals(args.keyword_name(0), "fillvalue"))
      return raise_type_error(t, "zip_longest() got an unexpected keyword argument");
    fill = args.keyword_value(0);
  }
  Tuple* iterators = TRY(iterators_of(t, args));
  auto* self = TRY(new_iterator_object<ZipLongest>(t, cls, &zip_longest_type));
  self->iterators = iterators;
  self->active = iterators->size;
  self->fill = fill;
  return self;
}

Lookup zip_longest_next(Thread& t, Object* o) {
  auto* self = cast<ZipLongest>(o);
  Tuple* iterators = self->iterators;
  ssize n = iterators->size;
  if (n == 0 || self->active == 0) return Lookup::missing();
  Tuple* result = TRY(new_tuple(n));
  for (ssize i = 0; i < n; i++) {
    result->items[i] = self->fill;
    if (!iterators->items[i]) continue;
    Lookup item = next_item(t, iterators->items[i]);
    if (item.found()) {
      result->items[i] = item.value;
      continue;
    }
    bool last = iterators->items[i] && --self->active == 0;
    if (item.failed() || last) {
      self->active = 0;
      return item;
    }
    iterators->items[i] = nullptr;
  }
  return result;
}

Object* zip_longest_reduce(ZipLongest& self) {
  Tuple* arguments = TRY(new_tuple(self.iterators->size));
  for (ssize i = 0; i < arguments->size; i++)
    arguments->items[i] = self.iterators->items[i] ? self.iterators->items[i] : empty_tuple();
  Object* items[] = {self.cls, arguments, self.fill};
  return new_tuple(items, 3);
}

void zip_longest_setstate(ZipLongest& self, Object* fill) { self.fill = fill; }

}  // namespace

#define NATIVE_TABLE "interpreter/modules/itertools/chain.def"
#define NATIVE_TYPE Chain
#define NATIVE_PREFIX chain
#define NATIVE_NAME "chain"
#include "interpreter/objects/core/native_table.inc"
#define NATIVE_TABLE "interpreter/modules/itertools/islice.def"
#define NATIVE_TYPE Islice
#define NATIVE_PREFIX islice
#define NATIVE_NAME "islice"
#include "interpreter/objects/core/native_table.inc"
#define NATIVE_TABLE "interpreter/modules/itertools/pairwise.def"
#define NATIVE_TYPE Pairwise
#define NATIVE_PREFIX pairwise
#define NATIVE_NAME "pairwise"
#include "interpreter/objects/core/native_table.inc"
#define NATIVE_TABLE "interpreter/modules/itertools/starmap.def"
#define NATIVE_TYPE Starmap
#define NATIVE_PREFIX starmap
#define NATIVE_NAME "starmap"
#include "interpreter/objects/core/native_table.inc"
#define NATIVE_TABLE "interpreter/modules/itertools/zip_longest.def"
#define NATIVE_TYPE ZipLongest
#define NATIVE_PREFIX zip_longest
#define NATIVE_NAME "zip_longest"
#include "interpreter/objects/core/native_table.inc"

namespace {

constinit TypeData chain_data = iterator_data(chain_next, chain_declare);
constinit TypeData islice_data = iterator_data(islice_next, islice_declare);
constinit TypeData pairwise_data = iterator_data(pairwise_next, pairwise_declare);
constinit TypeData starmap_data = iterator_data(starmap_next, starmap_declare);
constinit TypeData zip_longest_data = iterator_data(zip_longest_next, zip_longest_declare);

}  // namespace

constinit Type chain_type = iterator_type("itertools.chain", sizeof(Chain), &chain_data);
constinit Type islice_type = iterator_type("itertools.islice", sizeof(Islice), &islice_data);
constinit Type pairwise_type = iterator_type("itertools.pairwise", sizeof(Pairwise), &pairwise_data);
constinit Type starmap_type = iterator_type("itertools.starmap", sizeof(Starmap), &starmap_data);
constinit Type zip_longest_type = iterator_type("itertools.zip_longest", sizeof(ZipLongest), &zip_longest_data);

}  // namespace sidewinder
