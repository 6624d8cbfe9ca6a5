// What os.scandir() gives: an iterator over an open folder, and its entries.
#pragma once

#include <dirent.h>

#include "interpreter/modules/posix/path.h"

namespace sidewinder {

DIR* open_directory(const Path& path);  // null: errno says why
inline bool is_dot_name(const char* name) { return name[0] == '.' && (!name[1] || (name[1] == '.' && !name[2])); }
// Takes `stream` over, also if it fails.
Object* new_directory_iterator(Thread& t, const Path& path, DIR* stream);

}  // namespace sidewinder
