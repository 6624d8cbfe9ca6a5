// Rows that describe our objects' memory to the machines: one for every field that handlers read or write. Accesses may
// alias only when their ids are equal, so every row has its own.
#pragma once

#include <cstddef>

#include "interpreter/execution/frame.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/map.h"
#include "interpreter/objects/descriptor/builtin_function.h"
#include "interpreter/objects/iterator/range.h"
#include "interpreter/objects/iterator/sequence_iterator.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/text/str.h"
#include "jit/ir/descriptors.h"

namespace sidewinder::fields {

using jit::Array;
using jit::Field;
using jit::Kind;
using jit::Width;

enum Id : uint16_t {
  kNone,
  kVarSize,
  kIntSize,
  kComplexReal,
  kComplexImag,
  kTupleSize,
  kListItems,
  kListSize,
  kListCapacity,
  kListKind,
  kDictTable,
  kDictKeysVersion,
  kDictUsed,
  kRangeNext,
  kRangeStep,
  kRangeRemaining,
  kIteratorIndex,
  kIteratorSequence,
  kCellValue,
  kFunctionCode,
  kFunctionDefaults,
  kFunctionGlobals,
  kFunctionClosure,
  kMethodFunction,
  kMethodSelf,
  kInstanceMap,
  kInstanceExtra,
  kTypeVersion,
  kStrLength,
  kTupleItems,
  kListObjects,
  kListInts,
  kListDoubles,
  kDictValues,
  kOverflowSlots,
  kByteItems,
  kByteStart,
  kBytesSize,
  kEnumerateIndex,
  kGeneratorState,
  kEnumerateIterator,
  kRangeStart,
  kRangeStop,
  kRangeStepObject,
  kRangeLength,
  kBuiltinMethod,
  kFirstInstanceSlot = 256,
};

#define FIELD(name, text, owner, member, kind, ...) \
  inline constexpr Field name { text, int32_t(offsetof(owner, member)), Kind::kind, __VA_ARGS__ }
FIELD(int_size, "int.size", VarObject, size, Int, Width::Word64, kIntSize, true);
FIELD(complex_real, "complex.real", Complex, real, Float, Width::Word64, kComplexReal, true);
FIELD(complex_imag, "complex.imag", Complex, imag, Float, Width::Word64, kComplexImag, true);
FIELD(tuple_size, "tuple.size", VarObject, size, Int, Width::Word64, kTupleSize, true);
FIELD(list_items, "list.items", List, items, Ptr, Width::Word64, kListItems);
FIELD(list_size, "list.size", VarObject, size, Int, Width::Word64, kListSize);
FIELD(list_allocated, "list.allocated", List, allocated_and_kind, Int, Width::Word64, kListCapacity);
FIELD(dict_table, "dict.table", Dict, table, Ptr, Width::Word64, kDictTable);
FIELD(dict_keys_version, "dict.keys_version", Dict, keys_version, Int, Width::UInt32, kDictKeysVersion);
FIELD(dict_used, "dict.used", Dict, used, Int, Width::Word64, kDictUsed);
FIELD(range_next, "range_iterator.next", RangeIterator, next, Int, Width::Word64, kRangeNext);
FIELD(range_step, "range_iterator.step", RangeIterator, step, Int, Width::Word64, kRangeStep, true);
FIELD(range_remaining, "range_iterator.remaining", RangeIterator, remaining, Int, Width::Word64, kRangeRemaining);
FIELD(range_start, "range.start", Range, start, Ref, Width::Word64, kRangeStart, true);
FIELD(range_stop, "range.stop", Range, stop, Ref, Width::Word64, kRangeStop, true);
FIELD(range_step_object, "range.step", Range, step, Ref, Width::Word64, kRangeStepObject, true);
FIELD(range_length, "range.length", Range, length, Ref, Width::Word64, kRangeLength, true);
FIELD(iterator_index, "iterator.index", SequenceIterator, index, Int, Width::Word64, kIteratorIndex);
FIELD(iterator_sequence, "iterator.sequence", SequenceIterator, sequence, Ref, Width::Word64, kIteratorSequence);
FIELD(cell_value, "cell.value", Cell, value, Ref, Width::Word64, kCellValue);
FIELD(function_code, "function.code", Function, code, Ref, Width::Word64, kFunctionCode);
FIELD(function_defaults, "function.defaults", Function, defaults, Ref, Width::Word64, kFunctionDefaults);
FIELD(function_globals, "function.globals", Function, globals, Ref, Width::Word64, kFunctionGlobals, true);
FIELD(function_closure, "function.closure", Function, closure, Ref, Width::Word64, kFunctionClosure, true);
FIELD(method_function, "method.function", Method, function, Ref, Width::Word64, kMethodFunction, true);
FIELD(method_self, "method.self", Method, self, Ref, Width::Word64, kMethodSelf, true);
FIELD(builtin_method, "builtin_function.method", BuiltinFunction, method, Ptr, Width::Word64, kBuiltinMethod, true);
FIELD(type_version, "type.version", Type, version, Int, Width::UInt32, kTypeVersion);
FIELD(str_length, "str.length", Str, length, Int, Width::Word64, kStrLength, true);
#undef FIELD
// The kind of a list is the top byte of `allocated`.
inline constexpr Field list_kind{"list.kind", int32_t(offsetof(List, allocated_and_kind)) + 7, Kind::Int, Width::UInt8,
                                 kListKind};
// {map, extra} of an instance whose class derives from object (map_offset 16): the only ones that caches know.
constexpr int kInstanceMapOffset = 16;
inline constexpr Field instance_map{"instance.map", kInstanceMapOffset, Kind::Ref, Width::Word64, kInstanceMap};
inline constexpr Field instance_extra{"instance.extra", kInstanceMapOffset + 8, Kind::Ptr, Width::Word64,
                                      kInstanceExtra};
// Row of the inline slot `index`; rows live for ever.
const Field& instance_slot(int index);

inline constexpr Array tuple_items{
    "tuple.items", int32_t(offsetof(Tuple, items)), Kind::Ref, Width::Word64, kTupleItems, true};
inline constexpr Array list_objects{"list.objects", 0, Kind::Ref, Width::Word64, kListObjects};
inline constexpr Array list_ints{"list.ints", 0, Kind::Int, Width::Word64, kListInts};
inline constexpr Array list_doubles{"list.doubles", 0, Kind::Float, Width::Word64, kListDoubles};
inline constexpr Array overflow_slots{"instance.overflow", 0, Kind::Ref, Width::Word64, kOverflowSlots};
// Word 3*i of the entries of a dict table is entry i's value.
inline constexpr Array dict_values{"dict.values", int32_t(offsetof(DictTable, entries) + offsetof(DictEntry, value)),
                                   Kind::Ref, Width::Word64, kDictValues};
inline constexpr Array raw_bytes{"bytes", 0, Kind::Int, Width::UInt8, kByteItems};

}  // namespace sidewinder::fields
