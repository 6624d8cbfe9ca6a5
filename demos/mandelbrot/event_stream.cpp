#include "demos/mandelbrot/event_stream.h"

#include <nlohmann/json.hpp>
#include <string>

namespace mandelbrot {

bool send_event(httplib::DataSink& sink, const char* event, const nlohmann::json& data) {
  std::string text = std::string("event: ") + event +
                     "\ndata: " + data.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n\n";
  return sink.write(text.data(), text.size());
}

}  // namespace mandelbrot
