#include "interpreter/execution/ops/drained.h"

#include <cstring>
#include <unordered_map>

#include "interpreter/compiler/compiler.h"
#include "interpreter/execution/ops/iteration.h"
#include "interpreter/execution/ops/python_drain.h"
#include "interpreter/execution/trace_events.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/set.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/module.h"
#include "interpreter/objects/function/code_replace.h"
#include "interpreter/objects/function/python_drain.h"
#include "interpreter/objects/iterator/map_object.h"
#include "interpreter/objects/iterator/range.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

// No name but parameters and locals: what a program does to the builtins does not matter.
constexpr const char kSource[] = R"(
def sum(iterable, start):
    for x in iterable:
        start = start + x
    return start
def any(iterable):
    for x in iterable:
        if x:
            return True
    return False
def all(iterable):
    for x in iterable:
        if not x:
            return False
    return True
def min(iterable, builtin):
    for best in iterable:
        for x in iterable:
            if x < best:
                best = x
        return best
    return builtin(())
def max(iterable, builtin):
    for best in iterable:
        for x in iterable:
            if x > best:
                best = x
        return best
    return builtin(())
def min_by(iterable, builtin, key):
    found = False
    for x in iterable:
        value = key(x)
        if not found or value < least:
            found = True
            best = x
            least = value
    if found:
        return best
    return builtin(())
def max_by(iterable, builtin, key):
    found = False
    for x in iterable:
        value = key(x)
        if not found or value > most:
            found = True
            best = x
            most = value
    if found:
        return best
    return builtin(())
def sorted(iterable):
    result = []
    for x in iterable:
        result.append(x)
    result.sort()
    return result
def sorted_by(iterable, sort, key):
    result = [*iterable]
    keys = []
    for x in result:
        keys.append(key(x))
    return sort(result, keys)
def reduce(iterable, function, builtin):
    found = False
    for x in iterable:
        if found:
            value = function(value, x)
        else:
            value = x
            found = True
    if found:
        return value
    return builtin(function, ())
def reduce_from(iterable, function, value):
    for x in iterable:
        value = function(value, x)
    return value
def next(iterator, default):
    for x in iterator:
        return x
    return default
def list(iterable):
    result = []
    for x in iterable:
        result.append(x)
    return result
def tuple(iterable, cls):
    result = []
    for x in iterable:
        result.append(x)
    return cls(result)
def set(iterable):
    result = {*()}
    for x in iterable:
        result.add(x)
    return result
def join(iterable, separator):
    result = []
    for x in iterable:
        result.append(x)
    return separator.join(result)
def extend(iterable, result):
    for x in iterable:
        result.append(x)
    return result
def add_all(iterable, result):
    for x in iterable:
        result.add(x)
    return result
def keys_of(iterable, key):
    result = []
    for x in iterable:
        result.append(key(x))
    return result
def smallest(iterable, nothing):
    for best in iterable:
        for x in iterable:
            if x < best:
                best = x
        return best
    return nothing
def largest(iterable, nothing):
    for best in iterable:
        for x in iterable:
            if x > best:
                best = x
        return best
    return nothing
)";

// In the order of Drain; then those that only PythonDrain has.
constexpr const char* kBodyNames[] = {"sum",    "any",       "all",      "min",         "max",    "min_by",  "max_by",
                                      "sorted", "sorted_by", "reduce",   "reduce_from", "next",   "list",    "tuple",
                                      "set",    "join",      "smallest", "largest",     "extend", "add_all", "keys_of"};
constexpr size_t kSmallest = size_t(Drain::kCount), kBodies = kSmallest + 5;
static_assert(std::size(kBodyNames) == kBodies);
constexpr Drain kFunctions[] = {Drain::Sum, Drain::Any, Drain::All, Drain::Min, Drain::Max, Drain::Sorted, Drain::Next};
constexpr const char kReduce[] = "reduce";

// A place for each body, which the collector sees, one for sort_by_keys, and the bodies' code as it was made: that of
// bodies for single generators. Made when the first is asked for.
constexpr size_t kSorter = kBodies, kPristine = kSorter + 1, kPlaces = kPristine + kBodies;
Object** bodies = nullptr;

// A callable that gives one key after the other, whatever it is called with; self: their iterator.
Object* next_key(Thread& t, Object* self, Args) { return help::iterator_next(t, self); }
constexpr NativeMethod kNextKey("next_key", &next_key);

