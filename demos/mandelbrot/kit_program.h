// The kit's own programs whose output is the content of a page (demos/differences): started for a request, with nothing
// of the client's in the command but a checked name.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace mandelbrot {

struct KitAnswer {
  int http_status = 200;
  std::string text;  // what it printed; if the status is not 200: what went wrong
};

// Ends with all of its children when the time is over, when it prints too much, or when goes_on() says no.
KitAnswer run_kit_program(const std::vector<std::string>& command, std::chrono::milliseconds most_time,
                          const std::function<bool()>& goes_on);

}  // namespace mandelbrot
