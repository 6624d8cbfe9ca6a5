// How soon is an engine fast? A fresh process draws the same small picture again and again, for a second of its own
// time; each picture is an event: picture, then done or failed.
#pragma once

#include <httplib.h>

#include <functional>
#include <vector>

#include "demos/mandelbrot/race.h"

namespace mandelbrot {

// `leases` has one worker, a fresh one. Returns when the second is over, or nobody looks on any more.
void stream_first_second(const RenderRequest& request, std::vector<Lease>& leases, const RaceRules& rules,
                         httplib::DataSink& sink, const std::function<bool()>& may_go_on);

}  // namespace mandelbrot
