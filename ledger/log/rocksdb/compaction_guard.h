#ifndef LEDGER_LOG_ROCKSDB_COMPACTION_GUARD_H_
#define LEDGER_LOG_ROCKSDB_COMPACTION_GUARD_H_

#include "ledger/log/rocksdb/database.h"
#include "rocksdb/listener.h"

namespace assessment {

// Verifies all inputs of a compaction before it reads them: its scans may end early behind an
// unreadable block without an error, and then it would write tables that lack rows and delete the
// evidence.
class CompactionGuard : public rocksdb::EventListener {
 public:
  explicit CompactionGuard(const DatabaseOptions& options) : options_(options) {}

  void OnCompactionBegin(rocksdb::DB* db, const rocksdb::CompactionJobInfo& job) override;

 private:
  const DatabaseOptions options_;
};

}  // namespace assessment

#endif  // LEDGER_LOG_ROCKSDB_COMPACTION_GUARD_H_
