#include "interpreter/objects/iterator/iterator_support.h"

namespace sidewinder {

Object* iterator_self(Thread&, Object* o) { return o; }

}  // namespace sidewinder
