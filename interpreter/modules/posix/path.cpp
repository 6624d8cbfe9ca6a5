#include "interpreter/modules/posix/path.h"

#include <fcntl.h>

#include <cerrno>
#include <climits>

#include "interpreter/base/utf8.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/codecs.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/protocol/warning.h"

namespace sidewinder {

static_assert(AT_FDCWD == DirectoryDescriptor{}.fd);

namespace {

bool is_path_text(Object* o) { return is_str(o) || is_bytes(o); }

const char* accepted_kinds(PathKinds kinds) {
  switch (kinds) {
    case kPathDescriptorOrNone: return "string, bytes, os.PathLike, integer or None";
    case kPathOrDescriptor: return "string, bytes, os.PathLike or integer";
    case kPathOrNone: return "string, bytes, os.PathLike or None";
    default: return "string, bytes or os.PathLike";
  }
}

Raised raise_bad_path(Thread& t, Site site, PathKinds kinds, Object* value) {
  return raise_type_error(t, "%s: %s should be %s, not %T", site.signature.function,
                          std::string(site.signature.name(site.parameter)).c_str(), accepted_kinds(kinds), value);
}

// Other bytes-like objects are paths for the time being.
Status warn_bad_path(Thread& t, Site site, PathKinds kinds, Object* value) {
  return warn_format(t, exceptions::DeprecationWarning, 1, "%s: %s should be %s, not %T", site.signature.function,
                     std::string(site.signature.name(site.parameter)).c_str(), accepted_kinds(kinds), value);
}

Result<int> descriptor_number(Thread& t, Object* value) {
  Object* number = TRY(index(t, value));
  int64_t fd = 0;
  bool fits = int_fits_int64(number, &fd);
  bool negative = int_sign(number) < 0;
  if (!fits || fd > INT_MAX || fd < INT_MIN)
    return raise_overflow_error(t, negative ? "fd is less than minimum" : "fd is greater than maximum");
  return int(fd);
}

bool has_null(const Bytes* text) { return text->view().find('\0') != std::string_view::npos; }

Status take_text(Thread& t, Object* value, Site site, Path* out) {
  if (is_str(value)) {
    out->text = TRY(new_bytes(TRY(encode_path(t, cast<Str>(value)))));
    if (!has_null(out->text)) return Status::ok();
    return raise_value_error(t, "embedded null byte");
  }
  out->text = is_bytes(value) ? cast<Bytes>(value) : TRY(new_bytes(TRY(as_bytes_view(t, value))));
  if (!has_null(out->text)) return Status::ok();
  return raise_value_error(t, "%s: embedded null character in %s", site.signature.function,
                           std::string(site.signature.name(site.parameter)).c_str());
}

}  // namespace

Result<std::string> encode_path(Thread& t, const Str* path) {
  if (path->is_ascii()) return std::string(str_ascii_view(path));
  Bytes* bytes = TRY(encode_str(t, const_cast<Str*>(path), "utf-8", "surrogateescape"));
  return std::string(bytes->view());
}

Str* decode_path(std::string_view path) {
  if (is_ascii(path)) return new_str_latin1(reinterpret_cast<const uint8_t*>(path.data()), ssize(path.size()));
  return decode_bytes(current_thread(), path, "utf-8", "surrogateescape");
}

Object* path_object(Thread& t, Object* o) {
  if (is_path_text(o)) return o;
  Lookup method = TRY(lookup_on_class(t, o, intern("__fspath__")));
  if (method.is_missing()) return raise_type_error(t, "expected str, bytes or os.PathLike object, not %T", o);
  Object* path = TRY(call(t, method.value));
  if (is_path_text(path)) return path;
  return raise_type_error(t, "expected %T.__fspath__() to return str or bytes, not %T", o, path);
}

Result<std::string> path_argument(Thread& t, Object* path, const char* words_for_null) {
  path = TRY(path_object(t, path));
  std::string text = is_str(path) ? TRY(encode_path(t, cast<Str>(path))) : std::string(cast<Bytes>(path)->view());
  if (text.find('\0') != std::string::npos) return raise_value_error(t, "%s", words_for_null);
  return text;
}

Str* file_name_of(Thread& t, Object* path) {
  if (!is_bytes(path) && is_bytes_like(path)) {
    TRY(warn_format(t, exceptions::DeprecationWarning, 1, "path should be string, bytes, or os.PathLike, not %T",
                    path));
    path = TRY(new_bytes(TRY(as_bytes_view(t, path))));
  }
  return decode_path(TRY(path_argument(t, path, "embedded null character")));
}

Object* Path::answer(std::string_view name) const {
  if (gives_bytes()) return new_bytes(name);
  return decode_path(name);
}

Status convert_path(Thread& t, Object* value, Site site, PathKinds kinds, Path* out) {
  out->object = value;
  out->is_none = (kinds & kPathOrNone) && value == none();
  if (out->is_none) {
    out->object = nullptr;
    return Status::ok();
  }
  if (is_path_text(value)) return take_text(t, value, site, out);
  if ((kinds & kPathOrDescriptor) && slots_of(value).index) {
    out->fd = TRY(descriptor_number(t, value));
    out->by_descriptor = true;
    return Status::ok();
  }
  Lookup method = TRY(lookup_on_class(t, value, intern("__fspath__")));
  if (method.is_missing()) {
    if (!is_bytes_like(value)) return raise_bad_path(t, site, kinds, value);
    TRY(warn_bad_path(t, site, kinds, value));
    return take_text(t, value, site, out);
  }
  out->object = TRY(call(t, method.value));
  if (is_path_text(out->object)) return take_text(t, out->object, site, out);
  return raise_type_error(t, "expected %T.__fspath__() to return str or bytes, not %T", value, out->object);
}

Status Argument<DirectoryDescriptor>::convert(Thread& t, Object* value, Site, DirectoryDescriptor* out) {
  if (value == none()) return Status::ok();
  if (!slots_of(value).index) return raise_type_error(t, "argument should be integer or None, not %T", value);
  out->fd = TRY(descriptor_number(t, value));
  return Status::ok();
}

Result<int> descriptor_of(Thread& t, Object* o) {
  Object* number = o;
  if (!is_int(o)) {
    Lookup method = TRY(find_attribute(t, o, intern("fileno")));
    if (method.is_missing()) return raise_type_error(t, "argument must be an int, or have a fileno() method.");
    number = TRY(call(t, method.value));
    if (!is_int(number)) return raise_type_error(t, "fileno() returned a non-integer");
  }
  int64_t fd;
  if (!int_fits_int64(number, &fd) || fd > INT_MAX || fd < INT_MIN)
    return raise_overflow_error(t, "Python int too large to convert to C int");
  if (fd < 0) return raise_value_error(t, "file descriptor cannot be a negative integer (%d)", int(fd));
  return int(fd);
}

Raised raise_path_error(Thread& t, const Path& path) { return raise_os_error(t, errno, path.object); }
Raised raise_path_error(Thread& t, const Path& from, const Path& to) {
  return raise_os_error(t, errno, from.object, to.object);
}

Status refuse_directory_with_descriptor(Thread& t, const char* function, const DirectoryDescriptor& directory,
                                        const Path& path) {
  if (!directory.given() || path.fd == -1) return Status::ok();
  return raise_value_error(t, "%s: can't specify both dir_fd and fd", function);
}

Status refuse_links_with_descriptor(Thread& t, const char* function, const Path& path, bool follow_symlinks) {
  if (path.fd <= 0 || follow_symlinks) return Status::ok();
  return raise_value_error(t, "%s: cannot use fd and follow_symlinks together", function);
}

}  // namespace sidewinder
