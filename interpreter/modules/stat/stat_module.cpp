// Module _stat: what the bits of a file's mode mean.
#include <sys/stat.h>

#include "interpreter/modules/builtin_modules.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/number/int.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

namespace {

struct FileMode {
  mode_t bits = 0;
};

}  // namespace

template <> struct Argument<FileMode> {
  static Status convert(Thread& t, Object* value, Site, FileMode* out) {
    if (!is_int(value)) return raise_type_error(t, "an integer is required");
    if (int_sign(value) < 0) return raise_overflow_error(t, "can't convert negative value to unsigned int");
    int64_t bits;
    if (!int_fits_int64(value, &bits))
      return raise_overflow_error(t, "Python int too large to convert to C unsigned long");
    if (bits > int64_t(UINT32_MAX)) return raise_overflow_error(t, "mode out of range");
    out->bits = mode_t(bits);
    return Status::ok();
  }
};

namespace {

int64_t stat_file_kind(FileMode mode) { return mode.bits & S_IFMT; }
int64_t stat_permissions(FileMode mode) { return mode.bits & 07777; }
bool stat_S_ISDIR(FileMode mode) { return S_ISDIR(mode.bits); }
bool stat_S_ISCHR(FileMode mode) { return S_ISCHR(mode.bits); }
bool stat_S_ISBLK(FileMode mode) { return S_ISBLK(mode.bits); }
bool stat_S_ISREG(FileMode mode) { return S_ISREG(mode.bits); }
bool stat_S_ISFIFO(FileMode mode) { return S_ISFIFO(mode.bits); }
bool stat_S_ISLNK(FileMode mode) { return S_ISLNK(mode.bits); }
bool stat_S_ISSOCK(FileMode mode) { return S_ISSOCK(mode.bits); }
bool stat_S_ISDOOR(FileMode) { return false; }
bool stat_S_ISPORT(FileMode) { return false; }
bool stat_S_ISWHT(FileMode) { return false; }

char letter_of_kind(mode_t bits) {
  switch (bits & S_IFMT) {
    case S_IFREG: return '-';
    case S_IFDIR: return 'd';
    case S_IFLNK: return 'l';
    case S_IFBLK: return 'b';
    case S_IFCHR: return 'c';
    case S_IFIFO: return 'p';
    case S_IFSOCK: return 's';
    default: return '?';
  }
}

Object* stat_filemode(FileMode mode) {
  static const struct {
    mode_t execute, special;
    char both, special_alone;
  } thirds[] = {{S_IXUSR, S_ISUID, 's', 'S'}, {S_IXGRP, S_ISGID, 's', 'S'}, {S_IXOTH, S_ISVTX, 't', 'T'}};
  std::string text(1, letter_of_kind(mode.bits));
  for (const auto& third : thirds) {
    text += mode.bits & third.execute << 2 ? 'r' : '-';
    text += mode.bits & third.execute << 1 ? 'w' : '-';
    bool executes = mode.bits & third.execute;
    if (mode.bits & third.special) text += executes ? third.both : third.special_alone;
    else text += executes ? 'x' : '-';
  }
  return new_str(text);
}

// Linux has no flags of files as BSD has them, no doors, ports and whiteouts: their numbers are the usual ones.
struct StatConstant {
  const char* name;
  int value;
};
constexpr StatConstant stat_constants[] = {
#define NUMBER(name) \
  { #name, name }
    NUMBER(S_IFDIR),
    NUMBER(S_IFCHR),
    NUMBER(S_IFBLK),
    NUMBER(S_IFREG),
    NUMBER(S_IFIFO),
    NUMBER(S_IFLNK),
    NUMBER(S_IFSOCK),
    NUMBER(S_ISUID),
    NUMBER(S_ISGID),
    NUMBER(S_ISVTX),
    NUMBER(S_IREAD),
    NUMBER(S_IWRITE),
    NUMBER(S_IEXEC),
    NUMBER(S_IRWXU),
    NUMBER(S_IRUSR),
    NUMBER(S_IWUSR),
    NUMBER(S_IXUSR),
    NUMBER(S_IRWXG),
    NUMBER(S_IRGRP),
    NUMBER(S_IWGRP),
    NUMBER(S_IXGRP),
    NUMBER(S_IRWXO),
    NUMBER(S_IROTH),
    NUMBER(S_IWOTH),
    NUMBER(S_IXOTH),
#undef NUMBER
    {"S_IFDOOR", 0},
    {"S_IFPORT", 0},
    {"S_IFWHT", 0},
    {"S_ENFMT", S_ISGID},
    {"UF_NODUMP", 0x1},
    {"UF_IMMUTABLE", 0x2},
    {"UF_APPEND", 0x4},
    {"UF_OPAQUE", 0x8},
    {"UF_NOUNLINK", 0x10},
    {"UF_COMPRESSED", 0x20},
    {"UF_HIDDEN", 0x8000},
    {"SF_ARCHIVED", 0x10000},
    {"SF_IMMUTABLE", 0x20000},
    {"SF_APPEND", 0x40000},
    {"SF_NOUNLINK", 0x100000},
    {"SF_SNAPSHOT", 0x200000},
    {"ST_MODE", 0},
    {"ST_INO", 1},
    {"ST_DEV", 2},
    {"ST_NLINK", 3},
    {"ST_UID", 4},
    {"ST_GID", 5},
    {"ST_SIZE", 6},
    {"ST_ATIME", 7},
    {"ST_MTIME", 8},
    {"ST_CTIME", 9},
};

}  // namespace

#define NATIVE_TABLE "interpreter/modules/stat/stat_functions.def"
#define NATIVE_TYPE Module
#define NATIVE_PREFIX stat
#define NATIVE_NAME "_stat"
#include "interpreter/objects/core/native_table.inc"

Module* create_stat(Thread& t) {
  Module* module = TRY(new_module(t, "_stat"));
  TRY(add_functions(t, module, stat_method_rows));
  for (const StatConstant& row : stat_constants) TRY(add_object(t, module, row.name, int_from_int64(row.value)));
  TRY(add_object(t, module, "__doc__", new_str("The parts of stat_result's st_mode, and what they mean.")));
  return module;
}

}  // namespace sidewinder
