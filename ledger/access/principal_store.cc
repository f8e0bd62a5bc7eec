#include "ledger/access/principal_store.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "ledger/access/token.h"
#include "ledger/base/limits.h"
#include "ledger/base/private_file.h"
#include "ledger/base/status_macros.h"
#include "ledger/reason/reason_status.h"

namespace assessment {
namespace {

constexpr char kAdministrator[] = "administrator";

absl::Status CheckLength(absl::string_view field, absl::string_view value) {
  if (value.size() <= limits::kIdentifierBytesMax) return absl::OkStatus();
  return FieldError(ledger::v1::REASON_TOO_LONG, field,
                    absl::StrCat("found ", value.size(), " bytes, expected at most ",
                                 limits::kIdentifierBytesMax));
}

absl::Status CheckPresent(absl::string_view field, absl::string_view value) {
  if (!value.empty()) return absl::OkStatus();
  return FieldError(ledger::v1::REASON_FIELD_MISSING, field, "is required");
}

absl::Status CheckWanted(const ledger::v1::Principal& wanted, UnixMicros now) {
  RETURN_IF_ERROR(CheckPresent("principal.principal", wanted.principal()));
  RETURN_IF_ERROR(CheckLength("principal.principal", wanted.principal()));
  for (const char c : wanted.principal()) {
    if (absl::ascii_isalnum(c) || c == '.' || c == '_' || c == '-') continue;
    return FieldError(ledger::v1::REASON_FIELD_INVALID, "principal.principal",
                      absl::StrCat("found \"", wanted.principal(), "\", expected [A-Za-z0-9._-]"));
  }
  RETURN_IF_ERROR(CheckPresent("principal.person_id", wanted.person_id()));
  RETURN_IF_ERROR(CheckLength("principal.person_id", wanted.person_id()));
  RETURN_IF_ERROR(CheckLength("principal.person_name", wanted.person_name()));
  RETURN_IF_ERROR(CheckLength("principal.unit", wanted.unit()));
  RETURN_IF_ERROR(CheckLength("principal.source", wanted.source()));
  if (wanted.expiry_time_micros() != 0 && wanted.expiry_time_micros() <= now) {
    return FieldError(ledger::v1::REASON_FIELD_INVALID, "principal.expiry_time_micros",
                      absl::StrCat("found ", wanted.expiry_time_micros(),
                                   ", which has passed; expected 0 (never) or a time to come"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<PrincipalStore>> PrincipalStore::Open(const std::string& directory,
                                                                     Clock& clock) {
  std::unique_ptr<PrincipalStore> store(new PrincipalStore(directory, clock));
  const absl::StatusOr<std::string> bytes = ReadPrivateFile(directory + "/principals.pb");
  if (absl::IsNotFound(bytes.status())) {
    RETURN_IF_ERROR(store->MakeAdministrator());
  } else {
    RETURN_IF_ERROR(bytes.status());
    RETURN_IF_ERROR(store->Load(*bytes));
  }
  return store;
}

PrincipalStore::PrincipalStore(std::string directory, Clock& clock)
    : directory_(std::move(directory)), clock_(clock) {}

absl::Status PrincipalStore::Load(absl::string_view bytes) {
  storage::v1::PrincipalFile file;
  if (!file.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return absl::DataLossError(absl::StrCat(directory_, "/principals.pb does not parse"));
  }
  MutexLock lock(mutex_);
  for (storage::v1::StoredPrincipal& stored : *file.mutable_principals()) {
    std::string name = stored.principal().principal();
    Entry entry{std::make_shared<ledger::v1::Principal>(std::move(*stored.mutable_principal())),
                stored.token_salt(), stored.token_hash()};
    entries_.emplace(std::move(name), std::move(entry));
  }
  return absl::OkStatus();
}

absl::Status PrincipalStore::MakeAdministrator() {
  ledger::v1::Principal administrator;
  administrator.set_principal(kAdministrator);
  administrator.set_person_id(kAdministrator);
  administrator.set_administrator(true);
  const std::string token = MakeToken(kAdministrator);
  // The token first: a crash between the two files then only means that the next start makes both
  // anew, never that an administrator exists whose token nobody has.
  RETURN_IF_ERROR(ReplacePrivateFile(administrator_token_path(), absl::StrCat(token, "\n")));
  const std::string salt = MakeTokenSalt();
  Entries entries;
  entries.emplace(kAdministrator,
                  Entry{std::make_shared<ledger::v1::Principal>(std::move(administrator)), salt,
                        HashToken(salt, token)});
  RETURN_IF_ERROR(Save(entries));
  made_administrator_ = true;
  MutexLock lock(mutex_);
  entries_ = std::move(entries);
  return absl::OkStatus();
}

absl::Status PrincipalStore::Save(const Entries& entries) const {
  storage::v1::PrincipalFile file;
  for (const auto& [name, entry] : entries) {
    storage::v1::StoredPrincipal* stored = file.add_principals();
    *stored->mutable_principal() = *entry.principal;
    stored->set_token_salt(entry.token_salt);
    stored->set_token_hash(entry.token_hash);
  }
  return ReplacePrivateFile(directory_ + "/principals.pb", file.SerializeAsString());
}

bool PrincipalStore::MayCall(const ledger::v1::Principal& principal) const {
  return !principal.revoked() &&
         (principal.expiry_time_micros() == 0 || clock_.Now() < principal.expiry_time_micros());
}

absl::StatusOr<PrincipalPtr> PrincipalStore::Authenticate(absl::string_view token) const {
  const absl::Status refused = ReasonError(
      ledger::v1::REASON_UNAUTHENTICATED,
      "no valid token: send the metadata \"authorization: Bearer <token>\" with a token "
      "that is neither expired nor revoked");
  const std::optional<absl::string_view> name = PrincipalOfToken(token);
  if (!name.has_value()) return refused;
  Entry entry;
  {
    MutexLock lock(mutex_);
    const auto found = entries_.find(*name);
    if (found != entries_.end()) entry = found->second;
  }
  // Hashed for unknown names too, so that the time taken does not tell which names exist.
  const bool right = EqualInConstantTime(HashToken(entry.token_salt, token), entry.token_hash);
  if (!right || entry.principal == nullptr || !MayCall(*entry.principal)) return refused;
  return entry.principal;
}

PrincipalPtr PrincipalStore::Find(absl::string_view principal) const {
  MutexLock lock(mutex_);
  const auto found = entries_.find(principal);
  return found == entries_.end() ? nullptr : found->second.principal;
}

bool PrincipalStore::MayCall(absl::string_view principal) const {
  const PrincipalPtr found = Find(principal);
  return found != nullptr && MayCall(*found);
}

absl::StatusOr<PrincipalStore::Created> PrincipalStore::Create(
    const ledger::v1::Principal& wanted) {
  RETURN_IF_ERROR(CheckWanted(wanted, clock_.Now()));
  MutexLock change(change_mutex_);
  Entries entries;
  {
    MutexLock lock(mutex_);
    entries = entries_;
  }
  if (entries.contains(wanted.principal())) {
    return FieldError(ledger::v1::REASON_ALREADY_EXISTS, "principal.principal",
                      absl::StrCat("\"", wanted.principal(), "\" exists; choose another"));
  }
  if (entries.size() >= limits::kPrincipalsMax) {
    return ReasonError(ledger::v1::REASON_TOO_LONG,
                       absl::StrCat("there are ", entries.size(), " principals, the most"));
  }
  auto principal = std::make_shared<ledger::v1::Principal>(wanted);
  principal->set_revoked(false);
  Created created{principal, MakeToken(wanted.principal())};
  const std::string salt = MakeTokenSalt();
  entries.emplace(wanted.principal(), Entry{principal, salt, HashToken(salt, created.token)});
  RETURN_IF_ERROR(Save(entries));
  MutexLock lock(mutex_);
  entries_ = std::move(entries);
  return created;
}

absl::StatusOr<PrincipalPtr> PrincipalStore::Revoke(absl::string_view principal) {
  MutexLock change(change_mutex_);
  Entries entries;
  {
    MutexLock lock(mutex_);
    entries = entries_;
  }
  const auto found = entries.find(principal);
  if (found == entries.end()) {
    return ReasonError(ledger::v1::REASON_NOT_FOUND,
                       absl::StrCat("no principal \"", principal, "\""));
  }
  if (found->second.principal->revoked()) return found->second.principal;
  bool another_administrator = false;
  for (const auto& [name, entry] : entries) {
    another_administrator =
        another_administrator ||
        (name != principal && entry.principal->administrator() &&
         entry.principal->expiry_time_micros() == 0 && MayCall(*entry.principal));
  }
  if (found->second.principal->administrator() && !another_administrator) {
    return ReasonError(ledger::v1::REASON_PERMISSION_DENIED,
                       absl::StrCat("\"", principal,
                                    "\" is the last administrator whose token does "
                                    "not expire; make another one first"));
  }
  auto revoked = std::make_shared<ledger::v1::Principal>(*found->second.principal);
  revoked->set_revoked(true);
  found->second.principal = revoked;
  RETURN_IF_ERROR(Save(entries));
  MutexLock lock(mutex_);
  entries_ = std::move(entries);
  return revoked;
}

std::vector<PrincipalPtr> PrincipalStore::List() const {
  MutexLock lock(mutex_);
  std::vector<PrincipalPtr> principals;
  principals.reserve(entries_.size());
  for (const auto& [name, entry] : entries_) principals.push_back(entry.principal);
  return principals;
}

}  // namespace assessment
