// What slot wrappers say about themselves: the signature depends on how the slot is called, the words on its name.
#pragma once

#include "interpreter/objects/descriptor/slot_wrapper.h"

namespace sidewinder {

const char* slot_signature(const SlotDefinition& slot);  // as __text_signature__ shows it; null: none
Object* slot_documentation(const SlotDefinition& slot);  // a str or None

}  // namespace sidewinder
