#include "interpreter/runtime/settings.h"

namespace sidewinder {

RuntimeSettings runtime_settings;

}  // namespace sidewinder
