// The marks of all blocks, put aside while the collector is made to mark more only to be asked what would be reached.
// While the world stands, between the end of marking and finalization. Internal to memory/.
#pragma once

namespace sidewinder {

void prepare_saved_marks();  // once, outside of a collection
// False: there is no memory for them, or where they stand is not known.
[[nodiscard]] bool save_marks();
void restore_marks();

}  // namespace sidewinder
