#include "interpreter/modules/datetime/pickled_state.h"

#include "interpreter/objects/text/bytes.h"
#include "interpreter/objects/text/str.h"
#include "interpreter/protocol/error.h"

namespace sidewinder {

namespace {

bool fits(const PickledForm& form, uint32_t tested) {
  int value = int(tested & 0x7f);
  return tested <= 0xff && value >= form.least && value <= form.most;
}

}  // namespace

Result<std::string> pickled_state(Thread& t, Object* o, const PickledForm& form, const char* what) {
  if (is_bytes(o)) {
    auto bytes = cast<Bytes>(o)->view();
    return bytes.size() == form.size && fits(form, uint8_t(bytes[form.tested])) ? std::string(bytes) : std::string();
  }
  if (!is_str(o)) return std::string();
  auto* text = cast<Str>(o);
  if (text->length != ssize(form.size) || !fits(form, text->at(ssize(form.tested)))) return std::string();
  if (text->kind() != 1)
    return raise_value_error(t,
                             "Failed to encode latin1 string when unpickling a %s object. pickle.load(data, "
                             "encoding='latin1') is assumed.",
                             what);
  return std::string(static_cast<const char*>(text->data()), form.size);
}

}  // namespace sidewinder
