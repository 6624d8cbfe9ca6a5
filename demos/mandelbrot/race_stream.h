// A race as server-sent events: start, tile (with its picture as PNG), done or failed.
#pragma once

#include <httplib.h>

#include <functional>
#include <vector>

#include "demos/mandelbrot/race.h"

namespace mandelbrot {

// Returns when the race is over, or nobody looks on any more.
void stream_race(const RenderRequest& request, std::vector<Lease>& leases, const RaceRules& rules,
                 httplib::DataSink& sink, const std::function<bool()>& may_go_on);

}  // namespace mandelbrot