// (list, keys of its items): sorted by them. The sort asks for the keys in the list's order.
Object* sort_by_keys(Thread& t, Object*, Args args) {
  List *list = cast<List>(args.values[0]), *keys = cast<List>(args.values[1]);
  if (has_sorting_numbers(keys) && keys->size == list->size) {
    TRY(list_sort_by_numbers(t, list, keys));
    return list;
  }
  Object* iterator = TRY(help::get_iter(t, keys));
  Object* key = TRY(new_builtin_function(t, &kNextKey, iterator));
  TRY(list_sort(t, list, key, false));
  return list;
}
constexpr NativeMethod kSortByKeys("sort_by_keys", &sort_by_keys);

constexpr CodeChanges kNoChanges{-1,      -1,      -1,      -1,      -1,      -1,      -1,      nullptr, nullptr,
                                 nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr};

bool make_bodies(Thread& t) {
  Code* module = compile_source(t, kSource, intern("<builtins>"), ParseMode::Exec);
  Dict* globals = module ? new_dict(t) : nullptr;
  if (!globals) return false;
  Object** made = allocate_permanent(kPlaces);
  for (ssize i = 0; i < module->constants->size; ++i) {
    if (module->constants->items[i]->cls != Code::type()) continue;
    auto* code = reinterpret_cast<Code*>(module->constants->items[i]);
    code->flags |= kCodeHidden;
    for (size_t k = 0; k < kBodies; ++k) {
      if (str_to_utf8(code->name) != kBodyNames[k]) continue;
      made[k] = new_function(t, code, globals);
      made[kPristine + k] = replace_code(t, *code, kNoChanges);
    }
  }
  made[kSorter] = new_builtin_function(t, &kSortByKeys, nullptr);
  for (size_t k = 0; k < kPlaces; ++k)
    if (!made[k]) return false;
  bodies = made;
  return true;
}

Drain drain_named(const char* name) {
  for (Drain drain : kFunctions)
    if (!std::strcmp(name, kBodyNames[size_t(drain)])) return drain;
  return Drain::None;
}

// map(f, iterable) of an f in Python, which a trace calls itself.
bool is_traced_map(const Object* o) {
  if (o->cls != MapObject::type()) return false;
  auto* map = static_cast<const MapObject*>(o);
  return map->function && map->function->cls == Function::type() && map->iterators->size == 1;
}
// What a trace walks itself.
bool is_walked_inline(const Object* o) {
  return o->cls == List::type() || o->cls == Tuple::type() || o->cls == Range::type() || o->cls == Generator::type() ||
         is_traced_map(o);
}
bool is_plain_number(const Object* o) { return o->cls == Int::type() || o->cls == Float::type(); }

}  // namespace

Function* drain_body(Thread& t, Drain drain) {
  if (!bodies && !make_bodies(t)) {
    take_pending(t);
    return nullptr;
  }
  return cast<Function>(bodies[size_t(drain)]);
}

Object* drain_sorter() { return bodies[kSorter]; }

// --- outside of traces --------------------------------------------------------------------------------

