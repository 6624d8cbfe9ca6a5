// A type that C describes becomes one of the core's.
#pragma once

#include "interpreter/objects/core/type.h"

namespace sidewinder {

// PyType_Ready. Once; later calls do nothing. Its bases are made ready first.
Status ready_c_type(Thread& t, Type* cls);
// While a function of C makes a module. When it is back, what it has written into ready types counts, and types that
// have instances without being ready (f2py's) are made ready: CPython does that when it first looks for an attribute.
class MakingModule {
 public:
  MakingModule();
  ~MakingModule();
  MakingModule(const MakingModule&) = delete;
  MakingModule& operator=(const MakingModule&) = delete;
};
void note_type_of_instance(Type* cls);  // which is not ready
// C has returned to the core: those types, but for what a module that is being made still works at.
extern bool any_unready;
void ready_types_of_instances(Thread& t);
void ready_type_of(Thread& t, Object* o);  // C itself uses an instance before
void install_class_hooks();                // once

}  // namespace sidewinder
