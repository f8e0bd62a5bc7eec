#ifndef CLIENTS_WITNESS_WITNESS_URL_H_
#define CLIENTS_WITNESS_WITNESS_URL_H_

// Reaching a witness over HTTP.

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/witness/ask_witness.h"

namespace assessment {

// A witness's submission prefix, taken apart.
struct WitnessUrl {
  std::string server;  // "https://w.example:7445".
  std::string path;    // "/prefix/add-checkpoint".
};

// Reads "http://..." or "https://...". INVALID_ARGUMENT says what was found. Anybody may see a
// checkpoint, and a cosignature is verified, so plain HTTP gives away nothing but that it is asked.
absl::StatusOr<WitnessUrl> ParseWitnessUrl(absl::string_view url);

// Calls the witness at `url`. The server's certificate is verified against the PEM file `tls_ca`,
// or the system's authorities when that is empty. The call gives UNAVAILABLE when there is no
// answer or one too long to be one; the caller names the URL.
absl::StatusOr<AddCheckpointCall> WitnessAt(absl::string_view url, const std::string& tls_ca);

}  // namespace assessment

#endif  // CLIENTS_WITNESS_WITNESS_URL_H_
