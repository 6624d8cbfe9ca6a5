// What the collector's own tables have left when there is no memory. Internal to memory/.
#pragma once

namespace sidewinder {

void keep_table_reserve();  // once, while there is memory

}  // namespace sidewinder
