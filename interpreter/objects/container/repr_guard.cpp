#include "interpreter/objects/container/repr_guard.h"

namespace sidewinder {

static ReprGuard* newest_guard = nullptr;

ReprGuard::ReprGuard(Thread& t, Object* object)
    : thread_(&t), object_(object), previous_(newest_guard), next_(nullptr), recursive_(false) {
  for (ReprGuard* g = newest_guard; g && !recursive_; g = g->previous_)
    recursive_ = g->thread_ == thread_ && g->object_ == object_;
  if (previous_) previous_->next_ = this;
  newest_guard = this;
}

ReprGuard::~ReprGuard() {
  if (previous_) previous_->next_ = next_;
  if (next_) next_->previous_ = previous_;
  else newest_guard = previous_;
}

}  // namespace sidewinder
