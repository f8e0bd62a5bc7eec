#include "clients/certificate/named_evidence.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "clients/table/whole_file.h"
#include "ledger/base/status_macros.h"
#include "ledger/proof/encoding.h"
#include "ledger/proof/sha256.h"
#include "projections/views/touched.h"

namespace assessment::certificate {
namespace {

// A scan, a photograph, a film of an inspection.
constexpr size_t kEvidenceBytesMax = size_t{1} << 30;

class Names {
 public:
  void Add(uint64_t position, const event::v1::EventContent& content) {
    for (const event::v1::Evidence& evidence : content.evidence()) Add(position, evidence);
    if (content.has_correction_proposed()) {
      Add(position, content.correction_proposed().replacement());
    }
  }

  std::vector<NamedEvidence> Take() { return std::move(named_); }

 private:
  void Add(uint64_t position, const event::v1::Evidence& evidence) {
    const auto [known, added] = by_hash_.emplace(evidence.sha256(), named_.size());
    if (added) named_.emplace_back().evidence = evidence;
    std::vector<uint64_t>& positions = named_[known->second].positions;
    if (positions.empty() || positions.back() != position) positions.push_back(position);
  }

  std::map<std::string, size_t> by_hash_;
  std::vector<NamedEvidence> named_;
};

// Packs the file at `path` when a body names it.
absl::Status PackFile(const std::string& path, const std::set<std::string>& named,
                      Certificate& certificate) {
  absl::StatusOr<std::string> bytes = table::ReadWholeFile(path, kEvidenceBytesMax);
  if (!bytes.ok()) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": ", bytes.status().message()));
  }
  const std::string name = EvidenceFileName(Sha256Of({*bytes}).view());
  if (named.contains(name)) certificate.evidence[name] = *std::move(bytes);
  return absl::OkStatus();
}

}  // namespace

std::vector<NamedEvidence> NamedEvidenceOf(
    const std::map<uint64_t, const event::v1::EventContent*>& contents,
    const std::map<std::string, std::string>& packed) {
  Names names;
  for (const auto& [position, content] : contents) names.Add(position, *content);
  std::vector<NamedEvidence> named = names.Take();
  for (NamedEvidence& each : named) {
    const auto file = packed.find(EvidenceFileName(each.evidence.sha256()));
    if (file != packed.end()) each.packed_bytes = file->second.size();
  }
  return named;
}

bool CarriesEvidence(const event::v1::RecordHeader& header, const std::string& unit) {
  return unit.empty() || !IsRegistryEvent(header) || header.units().empty() ||
         std::find(header.units().begin(), header.units().end(), unit) != header.units().end();
}

std::string EvidenceFileName(absl::string_view sha256) {
  return absl::StrCat("evidence/", EncodeHex(sha256));
}

absl::StatusOr<std::vector<NamedEvidence>> PackEvidence(const std::string& directory,
                                                        Certificate& certificate) {
  std::map<uint64_t, event::v1::EventBody> bodies;
  std::map<uint64_t, const event::v1::EventContent*> contents;
  for (const auto& [position, body] : certificate.bodies) {
    event::v1::EventBody& parsed = bodies[position];
    event::v1::RecordHeader header;
    if (position >= certificate.headers.size() ||
        !header.ParseFromString(certificate.headers[position]) ||
        !parsed.ParseFromString(body.bytes)) {
      return absl::DataLossError(absl::StrCat("position ", position, " does not parse"));
    }
    if (!CarriesEvidence(header, certificate.unit)) continue;
    contents[position] = &parsed.event().content();
  }
  std::set<std::string> named;
  for (const NamedEvidence& each : NamedEvidenceOf(contents, {})) {
    named.insert(EvidenceFileName(each.evidence.sha256()));
  }
  std::error_code error;
  std::filesystem::recursive_directory_iterator entry(directory, error);
  const std::filesystem::recursive_directory_iterator end;
  for (; !error && entry != end; entry.increment(error)) {
    if (!std::filesystem::is_regular_file(entry->symlink_status(error))) continue;
    RETURN_IF_ERROR(PackFile(entry->path().string(), named, certificate));
  }
  if (error) return absl::InvalidArgumentError(absl::StrCat(directory, ": ", error.message()));
  return NamedEvidenceOf(contents, certificate.evidence);
}

}  // namespace assessment::certificate
