#include "ledger/log/rocksdb/compaction_guard.h"

namespace assessment {

void CompactionGuard::OnCompactionBegin(rocksdb::DB* /*db*/,
                                        const rocksdb::CompactionJobInfo& job) {
  std::vector<std::string> damaged;
  absl::Status first;
  for (const std::string& path : job.input_files) {
    const absl::Status status = VerifyTable(options_, path);
    if (status.ok()) continue;
    damaged.push_back(path);
    first.Update(status);
  }
  if (!damaged.empty()) options_.on_damaged_compaction(damaged, first);
}

}  // namespace assessment
