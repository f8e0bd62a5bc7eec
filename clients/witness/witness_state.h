#ifndef CLIENTS_WITNESS_WITNESS_STATE_H_
#define CLIENTS_WITNESS_WITNESS_STATE_H_

// What a witness remembers for ever: of each log, by its origin, the size and root that it cosigned
// last. A witness that forgets is worth nothing, so the memory is durable before it is spoken of,
// and one that is damaged or gone is refused and never taken for a new one.
//
// It is one text file in a directory of its own, replaced whole (ledger/base/private_file.h):
//
//   assessment-witness-state@v1
//   <origin> <size> <base64 root>        sorted by origin
//   sha256 <hexadecimal digest of everything above>

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ledger/base/mutex.h"
#include "ledger/proof/merkle.h"
#include "ledger/proof/sha256.h"

namespace assessment {

// A size and root of a log; the empty tree's for a log that was never cosigned.
struct WitnessedTree {
  uint64_t size = 0;
  Hash root = EmptyRoot();

  bool operator==(const WitnessedTree&) const = default;
};

// Thread-safe.
class WitnessState {
 public:
  // Opens the memory in `directory`, which is made when it is not there (its parent must be). Holds
  // the directory for itself until destroyed: UNAVAILABLE when another process or object
  // has it. DATA_LOSS when the directory is there without a memory, or with one that is damaged:
  // restore it, since a witness must not start anew under the same key. PERMISSION_DENIED when
  // others may read or write the file; INTERNAL for what the system refuses.
  static absl::StatusOr<std::unique_ptr<WitnessState>> Open(const std::string& directory);
  ~WitnessState();
  WitnessState(const WitnessState&) = delete;
  WitnessState& operator=(const WitnessState&) = delete;

  // What was cosigned last of the log of this origin.
  WitnessedTree Find(absl::string_view origin) const;

  // Replaces `expected` by `next`, durably, or changes nothing. ABORTED when another tree is stored
  // than `expected`: ask again. INTERNAL when the store failed: what is on the disk is not known,
  // so every further call is refused until the memory is opened anew. Requires an origin that is a
  // key name, and a tree that is not smaller than `expected` and, of the same size, equal to it.
  absl::Status CompareAndStore(absl::string_view origin, const WitnessedTree& expected,
                               const WitnessedTree& next);

 private:
  WitnessState(std::string path, int lock, std::map<std::string, WitnessedTree> trees);

  const std::string path_;
  const int lock_;  // A descriptor whose lock ends with it.
  mutable Mutex mutex_;
  std::map<std::string, WitnessedTree> trees_ ABSL_GUARDED_BY(mutex_);
  bool broken_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace assessment

#endif  // CLIENTS_WITNESS_WITNESS_STATE_H_
