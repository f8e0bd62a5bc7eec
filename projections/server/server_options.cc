#include "projections/server/server_options.h"

#include <arpa/inet.h>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace assessment {
namespace {

constexpr size_t kReaderThreadsMax = 256;
constexpr uint32_t kPortMax = 65535;

absl::Status Invalid(absl::string_view option, absl::string_view found,
                     absl::string_view expected) {
  return absl::InvalidArgumentError(
      absl::StrCat(option, ": found \"", found, "\", expected ", expected));
}

}  // namespace

bool IsLoopback(absl::string_view listen) {
  if (absl::StartsWith(listen, "unix:")) return true;
  const size_t colon = listen.rfind(':');
  if (colon == absl::string_view::npos) return false;
  absl::string_view host = listen.substr(0, colon);
  if (host == "localhost") return true;
  if (absl::ConsumePrefix(&host, "[") && absl::ConsumeSuffix(&host, "]")) {
    in6_addr address;
    return ::inet_pton(AF_INET6, std::string(host).c_str(), &address) == 1 &&
           IN6_IS_ADDR_LOOPBACK(&address);
  }
  in_addr address;
  return ::inet_pton(AF_INET, std::string(host).c_str(), &address) == 1 &&
         (ntohl(address.s_addr) >> 24) == 127;
}

absl::StatusOr<std::pair<std::string, std::string>> SplitLedgerOption(absl::string_view option,
                                                                      absl::string_view text) {
  const size_t equals = text.find('=');
  if (equals == absl::string_view::npos || equals == 0 || equals + 1 == text.size()) {
    return Invalid(option, text, "a ledger's name, \"=\" and a value, for example \"141100=...\"");
  }
  return std::make_pair(std::string(text.substr(0, equals)), std::string(text.substr(equals + 1)));
}

absl::Status ServerOptions::Validate() const {
  if (data_directory.empty()) return Invalid("data directory", "", "a path");
  if (listen.empty()) return Invalid("listen", "", "\"host:port\"");
  if (tls_certificate.empty() != tls_key.empty()) {
    return Invalid(tls_key.empty() ? "TLS key" : "TLS certificate", "",
                   "both files, certificate and key, or none");
  }
  if (!tls_client_authorities.empty() && !tls()) {
    return Invalid("TLS client authorities", tls_client_authorities,
                   "a server certificate and key beside them: certificates are shown over TLS");
  }
  if (!IsLoopback(listen) && !tls() && !insecure_beyond_loopback) {
    return Invalid("listen", listen,
                   "a TLS certificate and key for an address beyond this machine, or one of this "
                   "machine alone, for example \"127.0.0.1:7443\": without TLS, tokens and events "
                   "would travel in plain text for anybody to read");
  }
  if (calls_per_second == 0) {
    return Invalid("calls per second", "0", "at least 1");
  }
  if (!metrics_listen.empty()) {
    const size_t colon = metrics_listen.rfind(':');
    uint32_t port = 0;
    if (colon == std::string::npos || colon == 0 ||
        metrics_listen.find_first_of(", ") != std::string::npos ||
        absl::StartsWith(metrics_listen, "unix:") ||
        !absl::SimpleAtoi(metrics_listen.substr(colon + 1), &port) || port > kPortMax) {
      return Invalid("metrics listen", metrics_listen,
                     "one \"host:port\", for example \"127.0.0.1:9464\"");
    }
    if (!IsLoopback(metrics_listen) && !insecure_beyond_loopback) {
      return Invalid("metrics listen", metrics_listen,
                     "an address of this machine alone, for example \"127.0.0.1:9464\": metrics "
                     "are served in plain text to anybody who asks");
    }
  }
  if (reader_threads == 0 || reader_threads > kReaderThreadsMax) {
    return Invalid("reader threads", absl::StrCat(reader_threads),
                   absl::StrCat("1 to ", kReaderThreadsMax));
  }
  if (!backup_directory.empty() && storage == StorageKind::kMemory) {
    return Invalid("backups", backup_directory, "nothing: a store in memory has no backups");
  }
  if (clock == nullptr) return Invalid("clock", "null", "a clock");
  return absl::OkStatus();
}

}  // namespace assessment
