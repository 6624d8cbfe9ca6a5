// The cache of lookups in classes (type.cpp).
#pragma once

namespace sidewinder {

void forget_lookups();  // what it found in classes may die then

}  // namespace sidewinder
