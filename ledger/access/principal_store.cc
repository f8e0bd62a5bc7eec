#include "ledger/access/principal_store.h"

#include <algorithm>
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

absl::Status CheckCertificateNames(const ledger::v1::Principal& wanted) {
  const auto& names = wanted.certificate_names();
  if (static_cast<size_t>(names.size()) > limits::kCertificateNamesMax) {
    return FieldError(ledger::v1::REASON_TOO_LONG, "principal.certificate_names",
                      absl::StrCat("found ", names.size(), " names, expected at most ",
                                   limits::kCertificateNamesMax));
  }
  for (int i = 0; i < names.size(); ++i) {
    const std::string field = absl::StrCat("principal.certificate_names[", i, "]");
    RETURN_IF_ERROR(CheckPresent(field, names[i]));
    // A name is a whole URI.
    if (names[i].size() > 2 * limits::kIdentifierBytesMax) {
      return FieldError(ledger::v1::REASON_TOO_LONG, field,
                        absl::StrCat("found ", names[i].size(), " bytes, expected at most ",
                                     2 * limits::kIdentifierBytesMax));
    }
    if (std::count(names.begin(), names.end(), names[i]) > 1) {
      return FieldError(ledger::v1::REASON_FIELD_INVALID, field,
                        absl::StrCat("found \"", names[i], "\" twice, expected each once"));
    }
  }
  return absl::OkStatus();
}

absl::Status Unauthenticated() {
  return ReasonError(
      ledger::v1::REASON_UNAUTHENTICATED,
      "no valid token or client certificate: send the metadata \"authorization: Bearer <token>\" "
      "with a token that is neither expired nor revoked, or a certificate that stands for a "
      "principal");
}

bool SharesCertificateName(const ledger::v1::Principal& a, const ledger::v1::Principal& b) {
  return std::any_of(
      a.certificate_names().begin(), a.certificate_names().end(), [&b](const std::string& name) {
        return std::count(b.certificate_names().begin(), b.certificate_names().end(), name) > 0;
      });
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
  RETURN_IF_ERROR(CheckCertificateNames(wanted));
  if (wanted.administrator() && wanted.operator_()) {
    return FieldError(ledger::v1::REASON_FIELD_INVALID, "principal.operator",
                      "found both, expected an administrator or an operator: an administrator may "
                      "do what an operator does");
  }
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
  Entries entries;
  for (storage::v1::StoredPrincipal& stored : *file.mutable_principals()) {
    std::string name = stored.principal().principal();
    Entry entry{std::make_shared<ledger::v1::Principal>(std::move(*stored.mutable_principal())),
                stored.token_salt(),
                stored.token_hash(),
                stored.earlier_token_salt(),
                stored.earlier_token_hash(),
                stored.earlier_token_expiry_micros()};
    entries.emplace(std::move(name), std::move(entry));
  }
  Replace(std::move(entries));
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
                        HashToken(salt, token), "", "", 0});
  RETURN_IF_ERROR(Save(entries));
  made_administrator_ = true;
  Replace(std::move(entries));
  return absl::OkStatus();
}

absl::Status PrincipalStore::Save(const Entries& entries) const {
  storage::v1::PrincipalFile file;
  for (const auto& [name, entry] : entries) {
    storage::v1::StoredPrincipal* stored = file.add_principals();
    *stored->mutable_principal() = *entry.principal;
    stored->set_token_salt(entry.token_salt);
    stored->set_token_hash(entry.token_hash);
    if (entry.earlier_token_expiry <= clock_.Now()) continue;
    stored->set_earlier_token_salt(entry.earlier_token_salt);
    stored->set_earlier_token_hash(entry.earlier_token_hash);
    stored->set_earlier_token_expiry_micros(entry.earlier_token_expiry);
  }
  return ReplacePrivateFile(directory_ + "/principals.pb", file.SerializeAsString());
}

bool PrincipalStore::MayCall(const ledger::v1::Principal& principal) const {
  return !principal.revoked() &&
         (principal.expiry_time_micros() == 0 || clock_.Now() < principal.expiry_time_micros());
}

bool PrincipalStore::IsToken(const Entry& entry, absl::string_view token) const {
  if (EqualInConstantTime(HashToken(entry.token_salt, token), entry.token_hash)) return true;
  return clock_.Now() < entry.earlier_token_expiry &&
         EqualInConstantTime(HashToken(entry.earlier_token_salt, token), entry.earlier_token_hash);
}

