// What the two kinds of finalizers share. Internal to memory/.
#pragma once

#include "interpreter/memory/light_finalizer.h"

namespace sidewinder {

struct LightFinalizer {
  Object* object;  // null: it was taken back
  FinalizerPlace* place;
  FinalizeFn finalize;
  uint64_t number;
};

uint64_t next_finalizer_number();                       // in the order of registration
constexpr uint64_t kFinalizerNumber = UINT64_MAX >> 2;  // the number, without what puts ranks in order
constexpr uint64_t kReleaseNumber = ~kFinalizerNumber;  // that of a release at least: after all others
inline bool is_release(uint64_t number) { return number >= kReleaseNumber; }
bool is_of_program(uint64_t number);  // registered after the program began
void add_due_finalizer(Object* object, FinalizeFn finalize, uint64_t number);
const LightFinalizer* first_light_finalizer(FinalizerRank rank);  // or null
bool has_light_finalizer_since(FinalizerRank rank, uint64_t number, bool (*counts)(const Object* object));
void for_each_registered_object(void (*visit)(Object* object));  // those of finalizer.h
void for_each_registration(void (*visit)(Object* object, uint64_t* number));

void for_each_with_finalizer(void (*visit)(Object* object));  // those, and the light ones but for releases

// In a collection: the roots are pushed; everything reachable is marked, and the world still stands.
void push_light_finalizers(void (*push)(void* begin, void* end));
void look_for_unmarked_light_finalizers();

}  // namespace sidewinder
