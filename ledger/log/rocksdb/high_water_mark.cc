#include "ledger/log/rocksdb/high_water_mark.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "ledger/base/check.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/damage.h"
#include "ledger/log/key_layout.h"
#include "ledger/log/rocksdb/crc32c.h"
#include "ledger/log/rocksdb/files.h"
#include "ledger/log/rocksdb/rocksdb_status.h"
#include "ledger/proof/merkle.h"

namespace assessment {
namespace {

constexpr absl::string_view kMarkMagic = "alhwmark";
constexpr uint8_t kMarkFormat = 1;
constexpr absl::string_view kMarkSuffix = ".mark";

// Cuts fixed lengths off the front; remembers when they were not there.
class SlotReader {
 public:
  explicit SlotReader(absl::string_view bytes) : rest_(bytes) {}

  absl::string_view Take(size_t count) {
    if (rest_.size() < count) {
      short_ = true;
      rest_ = {};
      return {};
    }
    const absl::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }
  uint8_t TakeByte() {
    const absl::string_view byte = Take(1);
    return byte.empty() ? 0 : static_cast<uint8_t>(byte[0]);
  }
  uint64_t TakeNumber() {
    const absl::string_view bytes = Take(8);
    return bytes.empty() ? 0 : ReadBigEndian64(bytes);
  }
  bool is_short() const { return short_; }
  size_t left() const { return rest_.size(); }

