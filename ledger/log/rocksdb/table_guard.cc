#include "ledger/log/rocksdb/table_guard.h"

#include <cstdint>
#include <optional>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "ledger/log/rocksdb/crc32c.h"
#include "ledger/log/rocksdb/rocksdb_status.h"

namespace assessment {
namespace {

using rocksdb::IOStatus;

constexpr size_t kFooterBytes = 53;
constexpr size_t kHandlesBytes = 40;  // After the checksum type.
constexpr size_t kBlockTrailerBytes = 5;
constexpr uint8_t kChecksumCrc32c = 1;
constexpr uint32_t kTableFormat = 5;
constexpr uint64_t kTableMagic = 0x88e241b785f4cff7;
constexpr absl::string_view kPropertiesName = "rocksdb.properties";
// Far above what properties or the list of meta blocks take; bounds what is read on trust.
constexpr uint64_t kMetaBlockBytesMax = 1 << 20;

struct BlockHandle {
  uint64_t offset = 0;
  uint64_t size = 0;
};

// Numbers of a table, least significant byte or seven bits first, cut off the front.
class TableReader {
 public:
  explicit TableReader(absl::string_view bytes) : rest_(bytes) {}

  std::optional<uint64_t> Varint() {
    uint64_t value = 0;
    for (int shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
      const auto byte = static_cast<uint8_t>(rest_[0]);
      rest_.remove_prefix(1);
      value |= uint64_t{byte & 0x7fu} << shift;
      if (byte < 0x80) return value;
    }
    return std::nullopt;
  }

  std::optional<uint64_t> Fixed(size_t bytes) {
    if (rest_.size() < bytes) return std::nullopt;
    uint64_t value = 0;
    for (size_t i = bytes; i > 0; --i) value = value << 8 | static_cast<uint8_t>(rest_[i - 1]);
    rest_.remove_prefix(bytes);
    return value;
  }

  std::optional<BlockHandle> Handle() {
    const std::optional<uint64_t> offset = Varint();
    const std::optional<uint64_t> size = Varint();
    if (!offset.has_value() || !size.has_value()) return std::nullopt;
    return BlockHandle{*offset, *size};
  }

  std::optional<absl::string_view> Bytes(uint64_t count) {
    if (rest_.size() < count) return std::nullopt;
    const absl::string_view bytes = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return bytes;
  }

  bool empty() const { return rest_.empty(); }

 private:
  absl::string_view rest_;
};

// A CRC stored beside the data it covers is rotated and offset by the database.
uint32_t MaskedCrc32c(absl::string_view bytes) {
  const uint32_t crc = Crc32c(bytes);
  return (crc >> 15 | crc << 17) + 0xa282ead8u;
}

IOStatus ReadExactly(const rocksdb::FSRandomAccessFile& file, uint64_t offset, size_t count,
                     std::string& bytes) {
  bytes.resize(count);
  rocksdb::Slice read;
  const IOStatus status =
      file.Read(offset, count, rocksdb::IOOptions(), &read, bytes.data(), nullptr);
  if (!status.ok()) return status;
  if (read.size() != count) return IOStatus::Corruption("table is cut short");
  bytes.assign(read.data(), read.size());
  return status;
}

// Reads a block whose bytes match its checksum.
IOStatus ReadBlock(const rocksdb::FSRandomAccessFile& file, uint64_t table_bytes,
                   const BlockHandle& handle, const char* name, std::string& block) {
  if (handle.size > kMetaBlockBytesMax || handle.offset > table_bytes ||
      handle.size + kBlockTrailerBytes > table_bytes - handle.offset) {
    return IOStatus::Corruption(name, "does not lie in the table");
  }
  const IOStatus status = ReadExactly(file, handle.offset, handle.size + kBlockTrailerBytes, block);
  if (!status.ok()) return status;
  const absl::string_view checked = absl::string_view(block).substr(0, handle.size + 1);
  if (TableReader(absl::string_view(block).substr(handle.size + 1)).Fixed(4) !=
      MaskedCrc32c(checked)) {
    return IOStatus::Corruption(name, "does not match its checksum");
  }
  block.resize(handle.size);
  return status;
}

// The place of the properties according to the list of meta blocks.
std::optional<BlockHandle> FindProperties(absl::string_view list) {
  if (list.size() < 4) return std::nullopt;
  const uint64_t restarts = *TableReader(list.substr(list.size() - 4)).Fixed(4);
  if (restarts > list.size() / 4 - 1) return std::nullopt;
  TableReader entries(list.substr(0, list.size() - 4 * (restarts + 1)));
  std::string key;
  while (!entries.empty()) {
    const std::optional<uint64_t> shared = entries.Varint();
    const std::optional<uint64_t> rest_bytes = entries.Varint();
    const std::optional<uint64_t> value_bytes = entries.Varint();
    if (!shared.has_value() || !rest_bytes.has_value() || !value_bytes.has_value() ||
        *shared > key.size()) {
      return std::nullopt;
    }
    const std::optional<absl::string_view> rest = entries.Bytes(*rest_bytes);
    const std::optional<absl::string_view> value = entries.Bytes(*value_bytes);
    if (!rest.has_value() || !value.has_value()) return std::nullopt;
    key.resize(*shared);
    key.append(rest->data(), rest->size());
    if (key == kPropertiesName) return TableReader(*value).Handle();
  }
  return std::nullopt;
}

}  // namespace

IOStatus CheckTableEnd(const rocksdb::FSRandomAccessFile& file, uint64_t size) {
  if (size < kFooterBytes) return IOStatus::Corruption("table is shorter than its footer");
  std::string footer;
  IOStatus status = ReadExactly(file, size - kFooterBytes, kFooterBytes, footer);
  if (!status.ok()) return status;
  const absl::string_view view = footer;
  TableReader tail(view.substr(1 + kHandlesBytes));
  const std::optional<BlockHandle> list_handle =
      TableReader(view.substr(1, kHandlesBytes)).Handle();
  if (static_cast<uint8_t>(view[0]) != kChecksumCrc32c || tail.Fixed(4) != kTableFormat ||
      tail.Fixed(8) != kTableMagic || !list_handle.has_value()) {
    return IOStatus::Corruption("table footer is damaged");
  }
  std::string block;
  status = ReadBlock(file, size, *list_handle, "list of meta blocks", block);
  if (!status.ok()) return status;
  const std::optional<BlockHandle> properties = FindProperties(block);
  if (!properties.has_value()) return IOStatus::Corruption("table has no properties");
  return ReadBlock(file, size, *properties, "properties", block);
}

IOStatus TableGuard::NewRandomAccessFile(const std::string& path,
                                         const rocksdb::FileOptions& options,
                                         std::unique_ptr<rocksdb::FSRandomAccessFile>* result,
                                         rocksdb::IODebugContext* debug) {
  IOStatus status = target()->NewRandomAccessFile(path, options, result, debug);
  if (!status.ok() || !absl::EndsWith(path, ".sst")) return status;
  uint64_t size = 0;
  status = target()->GetFileSize(path, options.io_options, &size, debug);
  if (status.ok()) status = CheckTableEnd(**result, size);
  if (status.ok()) return status;
  result->reset();
  return status.IsCorruption() ? IOStatus::Corruption(path, status.ToString()) : status;
}

}  // namespace assessment
