// The rows of fields.def as the machines take them: fields::list_size is a jit::Field, fields::list_ints a jit::Array.
// Accesses may alias only when their ids are equal; each row has its own, its place in fields.def.
#pragma once

#include <cstddef>

#include "interpreter/execution/frame.h"
#include "interpreter/objects/container/dict.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/container/slice.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/map.h"
#include "interpreter/objects/descriptor/builtin_function.h"
#include "interpreter/objects/exception/base_exception.h"
#include "interpreter/objects/function/frame_object.h"
#include "interpreter/objects/function/generator.h"
#include "interpreter/objects/function/partial.h"
#include "interpreter/objects/iterator/chain.h"
#include "interpreter/objects/iterator/dict_iterator.h"
#include "interpreter/objects/iterator/enumerate.h"
#include "interpreter/objects/iterator/islice.h"
#include "interpreter/objects/iterator/map_object.h"
#include "interpreter/objects/iterator/range.h"
#include "interpreter/objects/iterator/sequence_iterator.h"
#include "interpreter/objects/iterator/zip.h"
#include "interpreter/objects/number/bool.h"
#include "interpreter/objects/number/float.h"
#include "interpreter/objects/text/bytearray.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/objects/text/str_iterator.h"
#include "jit/language/descriptors.h"

namespace sidewinder::fields {

using jit::Array;
using jit::Field;
using jit::Kind;
using jit::Width;

enum Id : uint16_t {
#define FIELD(name, ...) k_##name,
#define BYTE(name, ...) k_##name,
#define ITEMS(name, ...) k_##name,
#define BEHIND(name, ...) k_##name,
#define STORAGE(name, ...) k_##name,
#define INSTANCE(name, ...) k_##name,
#include "interpreter/execution/fields.def"
#undef FIELD
#undef BYTE
#undef ITEMS
#undef BEHIND
#undef STORAGE
#undef INSTANCE
  kFirstInstanceSlot,
};

// {map, extra} of an instance whose class derives from object: the only ones that caches know.
constexpr int kInstanceMapOffset = sizeof(Object);

#define FIELD(name, text, owner, member, kind, width, ...)                                                        \
  inline constexpr Field name{text,         int32_t(offsetof(owner, member)), Kind::kind, Width::width, k_##name, \
                              ##__VA_ARGS__};
#define BYTE(name, text, owner, member, byte) \
  inline constexpr Field name{text, int32_t(offsetof(owner, member) + (byte)), Kind::Int, Width::UInt8, k_##name};
#define ITEMS(name, text, owner, member, kind, width, ...)                                                        \
  inline constexpr Array name{text,         int32_t(offsetof(owner, member)), Kind::kind, Width::width, k_##name, \
                              ##__VA_ARGS__};
#define BEHIND(name, text, owner, kind, width, ...) \
  inline constexpr Array name{text, int32_t(sizeof(owner)), Kind::kind, Width::width, k_##name, ##__VA_ARGS__};
#define STORAGE(name, text, kind, width, ...) \
  inline constexpr Array name{text, 0, Kind::kind, Width::width, k_##name, ##__VA_ARGS__};
#define INSTANCE(name, text, member, kind)                                                                     \
  inline constexpr Field name{text, int32_t(kInstanceMapOffset + offsetof(InstanceWords, member)), Kind::kind, \
                              Width::Word64, k_##name};
#include "interpreter/execution/fields.def"
#undef FIELD
#undef BYTE
#undef ITEMS
#undef BEHIND
#undef STORAGE
#undef INSTANCE

constexpr int kWordsOfEntry = sizeof(DictEntry) / sizeof(Object*);  // dict_keys and dict_values are one word in each

constexpr int kFirstSlotOffset = kInstanceMapOffset + int(offsetof(InstanceWords, slots));
// Of the words of an instance that rows are made for: the names of __slots__ (their descriptors are MemberDescriptors).
constexpr int kMostMemberWords = 64;

// Rows for traces, made with the first one: below kMostInlineSlots and kMostMemberWords.
const Field& instance_slot(int index);
const Field& member_word(int word);

}  // namespace sidewinder::fields