 private:
  absl::string_view rest_;
  bool short_ = false;
};

size_t OtherSlot(size_t offset) { return kMarkSlotStride - offset; }

absl::StatusOr<std::unique_ptr<rocksdb::FSRandomRWFile>> OpenMarkFile(rocksdb::FileSystem& files,
                                                                      const std::string& path) {
  std::unique_ptr<rocksdb::FSRandomRWFile> file;
  RETURN_IF_ERROR(
      FromRocksDb(path, files.NewRandomRWFile(path, rocksdb::FileOptions(), &file, nullptr)));
  return file;
}

}  // namespace

RowCounts& RowCounts::operator+=(const RowCounts& other) {
  events += other.events;
  index += other.index;
  idempotency += other.idempotency;
  tiles += other.tiles;
  return *this;
}

std::string EncodeMarkSlot(absl::string_view ledger, const Mark& mark) {
  CHECK(ledger.size() <= 255);
  std::string slot(kMarkMagic);
  slot.push_back(static_cast<char>(kMarkFormat));
  slot.push_back(static_cast<char>(mark.state));
  slot.push_back(static_cast<char>(ledger.size()));
  slot.append(ledger.data(), ledger.size());
  AppendBigEndian64(mark.generation, slot);
  AppendBigEndian64(mark.size, slot);
  slot.append(mark.root.view().data(), Hash::kBytes);
  AppendBigEndian64(mark.rows.events, slot);
  AppendBigEndian64(mark.rows.index, slot);
  AppendBigEndian64(mark.rows.idempotency, slot);
  AppendBigEndian64(mark.rows.tiles, slot);
  AppendBigEndian32(Crc32c(slot), slot);
  return slot;
}

absl::StatusOr<Mark> DecodeMarkSlot(absl::string_view ledger, absl::string_view bytes) {
  SlotReader reader(bytes);
  if (reader.Take(kMarkMagic.size()) != kMarkMagic) return DamageError("does not begin as a mark");
  const uint8_t format = reader.TakeByte();
  Mark mark;
  const uint8_t state = reader.TakeByte();
  mark.state = static_cast<Mark::State>(state);
  const absl::string_view name = reader.Take(reader.TakeByte());
  mark.generation = reader.TakeNumber();
  mark.size = reader.TakeNumber();
  const absl::string_view root = reader.Take(Hash::kBytes);
  mark.rows.events = reader.TakeNumber();
  mark.rows.index = reader.TakeNumber();
  mark.rows.idempotency = reader.TakeNumber();
  mark.rows.tiles = reader.TakeNumber();
  const size_t checked_bytes = bytes.size() - reader.left();
  const absl::string_view crc = reader.Take(4);
  if (reader.is_short()) return DamageError("is cut short");
  if (ReadBigEndian32(crc) != Crc32c(bytes.substr(0, checked_bytes))) {
    return DamageError("does not match its checksum");
  }
  if (format != kMarkFormat) {
    return DamageError(absl::StrCat("has format ", format, ", this program knows ", kMarkFormat));
  }
  if (mark.state != Mark::State::kBeingCreated && mark.state != Mark::State::kExists) {
    return DamageError(absl::StrCat("has unknown state ", state));
  }
  if (name != ledger) return DamageError(absl::StrCat("is of ledger \"", name, "\""));
  ASSIGN_OR_RETURN(mark.root, HashFromBytes(root));
  return mark;
}

absl::StatusOr<StoredMark> LoadMark(rocksdb::FileSystem& files, const std::string& path,
                                    absl::string_view ledger) {
  ASSIGN_OR_RETURN(const std::string bytes, ReadFileBytes(files, path, kMarkFileBytes));
  const absl::string_view view = bytes;
  const auto slot = [&](size_t offset) -> absl::StatusOr<StoredMark> {
    ASSIGN_OR_RETURN(
        const Mark mark,
        DecodeMarkSlot(ledger, view.substr(std::min(offset, view.size()), kMarkSlotStride)));
    return StoredMark{mark, offset};
  };
  const absl::StatusOr<StoredMark> first = slot(0);
  const absl::StatusOr<StoredMark> second = slot(kMarkSlotStride);
  if (!first.ok() && !second.ok()) {
    return DamageError(absl::StrCat("high-water mark ", path, ": first slot ",
                                    first.status().message(), ", second slot ",
                                    second.status().message()));
  }
  if (!second.ok()) return *first;
  if (!first.ok()) return *second;
  return first->mark.generation > second->mark.generation ? *first : *second;
}

absl::StatusOr<std::unique_ptr<MarkFile>> MarkFile::Create(rocksdb::FileSystem& files,
                                                           const std::string& directory,
                                                           absl::string_view ledger) {
  StoredMark stored;
  stored.mark.generation = 1;
  stored.mark.root = EmptyRoot();
  std::string bytes = EncodeMarkSlot(ledger, stored.mark);
  bytes.resize(kMarkFileBytes, '\0');
  RETURN_IF_ERROR(
      WriteFileDurably(files, absl::StrCat(directory, "/", MarkFileName(ledger)), bytes));
  RETURN_IF_ERROR(SyncDirectory(files, directory));
  return Open(files, directory, ledger, stored);
}

absl::StatusOr<std::unique_ptr<MarkFile>> MarkFile::Open(rocksdb::FileSystem& files,
                                                         const std::string& directory,
                                                         absl::string_view ledger,
                                                         const StoredMark& stored) {
  std::string path = absl::StrCat(directory, "/", MarkFileName(ledger));
  ASSIGN_OR_RETURN(std::unique_ptr<rocksdb::FSRandomRWFile> file, OpenMarkFile(files, path));
  std::unique_ptr<MarkFile> mark(new MarkFile(std::move(path), ledger, stored, std::move(file)));
  RETURN_IF_ERROR(mark->Sync());
  return mark;
}

MarkFile::MarkFile(std::string path, absl::string_view ledger, const StoredMark& stored,
                   std::unique_ptr<rocksdb::FSRandomRWFile> file)
    : path_(std::move(path)),
      ledger_(ledger),
      file_(std::move(file)),
      generation_(stored.mark.generation),
      unsynced_offset_(stored.offset) {}

absl::Status MarkFile::Advance(uint64_t size, const Hash& root, const RowCounts& rows) {
  MutexLock lock(mutex_);
  const Mark mark{Mark::State::kExists, generation_ + 1, size, root, rows};
  RETURN_IF_ERROR(
      FromRocksDb(path_, file_->Write(unsynced_offset_, ToSlice(EncodeMarkSlot(ledger_, mark)),
                                      rocksdb::IOOptions(), nullptr)));
  generation_ = mark.generation;
  unsynced_ = true;
  return absl::OkStatus();
}

absl::Status MarkFile::Sync() {
  // With the lock: a mark written meanwhile could be torn in the slot that this makes the synced
  // one.
  MutexLock lock(mutex_);
  if (!unsynced_) return absl::OkStatus();
  RETURN_IF_ERROR(FromRocksDb(path_, file_->Sync(rocksdb::IOOptions(), nullptr)));
  unsynced_ = false;
  unsynced_offset_ = OtherSlot(unsynced_offset_);
  return absl::OkStatus();
}

absl::Status MarkFile::Close() {
  return FromRocksDb(path_, file_->Close(rocksdb::IOOptions(), nullptr));
}

std::string MarkFileName(absl::string_view ledger) { return absl::StrCat(ledger, kMarkSuffix); }

std::string LedgerOfMarkFileName(absl::string_view file_name) {
  if (!absl::EndsWith(file_name, kMarkSuffix)) return "";
  return std::string(absl::StripSuffix(file_name, kMarkSuffix));
}

}  // namespace assessment
