// _sre.SRE_Scanner: match after match. Between the steps it holds no pointer into the subject.
#include "interpreter/modules/sre/sre_types.h"
#include "interpreter/objects/core/native_call.h"
#include "interpreter/objects/text/bytes.h"
#include "interpreter/protocol/protocol.h"

namespace sidewinder {

using namespace sre;

namespace {

Object* step(Thread& t, Scanner& self, Mode mode) {
  if (self.ended) return none();
  Subject subject;
  TRY(subject.take(t, self.string, self.pattern));
  Session session = subject.session(*self.pattern, self.pos, self.endpos);
  if (!session.ready()) return raise_memory_error(t);
  session.from = std::min(self.from, subject.length);
  session.must_advance = self.must_advance;
  Outcome outcome = session.run(t, mode);
  if (outcome == Outcome::Raised) return nullptr;
  self.ended = outcome == Outcome::No;
  if (self.ended) {
    if (self.held) TRY(release_memory_view(t, *self.held));
    self.held = nullptr;
    return none();
  }
  Match* match = TRY(new_match(self.pattern, self.string, session));
  session.go_on_behind();
  self.from = session.from;
  self.must_advance = session.must_advance;
  return match;
}

Object* scanner_match(Thread& t, Scanner& self) { return step(t, self, Mode::Match); }
Object* scanner_search(Thread& t, Scanner& self) { return step(t, self, Mode::Search); }

}  // namespace

#define NATIVE_TABLE "interpreter/modules/sre/scanner_methods.def"
#define NATIVE_TYPE Scanner
#define NATIVE_PREFIX scanner
#define NATIVE_NAME "SRE_Scanner"
#include "interpreter/objects/core/native_table.inc"

namespace {

constexpr TypeData make_scanner_data() {
  TypeData d{};
  scanner_declare(d);
  return d;
}
constinit TypeData scanner_data = make_scanner_data();

}  // namespace

constinit Type sre_scanner_type =
    static_type("_sre.SRE_Scanner", sizeof(Scanner), 0, kTypeDisallowInstantiation, &scanner_data);

namespace sre {

Scanner* new_scanner(Thread& t, Pattern& pattern, Object* string, ssize pos, ssize endpos) {
  Subject subject;
  TRY(subject.take(t, string, &pattern));
  auto* self = TRY(new_object<Scanner>(&sre_scanner_type));
  self->pattern = &pattern;
  self->string = string;
  self->pos = std::clamp<ssize>(pos, 0, subject.length);
  self->endpos = std::clamp<ssize>(endpos, 0, subject.length);
  self->from = self->pos;
  if (subject.is_bytes && !is_bytes(string)) self->held = TRY(new_memory_view(t, string));
  return self;
}

}  // namespace sre
}  // namespace sidewinder
