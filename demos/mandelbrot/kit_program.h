// The kit's own programs whose output is the content of a page (demos/differences): started for a request, with nothing
// of the client's in the command but checked names and numbers.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace mandelbrot {

struct KitAnswer {
  int http_status = 200;
  std::string text;  // what it printed; if the status is not 200: what went wrong
};

// Ends with all of its children when the time is over, when it prints too much, or when goes_on() says no.
KitAnswer run_kit_program(const std::vector<std::string>& command, std::chrono::milliseconds most_time,
                          const std::function<bool()>& goes_on);

// The same for one whose output is handed on as it comes; take() says no when nobody wants it any more. Its input stays
// open as long as it is wanted, then it has a moment to end what it has started in groups of their own.
void stream_kit_program(const std::vector<std::string>& command, std::chrono::milliseconds most_time,
                        const std::function<bool(std::string_view)>& take, const std::function<bool()>& goes_on);

}  // namespace mandelbrot
