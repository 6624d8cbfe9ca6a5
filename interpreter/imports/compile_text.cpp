#include "interpreter/imports/compile_text.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdlib>

#include "interpreter/objects/container/tuple.h"
#include "interpreter/objects/text/codecs.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/protocol.h"
#include "interpreter/startup/settings.h"
#include "interpreter/syntax/lexer/source_text.h"
#include "jit/driver/driver.h"

namespace sidewinder {

namespace {

FILE* dump_file() { return jit::settings.dump_to ? jit::settings.dump_to : stderr; }

// With -X dump-only the code objects of that qualified name, wherever they are nested.
void dump_code(const Code* code, const std::string& filename) {
  const std::string& only = runtime_settings.dump_only;
  if (only.empty() || str_to_utf8(code->qualname) == only) {
    std::fprintf(dump_file(), "---- bytecode %s\n%s", filename.c_str(), disassemble(code).c_str());
    return;
  }
  for (ssize i = 0; code->constants && i < code->constants->size; ++i)
    if (Object* constant = code->constants->items[i]; constant && constant->cls == Code::type())
      dump_code(static_cast<Code*>(constant), filename);
}

}  // namespace

Result<std::string> read_source(Thread& t, const std::string& path) {
  // Standard input from where it is, also where there are no devices (in a sandbox).
  int fd = path == kStandardInput ? ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)
                                  : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return raise_os_error(t, errno, new_str(path));
  std::string text;
  struct stat info;
  if (::fstat(fd, &info) == 0 && info.st_size > 0) text.reserve(size_t(info.st_size) + 1);
  char block[1 << 16];
  ssize n;
  while ((n = ::read(fd, block, sizeof block)) > 0) text.append(block, size_t(n));
  int error = errno;
  ::close(fd);
  if (n < 0) return raise_os_error(t, error, new_str(path));
  return text;
}

Code* compile_text(Thread& t, std::string_view source, const std::string& filename, ParseMode mode,
                   CompileOptions options) {
  if (runtime_settings.dump_ast)
    std::fprintf(dump_file(), "---- ast %s\n%s\n", filename.c_str(), dump_tree(source, filename, mode).c_str());
  Code* code = compile_source(t, source, TRY(decode_bytes(t, filename, "utf-8", "surrogateescape")), mode, options);
  if (code && runtime_settings.dump_bytecode) dump_code(code, filename);
  return code;
}

}  // namespace sidewinder
