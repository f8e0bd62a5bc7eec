#include "clients/witness/listen_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "ledger/proof/encoding.h"

namespace assessment {

absl::StatusOr<ListenAddress> ParseListenAddress(absl::string_view text) {
  const absl::Status refused = absl::InvalidArgumentError(absl::StrCat(
      "found ", Quoted(text), ", expected an address and a port, as 127.0.0.1:7445 or [::1]:7445"));
  const size_t colon = text.rfind(':');
  if (colon == absl::string_view::npos) return refused;
  const absl::StatusOr<uint64_t> port = ParseDecimal(text.substr(colon + 1), 65535);
  if (!port.ok()) return refused;
  ListenAddress address;
  address.port = static_cast<int>(*port);
  absl::string_view host = text.substr(0, colon);
  if (absl::StartsWith(host, "[") && absl::EndsWith(host, "]")) {
    address.host = std::string(host.substr(1, host.size() - 2));
    in6_addr ip;
    if (inet_pton(AF_INET6, address.host.c_str(), &ip) != 1) return refused;
    address.is_loopback = IN6_IS_ADDR_LOOPBACK(&ip);
    return address;
  }
  address.host = std::string(host);
  in_addr ip;
  if (inet_pton(AF_INET, address.host.c_str(), &ip) != 1) return refused;
  address.is_loopback = ntohl(ip.s_addr) >> 24 == 127;
  return address;
}

}  // namespace assessment
