// Where files of compiled code lie. A source in a folder that is the user's to write has its file in __pycache__ beside
// it, as the library's importer says. Anything below /usr, and any folder that belongs to someone else or cannot be
// written, has its files below $XDG_CACHE_HOME/sidewinder (~/.cache/sidewinder), by the source's full path.
#pragma once

#include <string>

#include "interpreter/objects/core/module.h"

namespace sidewinder {

// Of the files that the build made (cmake/compile_library.py): lib/sidewinder beside the folder of the program.
const std::string& built_cache_folder();
// The folder for the compiled files of sources in `folder`, an absolute path; empty: __pycache__ beside them.
std::string cache_folder_for(const std::string& folder);
// cache_from_source and source_from_cache of _bootstrap_external get wrappers that know about such folders.
Status redirect_cache_paths(Thread& t, Module* external);

}  // namespace sidewinder
