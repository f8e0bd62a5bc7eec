#ifndef CLIENTS_BENCH_CONNECTIONS_H_
#define CLIENTS_BENCH_CONNECTIONS_H_

#include <memory>
#include <vector>

#include "clients/cpp/ledger_client.h"

namespace assessment::bench {

// Clients of one server, each with a connection of its own. Thread-safe.
class Connections {
 public:
  // `count` > 0.
  Connections(ClientOptions options, int count) {
    options.own_connection = true;
    for (int i = 0; i < count; ++i) clients_.push_back(std::make_unique<LedgerClient>(options));
  }

  // The one that client number `client` of a load uses.
  LedgerClient& Of(int client) const {
    return *clients_[static_cast<size_t>(client) % clients_.size()];
  }

 private:
  std::vector<std::unique_ptr<LedgerClient>> clients_;
};

}  // namespace assessment::bench

#endif  // CLIENTS_BENCH_CONNECTIONS_H_
