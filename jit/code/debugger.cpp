#include "jit/code/debugger.h"

#include <elf.h>

#include <cstring>
#include <map>
#include <memory>

// What gdb looks for by name: "JIT Compilation Interface" of its manual.
extern "C" {
struct jit_code_entry {
  jit_code_entry *next_entry, *prev_entry;
  const char* symfile_addr;
  uint64_t symfile_size;
};
struct jit_descriptor {
  uint32_t version, action_flag;
  jit_code_entry *relevant_entry, *first_entry;
};
extern jit_descriptor __jit_debug_descriptor;
jit_descriptor __jit_debug_descriptor{1, 0, nullptr, nullptr};
// gdb has a breakpoint there.
[[gnu::noinline, gnu::used]] void __jit_debug_register_code();
void __jit_debug_register_code() { asm volatile("" ::: "memory"); }
}

namespace sidewinder::jit {

bool tells_debugger = false;

namespace {

constexpr uint32_t kRegister = 1, kUnregister = 2;
constexpr char kSectionNames[] = "\0.text\0.symtab\0.strtab\0.shstrtab";
enum Section : uint16_t { kNone, kText, kSymbols, kStrings, kNames, kSectionCount };

// An object file with one function, whose code is elsewhere.
struct SymbolFile {
  Elf64_Ehdr header;
  Elf64_Shdr sections[kSectionCount];
  Elf64_Sym symbols[2];
  char section_names[sizeof kSectionNames];
  char strings[120];
};

struct Piece {
  jit_code_entry entry;
  SymbolFile file;
};
// By the address of the code. As old as the process.
std::map<const uint8_t*, std::unique_ptr<Piece>>& pieces() {
  static auto& all = *new std::map<const uint8_t*, std::unique_ptr<Piece>>;
  return all;
}

void set_section(SymbolFile& f, Section which, const char* name, uint32_t type, const void* content, size_t size) {
  Elf64_Shdr& s = f.sections[which];
  const char* names = kSectionNames;
  for (const char* p = names + 1; p < names + sizeof kSectionNames; p += std::strlen(p) + 1)
    if (std::strcmp(p, name) == 0) s.sh_name = uint32_t(p - names);
  s.sh_type = type;
  s.sh_offset = size_t(static_cast<const char*>(content) - reinterpret_cast<const char*>(&f));
  s.sh_size = size;
  s.sh_addralign = 8;
}

void fill(SymbolFile& f, const uint8_t* code, size_t size, const std::string& name) {
  std::memcpy(f.header.e_ident, ELFMAG, SELFMAG);
  f.header.e_ident[EI_CLASS] = ELFCLASS64;
  f.header.e_ident[EI_DATA] = ELFDATA2LSB;
  f.header.e_ident[EI_VERSION] = EV_CURRENT;
  f.header.e_type = ET_REL;
  f.header.e_machine = EM_X86_64;
  f.header.e_version = EV_CURRENT;
  f.header.e_shoff = offsetof(SymbolFile, sections);
  f.header.e_ehsize = sizeof(Elf64_Ehdr);
  f.header.e_shentsize = sizeof(Elf64_Shdr);
  f.header.e_shnum = kSectionCount;
  f.header.e_shstrndx = kNames;
  std::memcpy(f.section_names, kSectionNames, sizeof kSectionNames);
  std::strncpy(f.strings + 1, name.c_str(), sizeof f.strings - 2);
  set_section(f, kText, ".text", SHT_NOBITS, &f, size);
  f.sections[kText].sh_addr = uint64_t(code);
  f.sections[kText].sh_flags = SHF_ALLOC | SHF_EXECINSTR;
  set_section(f, kSymbols, ".symtab", SHT_SYMTAB, f.symbols, sizeof f.symbols);
  f.sections[kSymbols].sh_link = kStrings;
  f.sections[kSymbols].sh_info = 1;
  f.sections[kSymbols].sh_entsize = sizeof(Elf64_Sym);
  set_section(f, kStrings, ".strtab", SHT_STRTAB, f.strings, sizeof f.strings);
  set_section(f, kNames, ".shstrtab", SHT_STRTAB, f.section_names, sizeof f.section_names);
  Elf64_Sym& symbol = f.symbols[1];
  symbol.st_name = 1;
  symbol.st_info = ELF64_ST_INFO(STB_GLOBAL, STT_FUNC);
  symbol.st_shndx = kText;
  symbol.st_size = size;
}

void tell(uint32_t action, jit_code_entry& entry) {
  __jit_debug_descriptor.action_flag = action;
  __jit_debug_descriptor.relevant_entry = &entry;
  __jit_debug_register_code();
}

}  // namespace

void tell_debugger(const uint8_t* code, size_t size, const std::string& name) {
  if (!tells_debugger) return;
  debugger_forgets(code);
  auto piece = std::make_unique<Piece>();
  fill(piece->file, code, size, name);
  jit_code_entry& entry = piece->entry;
  entry.symfile_addr = reinterpret_cast<const char*>(&piece->file);
  entry.symfile_size = sizeof piece->file;
  entry.next_entry = __jit_debug_descriptor.first_entry;
  if (entry.next_entry) entry.next_entry->prev_entry = &entry;
  __jit_debug_descriptor.first_entry = &entry;
  pieces()[code] = std::move(piece);
  tell(kRegister, entry);
}

void debugger_forgets(const uint8_t* code) {
  if (!tells_debugger) return;
  auto found = pieces().find(code);
  if (found == pieces().end()) return;
  jit_code_entry& entry = found->second->entry;
  (entry.prev_entry ? entry.prev_entry->next_entry : __jit_debug_descriptor.first_entry) = entry.next_entry;
  if (entry.next_entry) entry.next_entry->prev_entry = entry.prev_entry;
  tell(kUnregister, entry);
  pieces().erase(found);
}

}  // namespace sidewinder::jit
