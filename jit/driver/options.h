// The JIT's command-line options, the same for every language: what stands behind -X.
//
//   jit=off|on                  jit-threshold=N            jit-PARAMETER=N (parameters.def)
//   jit-log=FILE                jit-force-exits=N          jit-disable=PASS,...
//   jit-code-limit=BYTES        dump=trace,ir,snapshots,asm,exits,passes,each-pass,why    dump-to=FILE
#pragma once

#include <string>

namespace sidewinder::jit {

enum class OptionResult : uint8_t { Set, Wrong, NotMine };
// `option` is "name=value" or "name". Wrong: *problem says why.
OptionResult set_option(const std::string& option, std::string* problem);
// One word of dump=; a language with dumps of its own takes the list apart itself. False: not the JIT's.
bool set_dump(const std::string& word);

}  // namespace sidewinder::jit