namespace {

// What C++ asked generators or functions of one code for so far; then the bodies that do it.
struct DrainedCode {
  size_t calls = 0, items = 0;
  Object** bodies = nullptr;  // by PythonDrain; may be null
};
constexpr size_t kLeastItems = 2000, kLeastItemsOfCall = 16;  // before there are bodies: a trace of one costs 0.3 ms
constexpr size_t kMostCodes = 4096, kMostWithBodies = 256;    // remembered
constexpr size_t kBodyOf[] = {size_t(Drain::Sum), size_t(Drain::Any), size_t(Drain::All), kSmallest,
                              kSmallest + 1,      kSmallest + 2,      kSmallest + 3,      kSmallest + 4};
size_t codes_with_bodies = 0;

// A code that has died leaves its place to the next one there, with bodies that are as good for that.
std::unordered_map<const Code*, DrainedCode>& drained_codes() {
  static std::unordered_map<const Code*, DrainedCode> codes;
  return codes;
}

bool is_worth_bodies(const DrainedCode& known) {
  return known.items >= kLeastItems && known.items >= known.calls * kLeastItemsOfCall;
}

// Null: none is made, or there is no memory; nothing is raised.
Function* body_for(Thread& t, DrainedCode& known, PythonDrain drain) {
  if (!known.bodies) {
    if (codes_with_bodies == kMostWithBodies || !drain_body(t, Drain::Sum)) return nullptr;
    known.bodies = allocate_permanent(std::size(kBodyOf));
    codes_with_bodies++;
  }
  Object*& body = known.bodies[size_t(drain)];
  size_t k = kBodyOf[size_t(drain)];
  if (!body) {
    Code* code = replace_code(t, *cast<Code>(bodies[kPristine + k]), kNoChanges);
    body = code ? new_function(t, code, cast<Function>(bodies[k])->globals) : nullptr;
    if (!body) clear_pending(t);
  }
  return body ? cast<Function>(body) : nullptr;
}

// Recordings, and trace functions, see the calls as they are.
Lookup drain_outside_of_traces(Thread& t, PythonDrain drain, const Code* code, Object* iterable, Object* second) {
  if (t.jit || is_tracing(t)) return Lookup::missing();
  auto known = drained_codes().find(code);
  if (known == drained_codes().end() || !is_worth_bodies(known->second)) return Lookup::missing();
  Function* body = body_for(t, known->second, drain);
  if (!body) return Lookup::missing();
  Object* values[] = {iterable, second};
  return call_function(t, body, Args{values, ssize(body->code->argument_count)});
}

void note_drained_code(const Code* code, size_t items) {
  auto& codes = drained_codes();
  if (codes.size() >= kMostCodes && !codes.count(code)) return;
  DrainedCode& known = codes[code];
  known.calls++;
  known.items += items;
}

}  // namespace

void install_python_drain() { python_drain_hooks = {drain_outside_of_traces, note_drained_code}; }

Drain drain_of(Object* callee) {
  if (callee->cls == BuiltinFunction::type()) {
    auto* function = cast<BuiltinFunction>(callee);
    if (!function->self || function->self->cls != &module_type) return Drain::None;
    if (!function->module || function->module->cls != Str::type()) return Drain::None;
    if (str_equals(cast<Str>(function->module), "_functools"))
      return std::strcmp(function->method->name, kReduce) ? Drain::None : Drain::Reduce;
    if (!str_equals(cast<Str>(function->module), "builtins")) return Drain::None;
    return drain_named(function->method->name);
  }
  if (callee == reinterpret_cast<Object*>(List::type())) return Drain::List;
  if (callee == reinterpret_cast<Object*>(Tuple::type())) return Drain::Tuple;
  if (callee == reinterpret_cast<Object*>(Set::type())) return Drain::Set;
  if (callee->cls != MethodDescriptor::type()) return Drain::None;
  auto* descriptor = cast<MethodDescriptor>(callee);
  bool is_join = descriptor->owner == Str::type() && !std::strcmp(descriptor->method->name, "join");
  return is_join ? Drain::Join : Drain::None;
}

Drain drain_for_call(Object* callee, Object* const* values, int positional, Tuple* names) {
  Drain drain = drain_of(callee);
  if (drain == Drain::None) return drain;
  if (drain == Drain::Reduce) {
    bool known = !names && positional >= 2 && values[0]->cls == Function::type() && is_walked_inline(values[1]);
    if (!known) return Drain::None;
    return positional == 2 ? Drain::Reduce : Drain::ReduceFrom;
  }
  if (positional > 2) return Drain::None;
  bool is_join = drain == Drain::Join;
  if (positional != (is_join || drain == Drain::Next || (drain == Drain::Sum && values[1] && !names) ? 2 : 1))
    return Drain::None;
  bool is_key = names && names->size == 1 && str_to_utf8(cast<Str>(names->items[0])) == "key";
  if (is_key) {
    bool is_sequence = values[0]->cls == List::type() || values[0]->cls == Tuple::type();
    if (values[1]->cls != Function::type() || (drain == Drain::Sorted && !is_sequence)) return Drain::None;
    return drain_by_key(drain);
  }
  const Object* walked = values[is_join ? 1 : 0];
  bool is_iterator = walked->cls == Generator::type() || (drain != Drain::Next && is_traced_map(walked));
  if (!is_iterator || (names && drain != Drain::Sum)) return Drain::None;
  if (is_join && values[0]->cls != Str::type()) return Drain::None;
  if (drain == Drain::Sum && values[1] && (names || !is_plain_number(values[1]))) return Drain::None;
  return drain;
}

}  // namespace sidewinder
