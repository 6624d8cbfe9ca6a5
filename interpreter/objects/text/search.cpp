// Arguments of searching methods.
#include "interpreter/objects/text/search.h"

#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

Result<ssize> bound(Thread& t, Args args, ssize i, ssize otherwise) {
  if (i >= args.count || args[i] == none()) return otherwise;
  if (!slots_of(args[i]).index)
    return raise_type_error(t, "slice indices must be integers or None or have an __index__ method");
  return index_as_ssize(t, args[i], nullptr);
}

}  // namespace

Result<SearchBounds> search_bounds(Thread& t, Args args, ssize i, ssize length) {
  ssize begin = TRY(bound(t, args, i, 0));
  ssize end = TRY(bound(t, args, i + 1, length));
  if (end > length) end = length;
  if (end < 0 && (end += length) < 0) end = 0;
  if (begin < 0 && (begin += length) < 0) begin = 0;
  return SearchBounds{begin, end};
}

Status expect_search_arguments(Thread& t, const char* name, Args args) {
  TRY(args.no_keywords(t, name));
  if (args.count < 1) return raise_type_error(t, "%s() takes at least 1 argument (0 given)", name);
  if (args.count > 3) return raise_type_error(t, "%s() takes at most 3 arguments (%zd given)", name, args.count);
  return Status::ok();
}

}  // namespace sidewinder
