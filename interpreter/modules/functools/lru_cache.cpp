// What functools.lru_cache makes of a function. Results are in a dict; with a limit its values are links of a ring, in
// which the least recently used result stands behind the root. Each key is hashed once a call; the hash is kept with
// it.
#include <algorithm>

#include "interpreter/modules/functools/functools_types.h"
#include "interpreter/objects/container/dict_table.h"
#include "interpreter/objects/container/key_hash.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/core/slot_dispatch.h"
#include "interpreter/objects/function/function.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {
namespace {

struct LruLink : Object {
  LruLink *previous, *next;
  ssize hash;
  Object *key, *result;
};

struct LruCache : Object {
  Object* function;
  Dict* results;      // values are results (no limit), or links
  LruLink* root;      // of the ring; null: no limit, or nothing is kept
  Object* info_type;  // what cache_info() calls
  ssize most;         // results to keep; -1: no limit
  ssize hits, misses;
  Object* dict;  // __dict__, or null
  bool typed;
  static Type* type() { return &lru_cache_type; }
};

// --- the ring ---

LruLink* new_ring() {
  auto* root = TRY(new_object<LruLink>(&lru_link_type));
  root->previous = root->next = root;
  return root;
}

void extract(LruLink* link) {
  link->previous->next = link->next;
  link->next->previous = link->previous;
}

void put_last(LruLink* root, LruLink* link) {
  LruLink* last = root->previous;
  last->next = root->previous = link;
  link->previous = last;
  link->next = root;
}

// --- keys ---

// One exact str or int is its own key; other calls have a tuple: the arguments, a mark and names and values of
// keywords, the classes of all if the cache is typed.
Object* key_of(LruCache* self, const Args& args) {
  ssize names = args.keyword_count();
  if (!self->typed && !names && args.count == 1 && (is_exact<Str>(args[0]) || is_exact<Int>(args[0]))) return args[0];
  ssize size = args.count + (names ? 1 + 2 * names : 0) + (self->typed ? args.count + names : 0);
  Tuple* key = TRY(new_tuple(size));
  Object** out = key->items;
  for (ssize i = 0; i < args.count; i++) *out++ = args[i];
  if (names) *out++ = lru_keyword_mark();
  for (ssize i = 0; i < names; i++) {
    *out++ = args.keyword_name(i);
    *out++ = args.keyword_value(i);
  }
  if (!self->typed) return key;
  for (ssize i = 0; i < args.count; i++) *out++ = args[i]->cls;
  for (ssize i = 0; i < names; i++) *out++ = args.keyword_value(i)->cls;
  return key;
}

// --- calls ---

Object* call_unlimited(Thread& t, LruCache* self, const Args& args) {
  Object* key = TRY(key_of(self, args));
  ssize hash = TRY(hash_of_key(t, key));
  Lookup kept = TRY(dict_get_hashed(t, self->results, key, hash));
  if (kept.found()) {
    self->hits++;
    return kept.value;
  }
  self->misses++;
  Object* result = TRY(call(t, self->function, args));
  TRY(dict_set_hashed(t, self->results, key, hash, result));
  return result;
}

Status add_link(Thread& t, LruCache* self, LruLink* link, Object* key, ssize hash, Object* result) {
  link->key = key;
  link->hash = hash;
  link->result = result;
  TRY(dict_set_hashed(t, self->results, key, hash, link));
  put_last(self->root, link);
  return Status::ok();
}

// The function has been called: its result is kept, perhaps in place of the one that was not used for longest.
Object* keep(Thread& t, LruCache* self, Object* key, ssize hash, Object* result) {
  // The call may have kept a result for the same key: that one stays.
  if (TRY(dict_get_hashed(t, self->results, key, hash)).found()) return result;
  if (self->results->used < self->most || self->root->next == self->root) {
    auto* link = TRY(new_object<LruLink>(&lru_link_type));
    TRY(add_link(t, self, link, key, hash, result));
    return result;
  }
  LruLink* oldest = self->root->next;
  extract(oldest);
  Lookup removed = dict_pop_hashed(t, self->results, oldest->key, oldest->hash);
  if (removed.failed()) {
    put_last(self->root, oldest);
    return nullptr;
  }
  if (removed.is_missing()) return result;  // an __eq__ has cleared the cache
  TRY(add_link(t, self, oldest, key, hash, result));
  return result;
}

Object* call_limited(Thread& t, LruCache* self, const Args& args) {
  Object* key = TRY(key_of(self, args));
  ssize hash = TRY(hash_of_key(t, key));
  Lookup kept = TRY(dict_get_hashed(t, self->results, key, hash));
  if (kept.found()) {
    auto* link = static_cast<LruLink*>(kept.value);
    extract(link);
    put_last(self->root, link);
    self->hits++;
    return link->result;
  }
  self->misses++;
  Object* result = TRY(call(t, self->function, args));
  return keep(t, self, key, hash, result);
}

Object* lru_cache_call(Thread& t, Object* callee, Args args) {
  auto* self = cast<LruCache>(callee);
  if (!native_stack_left(t)) return nullptr;
  if (self->root) return call_limited(t, self, args);
  if (self->most < 0) return call_unlimited(t, self, args);
  self->misses++;
  return call(t, self->function, args);
}

Object* lru_cache_get(Thread& t, Object* self, Object* instance, Type*) {
  if (!instance || instance == none()) return self;
  return new_method(t, self, instance);
}

// --- methods ---

Result<ssize> limit_of(Thread& t, Object* maxsize) {
  if (maxsize == none()) return ssize(-1);
  if (!slots_of(maxsize).index) return raise_type_error(t, "maxsize should be integer or None");
  return std::max<ssize>(TRY(index_as_ssize(t, maxsize, &exceptions::OverflowError)), 0);
}

Object* lru_cache_new(Thread& t, Type* cls, Args args) {
  Object* given[4];
  TRY(args.bind(t, "lru_cache", "user_function,maxsize,typed,cache_info_type", given));
  auto [function, maxsize, by_class, info_type] = given;
  bool typed = TRY(truth(t, by_class));
  if (!slots_of(function).call) return raise_type_error(t, "the first argument must be callable");
  ssize most = TRY(limit_of(t, maxsize));
  Dict* results = TRY(new_dict(t));
  LruLink* root = most > 0 ? TRY(new_ring()) : nullptr;
  auto* self = TRY(new_object<LruCache>(cls));
  self->function = function;
  self->results = results;
  self->root = root;
  self->info_type = info_type;
  self->most = most;
  self->typed = typed;
  return self;
}

Object* lru_cache_cache_info(Thread& t, LruCache& self) {
  Object* values[4] = {TRY(int_from_int64(self.hits)), TRY(int_from_int64(self.misses)),
                       self.most < 0 ? none() : TRY(int_from_int64(self.most)),
                       TRY(int_from_int64(self.results->used))};
  return call(t, self.info_type, Args{values, 4});
}

void lru_cache_cache_clear(LruCache& self) {
  self.hits = self.misses = 0;
  dict_clear(self.results);
  if (self.root) self.root->previous = self.root->next = self.root;
}

Object* lru_cache_reduce(Thread& t, LruCache& self) { return get_attribute(t, &self, "__qualname__"); }
Object* lru_cache_copy(LruCache& self) { return &self; }
Object* lru_cache_deepcopy(LruCache& self, Object*) { return &self; }

}  // namespace

#define NATIVE_TABLE "interpreter/modules/functools/lru_cache.def"
#define NATIVE_TYPE LruCache
#define NATIVE_PREFIX lru_cache
#define NATIVE_NAME "_lru_cache_wrapper"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_lru_cache_data() {
  TypeData d{};
  d.slots.call = lru_cache_call;
  d.slots.descriptor_get = lru_cache_get;
  d.allows_weak_references = true;
  lru_cache_declare(d);
  return d;
}
constinit TypeData lru_cache_data = make_lru_cache_data();
constinit TypeData lru_link_data{};

}  // namespace

constinit Type lru_cache_type =
    with_dict_at(offsetof(LruCache, dict), static_type("functools._lru_cache_wrapper", sizeof(LruCache), 0,
                                                       kTypeHaveGC | kTypeMethodDescriptor, &lru_cache_data));
constinit Type lru_link_type = static_type("functools._lru_list_elem", sizeof(LruLink), 0,
                                           kTypeHaveGC | kTypeDisallowInstantiation, &lru_link_data);

Object* lru_keyword_mark() {
  static Object** const mark = allocate_permanent(1);
  if (!*mark) *mark = new_object<Object>(&object_type);
  return *mark;
}

}  // namespace sidewinder
