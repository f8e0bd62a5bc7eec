#ifndef LEDGER_LOG_ROCKSDB_BACKUP_WRITER_H_
#define LEDGER_LOG_ROCKSDB_BACKUP_WRITER_H_

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "ledger/log/rocksdb/database.h"
#include "ledger/log/rocksdb/high_water_mark.h"
#include "ledger/log/rocksdb/store_backup.h"

namespace assessment {

// Backs an open database up to `directory`, and checks the copy as an opening would: everything
// that `marks`, taken before, say is there, and what came meanwhile is whole. A copy that does not
// pass is deleted. CANCELLED when `progress` ended it; DATA_LOSS names what is wrong with the copy.
absl::StatusOr<StoreInBackup> WriteStoreBackup(const Database& database,
                                               const std::map<std::string, Mark>& marks,
                                               const std::string& directory,
                                               const BackupProgress& progress);

}  // namespace assessment

#endif  // LEDGER_LOG_ROCKSDB_BACKUP_WRITER_H_
