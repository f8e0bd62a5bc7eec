#ifndef LEDGER_BUNDLE_IMPORT_BUNDLE_H_
#define LEDGER_BUNDLE_IMPORT_BUNDLE_H_

// A ledger out of a bundle, offline, with everything verified before and after.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "ledger/log/verify_log.h"
#include "ledger/proof/note_key.h"
#include "ledger/proof/sha256.h"

namespace assessment {

// How far an import is; each is counted in records.
enum class ImportStep { kVerifyingBundle, kWriting, kVerifyingLog };

struct BundleImportOptions {
  std::string bundle;
  // Data directory of a server that does not run; made with mode 0700 when missing.
  std::string data_directory;
  // Verifier keys that the caller trusts for the bundle's checkpoint; none: those that the bundle
  // states, which shows that it is whole, but not whose it is.
  std::vector<VerifierKey> trusted;
  // May be null.
  std::function<void(ImportStep step, uint64_t done, uint64_t total)> progress;
};

struct BundleImportReport {
  std::string ledger;
  uint64_t size = 0;
  Hash root;
  std::string origin;
  // What was checked of the log that was written.
  VerifyReport verified;
};

// Verifies the whole bundle (framing and digest, root and signed checkpoint, each body and each
// text against its commitment, positions, times and keys), then writes its records as a log of
// their own through the commit that every record takes, so that all rows are the ones that the
// ledger had, and verifies that log. An import that was cut short is taken up where it ended. The
// ledger's signing key is in no bundle.
// DATA_LOSS names what is damaged; FAILED_PRECONDITION when no trusted key signed; ALREADY_EXISTS
// when the directory has the ledger, unless it is a beginning of the bundle; UNAVAILABLE when a
// server has the directory open; RESOURCE_EXHAUSTED when the disk is full. Nothing is written
// before the whole bundle was verified.
absl::StatusOr<BundleImportReport> ImportBundle(const BundleImportOptions& options);

}  // namespace assessment

#endif  // LEDGER_BUNDLE_IMPORT_BUNDLE_H_
