// Names of the system's limits: sysconf_names, pathconf_names, confstr_names.
#pragma once

#include "interpreter/objects/core/argument.h"
#include "interpreter/objects/core/module.h"

namespace sidewinder {

enum class ConfigurationKind : uint8_t { System, Path, Text };
// A number, or a name of this kind.
Result<int> configuration_number(Thread& t, Object* name, ConfigurationKind kind);

template <ConfigurationKind kKind> struct ConfigurationName { int number = 0; };
using SystemConfiguration = ConfigurationName<ConfigurationKind::System>;
using PathConfiguration = ConfigurationName<ConfigurationKind::Path>;
using TextConfiguration = ConfigurationName<ConfigurationKind::Text>;
template <ConfigurationKind kKind> struct Argument<ConfigurationName<kKind>> {
  static Status convert(Thread& t, Object* value, Site, ConfigurationName<kKind>* out) {
    out->number = TRY(configuration_number(t, value, kKind));
    return Status::ok();
  }
};

Status add_configuration_names(Thread& t, Module* module);

}  // namespace sidewinder
