// The entry point of the C++ unit tests. The tests themselves lie beside what they test, as *_test.cpp.

#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

int main(int argc, char** argv) { return doctest::Context(argc, argv).run(); }
