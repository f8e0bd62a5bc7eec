#ifndef CLIENTS_WITNESS_LISTEN_ADDRESS_H_
#define CLIENTS_WITNESS_LISTEN_ADDRESS_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace assessment {

// Where a server listens: an IPv4 or IPv6 address, no name, and a port; 0 means any free one.
struct ListenAddress {
  std::string host;
  int port = 0;
  bool is_loopback = false;
};

// Reads "127.0.0.1:7445" or "[::1]:7445". INVALID_ARGUMENT says what was found.
absl::StatusOr<ListenAddress> ParseListenAddress(absl::string_view text);

}  // namespace assessment

#endif  // CLIENTS_WITNESS_LISTEN_ADDRESS_H_
