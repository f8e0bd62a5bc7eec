#ifndef LEDGER_LOG_ROCKSDB_HIGH_WATER_MARK_H_
#define LEDGER_LOG_ROCKSDB_HIGH_WATER_MARK_H_

// The high-water mark of a ledger: how far its log reached when it last acknowledged anything, kept
// in a file that the database knows nothing of. Without it a database that silently forgot its
// newest records would look whole. Grammar and order of writes: ledger/log/FORMAT.md.
//
// A power loss may tear whatever was written since the last sync. So one slot always holds the
// newest synced mark and is left alone; all later marks go to the other until they are synced.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ledger/base/mutex.h"
#include "ledger/proof/sha256.h"
#include "rocksdb/file_system.h"

namespace assessment {

// Rows that a ledger has in each write-once column family.
struct RowCounts {
  uint64_t events = 0;
  uint64_t index = 0;
  uint64_t idempotency = 0;
  uint64_t tiles = 0;

  RowCounts& operator+=(const RowCounts& other);
  bool operator==(const RowCounts&) const = default;
};

struct Mark {
  enum class State : uint8_t { kBeingCreated = 1, kExists = 2 };

  State state = State::kBeingCreated;
  uint64_t generation = 0;  // Grows by one with every write.
  uint64_t size = 0;
  Hash root;
  RowCounts rows;

  bool operator==(const Mark&) const = default;
};

// Distance of the two slots: a bad page spoils one of them at most.
inline constexpr size_t kMarkSlotStride = 4096;
inline constexpr size_t kMarkFileBytes = 2 * kMarkSlotStride;

// One slot. Requires a ledger name of at most 255 bytes.
std::string EncodeMarkSlot(absl::string_view ledger, const Mark& mark);

// Reads a slot, which may be followed by anything. DATA_LOSS says what is wrong: another beginning,
// format, state or ledger, a length beyond the end, a checksum that does not match.
absl::StatusOr<Mark> DecodeMarkSlot(absl::string_view ledger, absl::string_view bytes);

// A mark, and the offset of the slot it stands in.
struct StoredMark {
  Mark mark;
  size_t offset = 0;
};

// Reads a mark file: the slot of the higher generation. DATA_LOSS names the file and what is wrong
// with both slots when neither is good; NOT_FOUND when there is no file.
absl::StatusOr<StoredMark> LoadMark(rocksdb::FileSystem& files, const std::string& path,
                                    absl::string_view ledger);

// A mark open for writing. Thread-safe: one thread advances, others sync.
class MarkFile {
 public:
  // Writes the mark of an empty ledger that is being created, replacing an unfinished one, and
  // syncs it and its name.
  static absl::StatusOr<std::unique_ptr<MarkFile>> Create(rocksdb::FileSystem& files,
                                                          const std::string& directory,
                                                          absl::string_view ledger);

  // Opens a file whose present mark is `stored`, and syncs it: whether it ever was is not known.
  static absl::StatusOr<std::unique_ptr<MarkFile>> Open(rocksdb::FileSystem& files,
                                                        const std::string& directory,
                                                        absl::string_view ledger,
                                                        const StoredMark& stored);

  // Writes the next generation beside the newest synced one, without sync: state kExists and what
  // is given. Waits for a sync that is going on. After a failure the mark is unknown and the file
  // must not be written again.
  absl::Status Advance(uint64_t size, const Hash& root, const RowCounts& rows)
      ABSL_LOCKS_EXCLUDED(mutex_);

  // Makes the newest mark written durable; does nothing when it is already.
  absl::Status Sync() ABSL_LOCKS_EXCLUDED(mutex_);

  absl::Status Close();

 private:
  MarkFile(std::string path, absl::string_view ledger, const StoredMark& stored,
           std::unique_ptr<rocksdb::FSRandomRWFile> file);

  const std::string path_;
  const std::string ledger_;
  const std::unique_ptr<rocksdb::FSRandomRWFile> file_;

  Mutex mutex_;
  uint64_t generation_ ABSL_GUARDED_BY(mutex_);
  // The slot that may be written: not the one that holds the newest synced mark.
  size_t unsynced_offset_ ABSL_GUARDED_BY(mutex_);
  // True when that slot holds a newer mark than was synced.
  bool unsynced_ ABSL_GUARDED_BY(mutex_) = true;
};

// The file of a ledger's mark inside the directory of marks, and back: empty when `file_name` is no
// mark's.
std::string MarkFileName(absl::string_view ledger);
std::string LedgerOfMarkFileName(absl::string_view file_name);

}  // namespace assessment

#endif  // LEDGER_LOG_ROCKSDB_HIGH_WATER_MARK_H_
