// Which characters a name may consist of: XID_Start and XID_Continue of Unicode 14 (PEP 3131).

#pragma once

namespace sidewinder {

bool is_identifier_start(char32_t c);
bool is_identifier_continue(char32_t c);

}  // namespace sidewinder
