#ifndef LEDGER_ACCESS_PRINCIPAL_STORE_H_
#define LEDGER_ACCESS_PRINCIPAL_STORE_H_

// Who may call this server. All principals lie in one file, DIRECTORY/principals.pb
// (storage.v1.PrincipalFile, mode 0600), which is replaced whole and synced at every change; of a
// token only a salted hash is kept.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "assessment/ledger/v1/access_service.pb.h"
#include "assessment/storage/v1/storage.pb.h"
#include "ledger/base/clock.h"
#include "ledger/base/mutex.h"

namespace assessment {

using PrincipalPtr = std::shared_ptr<const ledger::v1::Principal>;

// Thread-safe.
class PrincipalStore {
 public:
  // Opens the store in `directory`, which exists. At the first start (no file yet) it makes the
  // principal "administrator" and leaves its token in DIRECTORY/administrator.token (mode 0600), a
  // line of text; made_administrator() then says so. DATA_LOSS when the file does not parse;
  // PERMISSION_DENIED when others may read it. `clock` outlives the store.
  static absl::StatusOr<std::unique_ptr<PrincipalStore>> Open(const std::string& directory,
                                                              Clock& clock);

  PrincipalStore(const PrincipalStore&) = delete;
  PrincipalStore& operator=(const PrincipalStore&) = delete;

  // The principal whose token this is. REASON_UNAUTHENTICATED, with one and the same message, when
  // the token has another form, names nobody, is wrong, expired or revoked.
  absl::StatusOr<PrincipalPtr> Authenticate(absl::string_view token) const;

  // The principal for which one of these subject alternative names of a checked client certificate
  // stands. REASON_UNAUTHENTICATED when there is none, or when they stand for two; also when it is
  // expired or revoked.
  absl::StatusOr<PrincipalPtr> AuthenticateCertificate(const std::vector<std::string>& names) const;

  // The principal as it stands, whether it may call or not; null when there is none.
  PrincipalPtr Find(absl::string_view principal) const;

  // Whether the principal may call now: known, not revoked, not expired. For calls that last.
  bool MayCall(absl::string_view principal) const;

  struct Created {
    PrincipalPtr principal;
    std::string token;  // Shown this once; it cannot be had again.
  };
  // Makes a principal and its token; durable when OK. `revoked` is ignored. REASON_FIELD_MISSING,
  // REASON_FIELD_INVALID or REASON_TOO_LONG name the field; REASON_ALREADY_EXISTS when the
  // identifier is taken, by a revoked principal too: an identifier means one person for ever; or
  // when a certificate name stands for another principal that is not revoked.
  absl::StatusOr<Created> Create(const ledger::v1::Principal& wanted);

  struct Rotation {
    // How long the present token stays good, in seconds, at most limits::kTokenOverlapSecondsMax.
    uint32_t keep_present_seconds = 0;
    // When the new token expires; 0: never. Nothing: as the present one.
    std::optional<UnixMicros> expiry = std::nullopt;
  };
  // Makes a new token of a principal; durable when OK. Of the tokens before, the present one alone
  // stays good for a while. REASON_NOT_FOUND when there is no such principal or it is revoked;
  // REASON_FIELD_INVALID names the field that is out of bounds.
  absl::StatusOr<Created> Rotate(absl::string_view principal, const Rotation& rotation);

  // Revokes a principal; durable when OK, and again OK for one that is revoked already.
  // REASON_NOT_FOUND when there is none; REASON_PERMISSION_DENIED for the last administrator that
  // may still call.
  absl::StatusOr<PrincipalPtr> Revoke(absl::string_view principal);

  // All principals, by identifier.
  std::vector<PrincipalPtr> List() const;

  // Whether this opening was the first start; the token lies in administrator_token_path().
  bool made_administrator() const { return made_administrator_; }
  std::string administrator_token_path() const { return directory_ + "/administrator.token"; }

 private:
  struct Entry {
    PrincipalPtr principal;
    std::string token_salt;
    std::string token_hash;
    // Of the token before the last rotation, as long as it is good.
    std::string earlier_token_salt;
    std::string earlier_token_hash;
    UnixMicros earlier_token_expiry = 0;
  };
  using Entries = std::map<std::string, Entry, std::less<>>;

  PrincipalStore(std::string directory, Clock& clock);

  absl::Status Load(absl::string_view bytes) ABSL_LOCKS_EXCLUDED(mutex_);
  absl::Status MakeAdministrator() ABSL_LOCKS_EXCLUDED(mutex_);
  absl::Status Save(const Entries& entries) const;
  // Lets `entries` be what is looked up.
  void Replace(Entries entries) ABSL_LOCKS_EXCLUDED(mutex_);
  bool MayCall(const ledger::v1::Principal& principal) const;
  // Whether the token is the entry's, or was before its last rotation and is good still.
  bool IsToken(const Entry& entry, absl::string_view token) const;

  const std::string directory_;
  Clock& clock_;
  bool made_administrator_ = false;  // Set before the store is handed out.

  // Held across the writing of the file, so that changes reach it in order. Always taken first.
  Mutex change_mutex_;

  // Held for look-ups only, never while a file is written.
  mutable Mutex mutex_;
  Entries entries_ ABSL_GUARDED_BY(mutex_);
  // Name of a certificate to principal, of those not revoked.
  std::map<std::string, std::string, std::less<>> certificate_names_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace assessment

#endif  // LEDGER_ACCESS_PRINCIPAL_STORE_H_
