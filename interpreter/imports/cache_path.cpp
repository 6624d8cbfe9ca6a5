#include "interpreter/imports/cache_path.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <map>

#include "interpreter/imports/importer.h"
#include "interpreter/imports/marshal.h"
#include "interpreter/memory/allocate.h"
#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/startup/settings.h"

namespace sidewinder {

namespace {

bool begins_with(const std::string& text, const std::string& prefix) {
  return text.compare(0, prefix.size(), prefix) == 0;
}

bool is_ours(const std::string& folder) {
  struct stat info;
  return ::stat(folder.c_str(), &info) == 0 && info.st_uid == ::geteuid() && ::access(folder.c_str(), W_OK) == 0;
}

// Whether we may make the folder: the part of its path that is there is ours.
bool may_make(std::string folder) {
  struct stat info;
  while (folder.size() > 1 && ::stat(folder.c_str(), &info) < 0) folder.resize(std::max<size_t>(1, folder.rfind('/')));
  return is_ours(folder);
}

std::string wished_cache_root() {
  const char* wish = std::getenv("XDG_CACHE_HOME");
  if (wish && wish[0] == '/') return std::string(wish) + "/sidewinder";
  const char* home = std::getenv("HOME");
  return home && home[0] == '/' ? std::string(home) + "/.cache/sidewinder" : "";
}

// Where all redirected files lie. Without a home, or if that is someone else's, a place that cannot be made: nothing is
// written.
const std::string& cache_root() {
  static const std::string root = [] {
    std::string wish = wished_cache_root();
    return wish.empty() || !may_make(wish) ? "/dev/null/sidewinder" : wish;
  }();
  return root;
}

std::string resolved(const std::string& folder) {
  char path[PATH_MAX];
  return ::realpath(folder.c_str(), path) ? path : folder;
}

// Folders that exist and are not ours to write. One that does not exist is nobody's.
bool is_foreign(const std::string& folder) {
  std::string real = resolved(folder);
  if (real == "/usr" || begins_with(real, "/usr/")) return true;
  return ::access(real.c_str(), F_OK) == 0 && !is_ours(real);
}

// Whether a file of compiled code is of the source as it is now, and of this compiler.
bool is_current(const std::string& file, const std::string& source) {
  char header[16];
  struct stat info;
  int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return false;
  bool complete = ::read(descriptor, header, sizeof header) == ssize_t(sizeof header);
  ::close(descriptor);
  if (!complete || ::stat(source.c_str(), &info) < 0) return false;
  uint32_t expected[4] = {0, 0, uint32_t(info.st_mtime), uint32_t(info.st_size)};
  std::memcpy(expected, code_magic_number().data(), sizeof expected[0]);
  return !std::memcmp(header, expected, sizeof header);
}

// The file for `name` (a compiled file's) of a source in `folder` that the build made; empty: none that is current.
std::string built_file(const std::string& folder, const std::string& name) {
  std::string file = built_cache_folder() + folder + name;
  std::string source = folder + name.substr(0, name.find('.', 1)) + ".py";
  return is_current(file, source) ? file : "";
}

std::string absolute_folder(const std::string& folder) {
  char current[PATH_MAX];
  if (!folder.empty() && folder[0] == '/') return folder;
  if (!::getcwd(current, sizeof current)) return folder;
  return folder.empty() ? current : std::string(current) + "/" + folder;
}

// The library's own functions, which do all but choose the folder.
struct Originals {
  Object *cache_from_source, *source_from_cache;
};
Originals& originals() {
  static Originals* const state = reinterpret_cast<Originals*>(allocate_permanent(2));
  return *state;
}

bool has_prefix_setting(Thread& t) {
  Object* prefix = system_attribute(t, "pycache_prefix");
  if (!prefix) clear_pending(t);
  return prefix && prefix != none();
}

// "folder/__pycache__/name.tag.pyc" with the other folder in place of the first two.
Object* in_cache_folder(Thread& t, Object* path) {
  if (!is_str(path) || has_prefix_setting(t)) return path;
  std::string text = str_to_utf8(cast<Str>(path));
  size_t name = text.rfind('/');
  if (name == std::string::npos) return path;
  size_t folder_end = text.rfind('/', name - 1);
  std::string folder = folder_end == std::string::npos ? "" : folder_end ? text.substr(0, folder_end) : "/";
  folder = absolute_folder(folder);
  std::string other = cache_folder_for(folder);
  if (other.empty()) return path;
  std::string built = built_file(folder, text.substr(name));
  return new_str(built.empty() ? other + text.substr(name) : built);
}

Object* external_cache_from_source(Thread& t, Object* path, Object* debug_override, Object* optimization) {
  Tuple* names = TRY(new_tuple(1));
  names->items[0] = intern("optimization");
  Object* arguments[] = {path, debug_override, optimization};
  Object* usual = call(t, originals().cache_from_source, Args{arguments, 2, names});
  return in_cache_folder(t, TRY(usual));
}

Object* external_source_from_cache(Thread& t, Object* path) {
  for (const std::string* root : {&cache_root(), &built_cache_folder()}) {
    if (!is_str(path) || !begins_with(str_to_utf8(cast<Str>(path)), *root + "/")) continue;
    std::string text = str_to_utf8(cast<Str>(path)).substr(root->size());
    size_t name = text.rfind('/');
    path = TRY(new_str(text.substr(0, name) + "/__pycache__" + text.substr(name)));
    break;
  }
  return call(t, originals().source_from_cache, path);
}

}  // namespace

const std::string& built_cache_folder() {
  static const std::string root = [] {
    char path[PATH_MAX];
    std::string program = ::realpath("/proc/self/exe", path) ? path : "";
    for (int parents = 0; parents < 2; parents++) program.resize(std::max<ssize_t>(0, ssize_t(program.rfind('/'))));
    return program + "/lib/sidewinder";
  }();
  return root;
}

std::string cache_folder_for(const std::string& folder) {
  static std::map<std::string, std::string> known;
  auto [place, is_new] = known.try_emplace(folder);
  if (!is_new) return place->second;
  if (is_foreign(folder)) place->second = cache_root() + (folder == "/" ? "" : folder);
  return place->second;
}

#define NATIVE_TABLE "interpreter/imports/cache_path.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX external
#define NATIVE_NAME ""
#include "interpreter/objects/core/native_table.inc"

Status redirect_cache_paths(Thread& t, Module* external) {
  originals().cache_from_source = TRY(get_attribute(t, external, "cache_from_source"));
  originals().source_from_cache = TRY(get_attribute(t, external, "source_from_cache"));
  return add_functions(t, external, external_method_rows);
}

}  // namespace sidewinder
