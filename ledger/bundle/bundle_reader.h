#ifndef LEDGER_BUNDLE_BUNDLE_READER_H_
#define LEDGER_BUNDLE_BUNDLE_READER_H_

#include <cstdint>
#include <functional>
#include <string>

#include "absl/status/status.h"
#include "assessment/ledger/v1/bundle.pb.h"

namespace assessment {

// Told what a bundle says, in order; a status that is not OK ends the reading and is returned.
struct BundleVisitor {
  std::function<absl::Status(const ledger::v1::BundleBeginning& beginning)> beginning;
  std::function<absl::Status(uint64_t position, const ledger::v1::BundleRecord& record)> record;
};

// Reads a bundle from its first byte to its last. NOT_FOUND and UNAVAILABLE for a file that cannot
// be read; DATA_LOSS names position and damage: another beginning, a frame that is cut short, does
// not parse or is out of order, fewer or more records than stated, a digest that does not match,
// bytes behind the end. The digest comes last: what was visited counts only when OK is returned.
absl::Status ReadBundle(const std::string& path, const BundleVisitor& visitor);

}  // namespace assessment

#endif  // LEDGER_BUNDLE_BUNDLE_READER_H_
