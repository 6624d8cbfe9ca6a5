#include "interpreter/modules/posix/directory_entry.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>

#include "interpreter/execution/gil.h"
#include "interpreter/execution/request.h"
#include "interpreter/memory/finalizer.h"
#include "interpreter/modules/io/io_base.h"
#include "interpreter/modules/posix/posix.h"
#include "interpreter/objects/container/generic_alias.h"
#include "interpreter/objects/core/instance.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

extern Type directory_entry_type, directory_iterator_type;

namespace {

struct DirectoryEntry : Object {
  Object *name, *path;       // str or bytes
  Object *stat, *link_stat;  // kept once they were asked for: of the file, and of the link itself
  uint64_t inode;
  int directory;  // the descriptor that scandir was given, or -1
  uint8_t kind;   // d_type
  static Type* type() { return &directory_entry_type; }
};

struct DirectoryIterator : Object {
  DIR* stream;  // null: closed
  Object* folder;
  Object* prefix;  // that entries' paths begin with, with its slash; null: nothing
  int directory;
  bool gives_bytes;
  static Type* type() { return &directory_iterator_type; }
};

// --- entries --------------------------------------------------------------------------------------

Object* fetch_stat(Thread& t, DirectoryEntry& self, bool follow) {
  const bool by_name = self.directory != -1;
  Object* relative = by_name ? self.name : self.path;
  std::string path = TRY(path_argument(t, relative));
  struct stat info;
  int folder = by_name ? self.directory : AT_FDCWD;
  int result = without_gil(t, [&] { return ::fstatat(folder, path.c_str(), &info, follow ? 0 : AT_SYMLINK_NOFOLLOW); });
  if (result) return raise_os_error(t, errno, self.path);
  return new_stat_result(t, info);
}

Object* link_stat(Thread& t, DirectoryEntry& self) {
  if (!self.link_stat) self.link_stat = TRY(fetch_stat(t, self, false));
  return self.link_stat;
}

Truth is_link(Thread& t, DirectoryEntry& self) {
  if (self.kind != DT_UNKNOWN) return truth_of(self.kind == DT_LNK);
  auto* info = cast<Tuple>(TRY(link_stat(t, self)));
  return truth_of(S_ISLNK(mode_t(cast<Int>(info->items[0])->small_value())));
}

Object* directory_entry_stat(Thread& t, DirectoryEntry& self, bool follow_symlinks) {
  if (!follow_symlinks) return link_stat(t, self);
  if (self.stat) return self.stat;
  self.stat = TRY(is_link(t, self)) ? TRY(fetch_stat(t, self, true)) : TRY(link_stat(t, self));
  return self.stat;
}

// A link that leads nowhere is neither a folder nor a file.
Truth has_mode(Thread& t, DirectoryEntry& self, bool follow_symlinks, mode_t mode) {
  bool link = TRY(is_link(t, self));
  bool known = self.kind != DT_UNKNOWN && !(link && follow_symlinks);
  if (known) return truth_of(self.kind == (mode == S_IFDIR ? DT_DIR : DT_REG));
  Object* info = directory_entry_stat(t, self, follow_symlinks);
  if (!info) {
    if (!pending_matches(t, exceptions::FileNotFoundError)) return Truth::Error;
    clear_pending(t);
    return Truth::False;
  }
  return truth_of((mode_t(cast<Int>(cast<Tuple>(info)->items[0])->small_value()) & S_IFMT) == mode);
}

Truth directory_entry_is_dir(Thread& t, DirectoryEntry& self, bool follow_symlinks) {
  return has_mode(t, self, follow_symlinks, S_IFDIR);
}
Truth directory_entry_is_file(Thread& t, DirectoryEntry& self, bool follow_symlinks) {
  return has_mode(t, self, follow_symlinks, S_IFREG);
}
Truth directory_entry_is_symlink(Thread& t, DirectoryEntry& self) { return is_link(t, self); }
Object* directory_entry_inode(DirectoryEntry& self) { return int_from_uint64(self.inode); }
Object* directory_entry_fspath(DirectoryEntry& self) { return self.path; }
Object* directory_entry_class_getitem(Thread& t, Type& cls, Object* item) { return new_generic_alias(t, &cls, item); }

Object* directory_entry_repr(Thread& t, Object* o) {
  StrBuilder text;
  text.add("<DirEntry ").add(TRY(repr(t, static_cast<DirectoryEntry*>(o)->name))).add(">");
  return text.finish();
}

// --- the iterator ---------------------------------------------------------------------------------

void close_stream(DirectoryIterator& self) {
  if (DIR* stream = self.stream) {
    self.stream = nullptr;
    ::closedir(stream);
    unregister_finalizer(&self);
  }
}

Object* concatenated(Thread& t, Object* prefix, Object* name) {
  if (!prefix) return name;
  return is_str(name) ? str_concat(t, cast<Str>(prefix), cast<Str>(name)) : binary(t, BinaryOp::Add, prefix, name);
}

Object* new_entry(Thread& t, const DirectoryIterator& self, const dirent& entry) {
  auto* o = TRY(new_object<DirectoryEntry>(&directory_entry_type));
  o->name = TRY(self.gives_bytes ? static_cast<Object*>(new_bytes(entry.d_name)) : decode_path(entry.d_name));
  o->path = TRY(concatenated(t, self.prefix, o->name));
  o->inode = entry.d_ino;
  o->directory = self.directory;
  o->kind = entry.d_type;
  return o;
}

Lookup directory_iterator_next(Thread& t, Object* o) {
  auto& self = *static_cast<DirectoryIterator*>(o);
  while (self.stream) {
    TRY(check_signals(t));
    errno = 0;
    const dirent* entry = ::readdir(self.stream);
    if (entry && is_dot_name(entry->d_name)) continue;
    if (entry) return TRY(new_entry(t, self, *entry));
    int error = errno;
    close_stream(self);
    if (error) return raise_os_error(t, error, self.folder);
  }
  return Lookup::missing();
}
Object* directory_iterator_iter(Thread&, Object* o) { return o; }

Object* directory_iterator_enter(DirectoryIterator& self) { return &self; }
void directory_iterator_exit(DirectoryIterator& self, Args) { close_stream(self); }
void directory_iterator_close(DirectoryIterator& self) { close_stream(self); }
void finalize_iterator(Object* o) {
  auto& self = *static_cast<DirectoryIterator*>(o);
  if (!self.stream) return;
  warn_unclosed(current_thread(), &self, "unclosed scandir iterator ");
  close_stream(self);
}
void directory_iterator_del(DirectoryIterator& self) { finalize_iterator(&self); }

}  // namespace

