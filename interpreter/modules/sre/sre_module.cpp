// Module _sre: patterns from the code that the library's re/_compiler.py makes.
#include <vector>

#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/sre/sre_types.h"
#include "interpreter/objects/container/list.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

using namespace sre;

namespace {

Status read_code(Thread& t, List* list, std::vector<uint32_t>* out) {
  out->reserve(size_t(list->size));
  for (ssize i = 0; i < list->size; i++) {
    Object* word = TRY(list_get(t, list, i));
    int64_t value;
    if (!is_int(word) || !int_fits_int64(word, &value) || value < 0 || value > UINT32_MAX)
      return raise_overflow_error(t, "regular expression code size limit exceeded");
    out->push_back(uint32_t(value));
  }
  return Status::ok();
}

Object* sre_compile(Thread& t, Object* pattern, int flags, List* code, ssize groups, Dict* groupindex,
                    Tuple* indexgroup) {
  std::vector<uint32_t> words;
  TRY(read_code(t, code, &words));
  if (groups < 0 || groups > kMaxGroups) return raise(t, exceptions::RuntimeError, "invalid SRE code");
  bool is_text = is_str(pattern);
  if (pattern != none() && !is_text && !is_bytes_like(pattern))
    return raise_type_error(t, "expected string or bytes-like object, got '%T'", pattern);
  auto* self = TRY(new_object<Pattern>(&sre_pattern_type));
  self->pattern = pattern;
  self->flags = flags;
  self->groups = groups;
  self->group_index = groupindex;
  self->index_group = indexgroup;
  self->takes_bytes = !is_text;
  self->takes_str = is_text || pattern == none();
  self->program = Program{};
  TRY(translate(t, words.data(), words.size(), uint32_t(groups), &self->program));
  return self;
}

int sre_getcodesize() { return int(sizeof(uint32_t)); }

bool sre_ascii_iscased(int character) {
  uint32_t folded = uint32_t(character) | 0x20;
  return character >= 0 && character < 128 && folded >= 'a' && folded <= 'z';
}
int sre_ascii_tolower(int character) { return int(lower(uint32_t(character), CaseMode::Ascii)); }

Status check_character(Thread& t, int character) {
  if (character >= 0 && character <= 0x10ffff) return Status::ok();
  return raise_value_error(t, "not a character: %d", character);
}
Truth sre_unicode_iscased(Thread& t, int character) {
  TRY(check_character(t, character));
  return truth_of(is_cased_unicode(uint32_t(character)));
}
Result<int> sre_unicode_tolower(Thread& t, int character) {
  TRY(check_character(t, character));
  return int(lower(uint32_t(character), CaseMode::Unicode));
}

}  // namespace

#define NATIVE_TABLE "interpreter/modules/sre/sre_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX sre
#define NATIVE_NAME "_sre"
#include "interpreter/objects/core/native_table.inc"

Module* create_sre(Thread& t) {
  for (Type* type : {&sre_pattern_type, &sre_match_type, &sre_scanner_type}) ready_type(t, type);
  Module* module = TRY(new_module(t, "_sre"));
  TRY(add_functions(t, module, sre_method_rows));
  TRY(add_object(t, module, "MAGIC", int_from_int64(kMagic)));
  TRY(add_object(t, module, "CODESIZE", int_from_int64(sizeof(uint32_t))));
  TRY(add_object(t, module, "MAXREPEAT", int_from_int64(kMaxRepeat)));
  TRY(add_object(t, module, "MAXGROUPS", int_from_int64(kMaxGroups)));
  TRY(add_object(t, module, "copyright", new_str(" Sidewinder's matcher for the codes of SRE 2.2.2 ")));
  return module;
}

}  // namespace sidewinder
