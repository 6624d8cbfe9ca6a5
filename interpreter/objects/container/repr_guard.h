// Notices that the repr of a container is being computed inside itself: ReprGuard guard(t, self); if
// (guard.recursive()) return "[...]".
#pragma once

#include "interpreter/objects/core/object.h"

namespace sidewinder {

// The guards of all threads form a list through the C stacks; it is only touched with the GIL held.
class ReprGuard {
 public:
  ReprGuard(Thread& t, Object* object);
  ~ReprGuard();
  ReprGuard(const ReprGuard&) = delete;
  ReprGuard& operator=(const ReprGuard&) = delete;
  bool recursive() const { return recursive_; }

 private:
  Thread* thread_;
  Object* object_;
  ReprGuard *previous_, *next_;
  bool recursive_;
};

}  // namespace sidewinder
