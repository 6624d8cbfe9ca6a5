#include "demos/mandelbrot/http/hardened_server.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

#include "demos/mandelbrot/http/buffered_stream.h"

namespace mandelbrot::http {

namespace {

constexpr int kSweepMilliseconds = 100;
constexpr std::chrono::seconds kDraining{2};
constexpr int kRetryAfterSeconds = 2;

// Not httplib's own choice, SO_REUSEPORT: with it two servers share a port and neither notices.
void reuse_address(socket_t socket) {
  int yes = 1;
  setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
}

// The library's accepting thread runs its tasks itself: all that they do is to hand a socket to the keeper.
class AtOnce : public httplib::TaskQueue {
 public:
  explicit AtOnce(std::function<void()> at_end) : at_end_(std::move(at_end)) {}
  void enqueue(std::function<void()> task) override { task(); }
  void shutdown() override { at_end_(); }

 private:
  std::function<void()> at_end_;
};

}  // namespace

HardenedServer::HardenedServer(const Limits& limits, const LaneSizes& sizes, IsLong is_long)
    : limits_(limits),
      is_long_(std::move(is_long)),
      quick_(sizes.quick_threads, sizes.quick_queue),
      long_(sizes.long_threads, sizes.long_queue) {
  new_task_queue = [this] { return new AtOnce([this] { stop_keeping(); }); };
  set_socket_options(reuse_address);
  epoll_ = epoll_create1(EPOLL_CLOEXEC);
  wake_ = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  epoll_event event{EPOLLIN, {.fd = wake_}};
  epoll_ctl(epoll_, EPOLL_CTL_ADD, wake_, &event);
  keeper_ = std::thread([this] { keep(); });
}

HardenedServer::~HardenedServer() {
  stop_keeping();
  close(wake_);
  close(epoll_);
}

int HardenedServer::bind(const std::string& host, int port) {
  if (port == 0) port = bind_to_any_port(host);
  else if (!bind_to_port(host, port)) return -1;
  if (port > 0) ::listen(svr_sock_, limits_.backlog);  // the library's own is 5
  return port;
}

bool HardenedServer::process_and_close_socket(socket_t socket) {
  open_++;
  give_to_keeper(std::make_unique<Connection>(socket));
  return true;
}

void HardenedServer::stop_keeping() {
  if (is_stopping_.exchange(true)) return;
  quick_.stop();
  long_.stop();
  wake_keeper();
  keeper_.join();
}

void HardenedServer::wake_keeper() {
  std::uint64_t one = 1;
  [[maybe_unused]] ssize_t written = write(wake_, &one, sizeof one);
}

void HardenedServer::give_to_keeper(std::unique_ptr<Connection> connection) {
  {
    std::lock_guard lock(mutex_);
    arrived_.push_back(std::move(connection));
  }
  wake_keeper();
}

void HardenedServer::keep() {
  std::array<epoll_event, 64> events;
  while (!is_stopping_) {
    int count = epoll_wait(epoll_, events.data(), int(events.size()), kSweepMilliseconds);
    for (int i = 0; i < count; i++) {
      if (events[i].data.fd == wake_) take_new_connections();
      else look_at(events[i].data.fd);
    }
    end_overdue();
  }
}

void HardenedServer::take_new_connections() {
  std::uint64_t times;
  [[maybe_unused]] ssize_t got = read(wake_, &times, sizeof times);
  std::vector<std::unique_ptr<Connection>> arrived;
  {
    std::lock_guard lock(mutex_);
    arrived.swap(arrived_);
  }
  for (auto& connection : arrived) admit(std::move(connection));
}

// A connection that is new, or comes back for its next request (then with a buffer that may hold it already).
void HardenedServer::admit(std::unique_ptr<Connection> connection) {
  int socket = connection->socket;
  bool is_new = connection->deadline == Deadline{};
  connection->deadline = Clock::now() + limits_.idle;
  epoll_event event{EPOLLIN | EPOLLRDHUP, {.fd = socket}};
  epoll_ctl(epoll_, EPOLL_CTL_ADD, socket, &event);
  Connection& kept = *(waiting_[socket] = std::move(connection));
  if (kept.is_draining) kept.deadline = Clock::now() + kDraining;
  else if (!is_new && !kept.buffer.empty()) judge_request(kept);
  if (!is_new) return;
  std::size_t same_address = ++per_address_[kept.address];
  if (open_ > limits_.connections) return end_with(kept, 503, "too many connections", kRetryAfterSeconds);
  if (!kept.is_loopback && same_address > limits_.connections_per_address)
    return end_with(kept, 429, "too many connections from this address", kRetryAfterSeconds);
}

void HardenedServer::look_at(int socket) {
  auto found = waiting_.find(socket);
  if (found == waiting_.end()) return;
  Connection& connection = *found->second;
  if (!connection.is_draining) return read_request(connection);
  if (!connection.discard_available()) forget(socket);
}

void HardenedServer::read_request(Connection& connection) {
  bool was_empty = connection.buffer.empty();
  if (!connection.read_available(limits_.head + limits_.body)) return forget(connection.socket);
  if (was_empty && !connection.buffer.empty()) connection.deadline = Clock::now() + limits_.whole_request;
  judge_request(connection);
}

void HardenedServer::judge_request(Connection& connection) {
  Verdict verdict = judge(connection.buffer, limits_);
  if (verdict.kind == Verdict::Kind::Refused) return end_with(connection, verdict.status, verdict.message);
  if (verdict.kind == Verdict::Kind::Complete) return answer_in_lane(connection, std::move(verdict));
}

void HardenedServer::answer_in_lane(Connection& connection, Verdict verdict) {
  connection.buffer.erase(0, verdict.size);
  // A job must be copyable: the connection travels in a shared box.
  auto box = std::make_shared<std::unique_ptr<Connection>>(release(connection.socket));
  Lane& lane = is_long_(verdict.path) ? long_ : quick_;
  auto job = [this, box, head = std::move(verdict.head)]() mutable { answer(std::move(*box), std::move(head)); };
  if (lane.try_add(std::move(job))) return;
  (*box)->deadline = Clock::now();
  epoll_event event{EPOLLIN | EPOLLRDHUP, {.fd = (*box)->socket}};
  epoll_ctl(epoll_, EPOLL_CTL_ADD, (*box)->socket, &event);
  int socket = (*box)->socket;
  waiting_[socket] = std::move(*box);
  end_with(*waiting_[socket], 503, "all places are taken, please try again", kRetryAfterSeconds);
}

// Says so, and leaves the client a moment to read it: closing at once would take the answer away with what it still
// sends.
void HardenedServer::end_with(Connection& connection, int status, const std::string& message, int retry_after_seconds) {
  connection.refuse(status, message, retry_after_seconds);
  connection.is_draining = true;
  connection.buffer.clear();
  connection.deadline = Clock::now() + kDraining;
}

void HardenedServer::end_overdue() {
  std::vector<int> overdue;
  Deadline now = Clock::now();
  for (auto& [socket, connection] : waiting_)
    if (connection->deadline < now) overdue.push_back(socket);
  for (int socket : overdue) {
    Connection& connection = *waiting_[socket];
    if (connection.is_draining || connection.buffer.empty()) forget(socket);
    else end_with(connection, 408, "the request did not come in time");
  }
}

std::unique_ptr<Connection> HardenedServer::release(int socket) {
  epoll_ctl(epoll_, EPOLL_CTL_DEL, socket, nullptr);
  auto connection = std::move(waiting_[socket]);
  waiting_.erase(socket);
  return connection;
}

void HardenedServer::forget(int socket) {
  auto connection = release(socket);
  auto found = per_address_.find(connection->address);
  if (found != per_address_.end() && --found->second == 0) per_address_.erase(found);
  open_--;
}

void HardenedServer::answer(std::unique_ptr<Connection> connection, std::string head) {
  bool closed_by_request = false;
  bool keeps = false;
  {
    BufferedStream stream(*connection, std::move(head), limits_);
    bool fine = process_request(stream, false, closed_by_request, nullptr);
    keeps = fine && !closed_by_request && !stream.is_broken();
  }
  if (!keeps) {
    ::shutdown(connection->socket, SHUT_WR);
    connection->is_draining = true;
    connection->buffer.clear();
  }
  give_to_keeper(std::move(connection));
}

}  // namespace mandelbrot::http
