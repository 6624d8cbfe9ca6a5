#include "interpreter/objects/container/argument_checks.h"

#include "interpreter/protocol/error.h"

namespace sidewinder {

Status expect_one(Thread& t, const char* name, Args args) {
  TRY(args.no_keywords(t, name));
  if (args.count == 1) return Status::ok();
  return raise_type_error(t, "%s() takes exactly one argument (%zd given)", name, args.count);
}

Status expect_none(Thread& t, const char* name, Args args) {
  TRY(args.no_keywords(t, name));
  if (args.count == 0) return Status::ok();
  return raise_type_error(t, "%s() takes no arguments (%zd given)", name, args.count);
}

}  // namespace sidewinder
