// Where the program and its library are: what sys.prefix, sys.executable and sys.path begin with. Decided from the
// command line, the environment and pyvenv.cfg, before anything else runs.
#pragma once

#include <string>
#include <vector>

namespace sidewinder {

struct PythonPaths {
  std::string executable;       // absolute, links not followed: a virtual environment is found beside it; or empty
  std::string base_executable;  // outside the virtual environment
  std::string prefix = "/usr", exec_prefix = "/usr";
  std::string library;              // the folder of the distribution's library
  std::vector<std::string> search;  // sys.path at the start
  std::vector<std::string> original_arguments;
};
extern PythonPaths python_paths;

// Reads runtime_settings: -E and -I.
void find_python_paths(int argc, char** argv);

}  // namespace sidewinder
