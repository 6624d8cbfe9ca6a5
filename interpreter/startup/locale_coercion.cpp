#include "interpreter/startup/locale_coercion.h"

#include <locale.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "interpreter/startup/settings.h"

namespace sidewinder {

namespace {

std::string_view variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

// Whether the C library would stay in the C locale.
bool is_plain(std::string_view name) {
  if (name.empty() || name == "C" || name == "POSIX") return true;
  if (name == "C.UTF-8" || name == "C.utf8") return false;
  locale_t locale = ::newlocale(LC_CTYPE_MASK, "", nullptr);
  if (locale) ::freelocale(locale);
  return !locale;
}

}  // namespace

void coerce_locale() {
  std::string_view wish = runtime_settings.ignore_environment ? "" : variable("PYTHONCOERCECLOCALE");
  if (wish == "0" || !variable("LC_ALL").empty()) return;
  std::string_view name = variable("LC_CTYPE");
  if (!is_plain(name.empty() ? variable("LANG") : name)) return;
  ::setenv("LC_CTYPE", "C.UTF-8", 1);
  if (wish == "warn")
    std::fputs(
        "Python detected LC_CTYPE=C: LC_CTYPE coerced to C.UTF-8 (set another locale or PYTHONCOERCECLOCALE=0 to "
        "disable this "
        "locale coercion behavior).\n",
        stderr);
}

}  // namespace sidewinder
