#include "ledger/log/rocksdb/store_meta.h"

#include <memory>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "assessment/event/v1/event.pb.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/damage.h"
#include "ledger/log/key_layout.h"
#include "ledger/log/rocksdb/rocksdb_status.h"

namespace assessment {
namespace {

absl::Status CheckNotNewer(const storage::v1::StoreMeta& store) {
  if (store.format() > kStoreFormat) {
    return absl::FailedPreconditionError(
        absl::StrCat("store format is ", store.format(), ", this program knows up to ",
                     kStoreFormat, ": open the store with the program that wrote it"));
  }
  if (store.newest_event_type() > static_cast<uint32_t>(event::v1::EventType_MAX)) {
    return absl::FailedPreconditionError(
        absl::StrCat("the store holds events of type ", store.newest_event_type(),
                     ", this program knows up to ", static_cast<int>(event::v1::EventType_MAX),
                     ": open the store with the program that wrote it"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<MetaRows> ReadMeta(const Database& database) {
  MetaRows meta;
  std::string store;
  const rocksdb::Status found = database.db().Get(
      rocksdb::ReadOptions(), database.handle(Family::kMeta), StoreMetaKey(), &store);
  if (found.IsNotFound()) return DamageError("meta: the store's own row is missing");
  RETURN_IF_ERROR(FromRocksDb("meta", found));
  if (!meta.store.ParseFromString(store)) {
    return DamageError("meta: the store's own row does not parse");
  }
  RETURN_IF_ERROR(CheckNotNewer(meta.store));

  const std::unique_ptr<rocksdb::Iterator> rows(
      database.db().NewIterator(rocksdb::ReadOptions(), database.handle(Family::kMeta)));
  const std::string prefix = LedgerMetaPrefix();
  for (rows->Seek(prefix); rows->Valid(); rows->Next()) {
    const absl::string_view key = ToView(rows->key());
    if (!absl::StartsWith(key, prefix)) break;
    storage::v1::LedgerMeta ledger;
    if (!ledger.ParseFromArray(rows->value().data(), static_cast<int>(rows->value().size())) ||
        key != LedgerMetaKey(ledger.ledger_number())) {
      return DamageError(absl::StrCat(
          "meta: the row of ledger number ",
          key.size() == prefix.size() + 4 ? ReadBigEndian32(key.substr(prefix.size())) : 0,
          " does not parse"));
    }
    meta.ledgers.push_back(std::move(ledger));
  }
  RETURN_IF_ERROR(FromRocksDb("meta", rows->status()));
  return meta;
}

rocksdb::Status PutStoreMeta(const Database& database, uint32_t newest_event_type,
                             rocksdb::WriteBatch& batch) {
  storage::v1::StoreMeta store;
  store.set_format(kStoreFormat);
  store.set_newest_event_type(newest_event_type);
  return batch.Put(database.handle(Family::kMeta), StoreMetaKey(), store.SerializeAsString());
}

rocksdb::Status PutLedgerMeta(const Database& database, const storage::v1::LedgerMeta& ledger,
                              rocksdb::WriteBatch& batch) {
  return batch.Put(database.handle(Family::kMeta), LedgerMetaKey(ledger.ledger_number()),
                   ledger.SerializeAsString());
}

}  // namespace assessment
