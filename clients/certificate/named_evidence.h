#ifndef CLIENTS_CERTIFICATE_NAMED_EVIDENCE_H_
#define CLIENTS_CERTIFICATE_NAMED_EVIDENCE_H_

// The files outside the log that a certificate's events rest on: which they name, and packing them.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "assessment/event/v1/common.pb.h"
#include "assessment/event/v1/event.pb.h"
#include "clients/certificate/certificate.h"

namespace assessment::certificate {

// A file that events name; the same hash is the same file, whatever it is called.
struct NamedEvidence {
  event::v1::Evidence evidence;     // As the first event names it.
  std::vector<uint64_t> positions;  // Of the events that name it, ascending.
  // Of the file in the certificate; empty: it is not packed. May differ from what the event states.
  std::optional<uint64_t> packed_bytes;
};

// The files that the events' contents name, by position, a correction's replacement included; in
// order of the first position that names each. Tells of each whether `packed`, by file name, holds
// it.
std::vector<NamedEvidence> NamedEvidenceOf(
    const std::map<uint64_t, const event::v1::EventContent*>& contents,
    const std::map<std::string, std::string>& packed);

// Whether a certificate about `unit` carries the files that an event with this header names: all
// but those of registry events, such as objections, about other units alone. Always when `unit` is
// empty.
bool CarriesEvidence(const event::v1::RecordHeader& header, const std::string& unit);

// The name of a packed file: "evidence/" and the SHA-256 in hex.
std::string EvidenceFileName(absl::string_view sha256);

// Puts into the certificate every file under `directory`, at any depth, that it carries and its
// bodies name by its hash; links are not followed. Returns all that is so named, in the order
// above. INVALID_ARGUMENT names a file or directory that cannot be read; DATA_LOSS a header or body
// that does not parse.
absl::StatusOr<std::vector<NamedEvidence>> PackEvidence(const std::string& directory,
                                                        Certificate& certificate);

}  // namespace assessment::certificate

#endif  // CLIENTS_CERTIFICATE_NAMED_EVIDENCE_H_
