#ifndef CLIENTS_BUNDLE_BUNDLE_WRITER_H_
#define CLIENTS_BUNDLE_BUNDLE_WRITER_H_

// Writes a whole ledger as one file that verifies itself (assessment/ledger/v1/bundle.proto), from
// what the public interface answers, and only when that is what the signed checkpoint says.

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "assessment/ledger/v1/bundle.pb.h"
#include "assessment/ledger/v1/ledger_service.pb.h"
#include "ledger/proof/merkle.h"
#include "ledger/proof/sha256_stream.h"

namespace assessment {

class BundleWriter {
 public:
  // Begins a bundle of the ledger whose checkpoint of `beginning.size` records, at least one, was
  // verified to have `root`. The file is written beside `path` and gets its name with Finish.
  // ALREADY_EXISTS when something is at `path`; UNAVAILABLE when it cannot be written.
  static absl::StatusOr<std::unique_ptr<BundleWriter>> Begin(
      const std::string& path, const ledger::v1::BundleBeginning& beginning, const Hash& root);

  // Removes what was not finished.
  ~BundleWriter();
  BundleWriter(const BundleWriter&) = delete;
  BundleWriter& operator=(const BundleWriter&) = delete;

  // Adds the record at position written(). FAILED_PRECONDITION when the event is of another
  // position, or its body or a text does not open its commitment.
  absl::Status Add(const ledger::v1::RecordedEvent& event);

  // Records so far.
  uint64_t written() const { return frontier_.size(); }

  // Writes the end, syncs and gives the file its name. FAILED_PRECONDITION when the records are
  // fewer than stated or have another root.
  absl::Status Finish();

 private:
  using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

  BundleWriter(const std::string& path, uint64_t size, const Hash& root, File file);

  absl::Status Write(absl::string_view bytes);
  absl::Status WriteFrame(const ledger::v1::BundleFrame& frame);

  const std::string path_;
  const uint64_t size_;
  const Hash root_;
  File file_;
  Sha256Stream digest_;
  Frontier frontier_;
};

}  // namespace assessment

#endif  // CLIENTS_BUNDLE_BUNDLE_WRITER_H_
