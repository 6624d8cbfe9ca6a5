// PEP 538: a process that was started in the C locale, or in one that the system does not have, gets LC_CTYPE=C.UTF-8
// into its environment, for itself and its children: what libraries and programs take for characters is then UTF-8.
#pragma once

namespace sidewinder {

// PYTHONCOERCECLOCALE=0 says no, `warn` says what was done. A locale that LC_ALL names stays.
void coerce_locale();

}  // namespace sidewinder
