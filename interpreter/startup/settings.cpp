#include "interpreter/startup/settings.h"

namespace sidewinder {

RuntimeSettings runtime_settings;

}  // namespace sidewinder
