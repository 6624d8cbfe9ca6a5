// Arguments of searching methods.
#include "interpreter/objects/text/search.h"

#include "interpreter/protocol/error.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

Status argument_search_bound(Thread& t, Object* value, ssize* out) {
  if (!slots_of(value).index)
    return raise_type_error(t, "slice indices must be integers or None or have an __index__ method");
  *out = TRY(index_as_ssize(t, value, nullptr));
  return Status::ok();
}

}  // namespace sidewinder