#define NATIVE_TABLE "interpreter/modules/posix/directory_entry_methods.def"
#define NATIVE_TYPE DirectoryEntry
#define NATIVE_PREFIX directory_entry
#define NATIVE_NAME "DirEntry"
#include "interpreter/objects/core/native_table.inc"

#define NATIVE_TABLE "interpreter/modules/posix/directory_iterator_methods.def"
#define NATIVE_TYPE DirectoryIterator
#define NATIVE_PREFIX directory_iterator
#define NATIVE_NAME "ScandirIterator"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_entry_data() {
  TypeData d{};
  d.slots.repr = directory_entry_repr;
  directory_entry_declare(d);
  return d;
}
constexpr TypeData make_iterator_data() {
  TypeData d{};
  d.slots.iter = directory_iterator_iter;
  d.slots.next = directory_iterator_next;
  directory_iterator_declare(d);
  return d;
}
constinit TypeData directory_entry_data = make_entry_data();
constinit TypeData directory_iterator_data = make_iterator_data();

// What the entries' paths begin with: the folder as it was given, and a slash unless it ends in one.
Object* path_prefix(const Path& path) {
  std::string text = path.is_none ? "." : path.c_str();
  if (text.empty() || text.back() != '/') text += '/';
  return path.answer(text);
}

}  // namespace

constinit Type directory_entry_type =
    static_type("posix.DirEntry", sizeof(DirectoryEntry), 0, kTypeDisallowInstantiation, &directory_entry_data);
constinit Type directory_iterator_type = static_type("posix.ScandirIterator", sizeof(DirectoryIterator), 0,
                                                     kTypeDisallowInstantiation, &directory_iterator_data);

Object* new_directory_iterator(Thread& t, const Path& path, DIR* stream) {
  auto* self = new_object<DirectoryIterator>(&directory_iterator_type);
  if (!self) ::closedir(stream);
  TRY(self);
  self->stream = stream;
  self->folder = path.object;
  self->directory = path.by_descriptor ? path.fd : -1;
  self->gives_bytes = path.gives_bytes();
  if (!register_finalizer(self, finalize_iterator)) return raise_memory_error(t);
  if (!path.by_descriptor) self->prefix = TRY(path_prefix(path));
  return self;
}

Status add_directory_types(Thread& t, Module* module) {
  ready_type(t, &directory_entry_type);
  ready_type(t, &directory_iterator_type);
  return add_object(t, module, "DirEntry", &directory_entry_type);
}

}  // namespace sidewinder
