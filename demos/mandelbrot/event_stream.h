// Server-sent events: what a page gets piece by piece.
#pragma once

#include <httplib.h>

#include <nlohmann/json_fwd.hpp>

namespace mandelbrot {

// False: nobody reads any more.
bool send_event(httplib::DataSink& sink, const char* event, const nlohmann::json& data);

}  // namespace mandelbrot
