#ifndef PROJECTIONS_SERVER_SERVER_H_
#define PROJECTIONS_SERVER_SERVER_H_

// The composition root: everything that makes one server, wired together. Nothing is decided here.

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "projections/server/server_options.h"

namespace assessment {

class Server {
 public:
  // Opens the store, starts every ledger with its projections, and serves. A ledger that cannot be
  // started (damage) is reported by health and refused by every call, and the others serve; errors
  // that concern all are returned: options, store, principals, the address.
  static absl::StatusOr<std::unique_ptr<Server>> Start(const ServerOptions& options);

  // Shuts down.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // The address bound, with the port taken: "127.0.0.1:43121".
  const std::string& address() const;
  int port() const;

  // The port where metrics are served; 0: nowhere.
  int metrics_port() const;

  // Whether this was the first start, and then where the administrator's token lies.
  bool made_administrator() const;
  std::string administrator_token_path() const;

  // True once a write's outcome is unknown: the process must end and start anew, so that it
  // recovers from disk.
  bool must_restart() const;

  // Health says NOT_SERVING; subscriptions end; batches being committed are finished and answered,
  // the others refused; calls in flight get the drain time; then the store is closed, and its
  // status returned. Again: the same status.
  absl::Status Shutdown();

 private:
  class Parts;
  explicit Server(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

}  // namespace assessment

#endif  // PROJECTIONS_SERVER_SERVER_H_
