// What the lexer asks for the NFKC form of names that are not ASCII (PEP 3131). The character database is a module's:
// whoever makes builtins puts the function here. Null: names stay as they are written.
#pragma once

#include "interpreter/syntax/lexer/lexer_options.h"

namespace sidewinder {

extern NameNormalizer name_normalizer;

}  // namespace sidewinder
