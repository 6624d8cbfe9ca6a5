// Module itertools. The classes are in sources by kind: endless.cpp, chaining.cpp, selecting.cpp, combining.cpp,
// grouping.cpp, tee.cpp.
#include "interpreter/imports/import.h"
#include "interpreter/modules/builtin_modules.h"
#include "interpreter/modules/itertools/itertools_types.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/iterator/chain.h"
#include "interpreter/objects/iterator/islice.h"
#include "interpreter/objects/text/str.h"

namespace sidewinder {

Status unpack_state(Thread& t, Object* state, const char* words, ssize least, ssize most, Object** out) {
  if (!is_instance(state, Tuple::type())) return raise_type_error(t, "%s", words);
  auto* tuple = cast<Tuple>(state);
  if (tuple->size < least || tuple->size > most) {
    bool few = tuple->size < least;
    const char* how = least == most ? "exactly" : few ? "at least" : "at most";
    ssize bound = few ? least : most;
    return raise_type_error(t, "function takes %s %zd argument%s (%zd given)", how, bound, bound == 1 ? "" : "s",
                            tuple->size);
  }
  for (ssize i = 0; i < most; i++) out[i] = i < tuple->size ? tuple->items[i] : nullptr;
  return Status::ok();
}

Tuple* with_state(Tuple* reduced_call, Object* state) {
  if (!reduced_call || !state) return nullptr;
  Object* items[] = {reduced_call->items[0], reduced_call->items[1], state};
  return new_tuple(items, 3);
}

Tuple* reduced_to_nothing(Thread&) {
  Object* nothing = empty_tuple();
  Object* items[] = {dict_get_str(builtins_dict(), intern("iter")), TRY(new_tuple(&nothing, 1))};
  return new_tuple(items, 2);
}

namespace {

Tuple* itertools_tee(Thread& t, Object* iterable, ssize n) { return tee(t, iterable, n); }

}  // namespace

#define NATIVE_TABLE "interpreter/modules/itertools/itertools_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX itertools
#define NATIVE_NAME "itertools"
#include "interpreter/objects/core/native_table.inc"

Module* create_itertools(Thread& t) {
  static Type* const types[] = {
      &accumulate_type,  &chain_type,        &combinations_type, &combinations_with_replacement_type,
      &compress_type,    &count_type,        &cycle_type,        &dropwhile_type,
      &filterfalse_type, &groupby_type,      &grouper_type,      &islice_type,
      &pairwise_type,    &permutations_type, &product_type,      &repeat_type,
      &starmap_type,     &takewhile_type,    &tee_type,          &tee_cell_type,
      &zip_longest_type};
  Module* module = TRY(new_module(t, "itertools"));
  TRY(add_functions(t, module, itertools_method_rows));
  for (Type* cls : types) {
    ready_type(t, cls);
    TRY(add_object(t, module, cls->name + sizeof("itertools"), cls));
  }
  chain_class = &chain_type;
  islice_class = &islice_type;
  TRY(add_object(t, module, "__doc__", new_str("Iterators as building blocks for loops.")));
  return module;
}

}  // namespace sidewinder