absl::StatusOr<PrincipalPtr> PrincipalStore::Authenticate(absl::string_view token) const {
  const std::optional<absl::string_view> name = PrincipalOfToken(token);
  if (!name.has_value()) return Unauthenticated();
  Entry entry;
  {
    MutexLock lock(mutex_);
    const auto found = entries_.find(*name);
    if (found != entries_.end()) entry = found->second;
  }
  // Hashed for unknown names too, so that the time taken does not tell which names exist.
  const bool right = IsToken(entry, token);
  if (!right || entry.principal == nullptr || !MayCall(*entry.principal)) return Unauthenticated();
  return entry.principal;
}

absl::StatusOr<PrincipalPtr> PrincipalStore::AuthenticateCertificate(
    const std::vector<std::string>& names) const {
  PrincipalPtr found;
  {
    MutexLock lock(mutex_);
    for (const std::string& name : names) {
      const auto principal = certificate_names_.find(name);
      if (principal == certificate_names_.end()) continue;
      const PrincipalPtr& named = entries_.find(principal->second)->second.principal;
      if (found != nullptr && found != named) return Unauthenticated();
      found = named;
    }
  }
  if (found == nullptr || !MayCall(*found)) return Unauthenticated();
  return found;
}

void PrincipalStore::Replace(Entries entries) {
  std::map<std::string, std::string, std::less<>> names;
  for (const auto& [name, entry] : entries) {
    if (entry.principal->revoked()) continue;
    for (const std::string& certificate : entry.principal->certificate_names()) {
      names.emplace(certificate, name);
    }
  }
  MutexLock lock(mutex_);
  entries_ = std::move(entries);
  certificate_names_ = std::move(names);
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
  for (const auto& [name, entry] : entries) {
    if (entry.principal->revoked() || !SharesCertificateName(wanted, *entry.principal)) continue;
    return FieldError(ledger::v1::REASON_ALREADY_EXISTS, "principal.certificate_names",
                      "one of them stands for another principal; revoke that first");
  }
  if (entries.size() >= limits::kPrincipalsMax) {
    return ReasonError(ledger::v1::REASON_TOO_LONG,
                       absl::StrCat("there are ", entries.size(), " principals, the most"));
  }
  auto principal = std::make_shared<ledger::v1::Principal>(wanted);
  principal->set_revoked(false);
  Created created{principal, MakeToken(wanted.principal())};
  const std::string salt = MakeTokenSalt();
  entries.emplace(wanted.principal(),
                  Entry{principal, salt, HashToken(salt, created.token), "", "", 0});
  RETURN_IF_ERROR(Save(entries));
  Replace(std::move(entries));
  return created;
}

absl::StatusOr<PrincipalStore::Created> PrincipalStore::Rotate(absl::string_view principal,
                                                               const Rotation& rotation) {
  const UnixMicros now = clock_.Now();
  if (rotation.keep_present_seconds > limits::kTokenOverlapSecondsMax) {
    return FieldError(ledger::v1::REASON_FIELD_INVALID, "keep_present_seconds",
                      absl::StrCat("found ", rotation.keep_present_seconds, ", expected at most ",
                                   limits::kTokenOverlapSecondsMax));
  }
  if (rotation.expiry.value_or(0) != 0 && *rotation.expiry <= now) {
    return FieldError(ledger::v1::REASON_FIELD_INVALID, "expiry_time_micros",
                      absl::StrCat("found ", *rotation.expiry,
                                   ", which has passed; expected 0 (never) or a time to come"));
  }
  MutexLock change(change_mutex_);
  Entries entries;
  {
    MutexLock lock(mutex_);
    entries = entries_;
  }
  const auto found = entries.find(principal);
  if (found == entries.end() || found->second.principal->revoked()) {
    return FieldError(ledger::v1::REASON_NOT_FOUND, "principal",
                      absl::StrCat("no principal \"", principal, "\" that is not revoked"));
  }
  Entry& entry = found->second;
  entry.earlier_token_salt = std::move(entry.token_salt);
  entry.earlier_token_hash = std::move(entry.token_hash);
  entry.earlier_token_expiry = now + int64_t{rotation.keep_present_seconds} * 1'000'000;
  auto renewed = std::make_shared<ledger::v1::Principal>(*entry.principal);
  if (rotation.expiry.has_value()) renewed->set_expiry_time_micros(*rotation.expiry);
  entry.principal = renewed;
  Created created{renewed, MakeToken(principal)};
  entry.token_salt = MakeTokenSalt();
  entry.token_hash = HashToken(entry.token_salt, created.token);
  RETURN_IF_ERROR(Save(entries));
  Replace(std::move(entries));
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
  Replace(std::move(entries));
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
