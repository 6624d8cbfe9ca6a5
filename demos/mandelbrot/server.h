// The HTTP side of the showcase: the page, /render/<engine>.bmp and /status.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "demos/mandelbrot/engine.h"

namespace httplib {
class Server;
}

namespace mandelbrot {

class Server {
 public:
  Server(std::vector<std::unique_ptr<Engine>>& engines, std::string page);
  ~Server();

  // The port it listens on from now, or -1 if that is not possible.
  int bind(const std::string& host, int port);
  void serve();  // returns after stop(), which any thread may call
  void stop();

 private:
  Engine* find_engine(const std::string& name);
  std::string status_json();
  void add_routes();

  std::vector<std::unique_ptr<Engine>>& engines_;
  std::string page_;
  std::unique_ptr<httplib::Server> http_;
};

}  // namespace mandelbrot
