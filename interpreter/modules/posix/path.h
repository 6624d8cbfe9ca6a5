// Paths of files as functions take them: str (UTF-8, with surrogateescape), bytes, what has __fspath__, and for some
// functions a file descriptor or None.
#pragma once

#include <string>

#include "interpreter/objects/core/argument.h"
#include "interpreter/objects/text/bytes.h"

namespace sidewinder {

// os.fsencode and os.fsdecode of a str and of bytes.
Result<std::string> encode_path(Thread& t, const Str* path);
Str* decode_path(std::string_view path);  // null: MemoryError pending

// os.fspath(path): a str or bytes.
Object* path_object(Thread& t, Object* path);
// A path that a function takes in text of its own; a null byte in it is a ValueError.
Result<std::string> path_argument(Thread& t, Object* path, const char* words_for_null = "embedded null byte");

struct Path {
  Bytes* text = nullptr;
  Object* object = nullptr;  // for the errors' filename: what __fspath__ gave, else what was given
  int fd = -1;
  bool by_descriptor = false, is_none = false;

  const char* c_str() const { return text ? reinterpret_cast<const char*>(text->bytes) : nullptr; }
  bool gives_bytes() const { return object && is_bytes_like(object); }
  // What such a function answers with: bytes to bytes, else str.
  Object* answer(std::string_view name) const;
};
enum PathKinds { kPathText = 0, kPathOrDescriptor = 1, kPathOrNone = 2, kPathDescriptorOrNone = 3 };
Status convert_path(Thread& t, Object* value, Site site, PathKinds kinds, Path* out);

template <PathKinds kKinds> struct PathOf : Path {};
using FilePath = PathOf<kPathText>;
using FilePathOrDescriptor = PathOf<kPathOrDescriptor>;
template <PathKinds kKinds> struct Argument<PathOf<kKinds>> {
  static Status convert(Thread& t, Object* value, Site site, PathOf<kKinds>* out) {
    return convert_path(t, value, site, kKinds, out);
  }
  static consteval PathOf<kKinds> literal(std::string_view) {
    PathOf<kKinds> path;
    path.is_none = true;
    return path;
  }
};

// A path that only names something in messages: compile()'s. Other bytes-like objects give a DeprecationWarning.
Str* file_name_of(Thread& t, Object* path);
struct FileName {
  Str* text = nullptr;
};
template <> struct Argument<FileName> {
  static Status convert(Thread& t, Object* value, Site, FileName* out) {
    out->text = TRY(file_name_of(t, value));
    return Status::ok();
  }
};

// The descriptor of a directory that a relative path begins at; None: the current one.
struct DirectoryDescriptor {
  int fd = -100;  // AT_FDCWD
  bool given() const { return fd != -100; }
  int number() const { return given() ? fd : -1; }  // as audit events show it
};
template <> struct Argument<DirectoryDescriptor> {
  static Status convert(Thread& t, Object* value, Site, DirectoryDescriptor* out);
  static consteval DirectoryDescriptor literal(std::string_view) { return {}; }
};

// An int that is a descriptor, or an object with fileno().
Result<int> descriptor_of(Thread& t, Object* o);
struct Descriptor {
  int fd = -1;
};
template <> struct Argument<Descriptor> {
  static Status convert(Thread& t, Object* value, Site, Descriptor* out) {
    out->fd = TRY(descriptor_of(t, value));
    return Status::ok();
  }
};

Raised raise_path_error(Thread& t, const Path& path);  // by errno
Raised raise_path_error(Thread& t, const Path& from, const Path& to);
// A combination of arguments that makes no sense.
Status refuse_directory_with_descriptor(Thread& t, const char* function, const DirectoryDescriptor& directory,
                                        const Path& path);
Status refuse_links_with_descriptor(Thread& t, const char* function, const Path& path, bool follow_symlinks);

}  // namespace sidewinder
