#ifndef LEDGER_LOG_ROCKSDB_TABLE_GUARD_H_
#define LEDGER_LOG_ROCKSDB_TABLE_GUARD_H_

#include <memory>
#include <string>

#include "rocksdb/file_system.h"

namespace assessment {

// A file system that opens a table only when its footer, its list of meta blocks and its properties
// are what was written. The database reads the properties before it compares their checksum, and
// damaged ones may end the process where they should be an error with the file's name.
//
// Knows the end of block-based tables of format 5 with CRC-32C, the only ones this store writes:
//   ... | properties | list of meta blocks | footer
//   block   = bytes | u8 compression | u32le masked CRC-32C of both
//   list    = entries (varint shared, rest, value lengths; rest of key; value), u32le restarts,
//   count footer  = u8 checksum type | handle of the list | handle of the index | zeros up to 41
//   bytes
//             | u32le format | u64le magic;  handle = varint offset, varint size
class TableGuard : public rocksdb::FileSystemWrapper {
 public:
  explicit TableGuard(const std::shared_ptr<rocksdb::FileSystem>& files)
      : rocksdb::FileSystemWrapper(files) {}

  static const char* kClassName() { return "TableGuard"; }
  const char* Name() const override { return kClassName(); }

  rocksdb::IOStatus NewRandomAccessFile(const std::string& path,
                                        const rocksdb::FileOptions& options,
                                        std::unique_ptr<rocksdb::FSRandomAccessFile>* result,
                                        rocksdb::IODebugContext* debug) override;
};

// Checks the end of the table `file` of `size` bytes; Corruption says what is wrong.
rocksdb::IOStatus CheckTableEnd(const rocksdb::FSRandomAccessFile& file, uint64_t size);

}  // namespace assessment

#endif  // LEDGER_LOG_ROCKSDB_TABLE_GUARD_H_
