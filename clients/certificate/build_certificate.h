#ifndef CLIENTS_CERTIFICATE_BUILD_CERTIFICATE_H_
#define CLIENTS_CERTIFICATE_BUILD_CERTIFICATE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/certificate/certificate.h"

namespace assessment::certificate {

// An event as it lies in the log.
struct StoredEvent {
  std::string header_bytes;
  std::string salt;
  std::string body_bytes;
};

// Makes the certificate of the newest revision of a cycle that `events` hold: all of the
// log from position 0 up to and with the event that published it. Checkpoint and consistency proof
// are the caller's to add. With `unit`, an identifier, name or alias, it is about that unit's
// result alone. FAILED_PRECONDITION when the last event published no results of the cycle;
// REASON_UNIT_NOT_IN_CYCLE and REASON_NOT_FOUND of the unit; DATA_LOSS names an event that does not
// parse.
absl::StatusOr<Certificate> BuildCertificate(const std::vector<StoredEvent>& events,
                                             const std::string& cycle,
                                             const std::string& unit = "");

}  // namespace assessment::certificate

#endif  // CLIENTS_CERTIFICATE_BUILD_CERTIFICATE_H_
