// Residual calls: what handlers cannot trace through is plain C++ in namespace help, called through a row in namespace
// helpers that says its effects. Results are objects (null: raised); operations without a result return None. Each
// family's functions and rows stand beside its handlers (ops/compare.h, ops/compare.cpp); here is what all share.
#pragma once

#include "interpreter/execution/python_machine.h"
#include "interpreter/objects/container/dict.h"

namespace sidewinder {

namespace help {
// What a helper returns for the results of the C++ that it calls, and what it makes of its operands.
inline Object* none_if_ok(Status status) { return status.failed() ? nullptr : none(); }
inline Object* as_bool(Truth truth) { return truth == Truth::Error ? nullptr : bool_object(truth == Truth::True); }
inline Str* as_str(Object* o) { return reinterpret_cast<Str*>(o); }
inline Dict* as_dict(Object* o) { return reinterpret_cast<Dict*>(o); }
inline Tuple* as_tuple(Object* o) { return reinterpret_cast<Tuple*>(o); }
template <class T> Object* as_object(T* o) { return reinterpret_cast<Object*>(o); }

Object* iterator_next(Thread& t, Object* iterator);  // the exhausted marker at the end
Object* dict_store(Thread& t, Object* dict, Object* key, Object* value);
}  // namespace help

namespace helpers {
using namespace jit;
// may run Python code, so it reads and writes everything and may raise
constexpr uint16_t kAny = kEffectTakesThread | kEffectReads | kEffectWrites | kEffectMayRaise | kEffectMayRunPython;
// allocates or raises, changes nothing
constexpr uint16_t kRaising = kEffectTakesThread | kEffectReads | kEffectMayRaise;
// changes memory, runs no Python code
constexpr uint16_t kWriting = kEffectTakesThread | kEffectReads | kEffectWrites | kEffectMayRaise;
inline constexpr TypedHelper iterator_next_row{"iterator_next", &help::iterator_next, kAny};
inline constexpr TypedHelper dict_store_row{"dict_store", &help::dict_store, kAny};
}  // namespace helpers

}  // namespace sidewinder
