#include "ledger/service/signing_key_ring.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "ledger/base/private_file.h"
#include "ledger/base/status_macros.h"
#include "ledger/proof/ed25519.h"
#include "ledger/proof/encoding.h"
#include "ledger/registry/signing_keys.h"
#include "ledger/sequencer/append_and_wait.h"

namespace assessment {
namespace {

// Source and poster of what the ledger states about itself.
constexpr char kGivenOption[] = "--signing-key";
constexpr char kRetiredOption[] = "--retire-signing-key";
constexpr char kReasonOption[] = "--signing-key-reason";

std::string VerifierOf(const SignerKey& key) { return EncodeVerifierKey(key.verifier()); }

bool Names(const std::vector<std::string>& keys, absl::string_view key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

absl::Status WrongWish(absl::string_view option, const std::string& ledger, absl::string_view why) {
  return absl::InvalidArgumentError(absl::StrCat(option, " ", ledger, ": ", why));
}

std::string KeyFilePath(const std::string& prefix) { return prefix + ".key"; }

// No such file: no keys.
absl::StatusOr<std::vector<SignerKey>> ReadKeyFile(const std::string& path,
                                                   const std::string& origin) {
  std::vector<SignerKey> keys;
  const absl::StatusOr<std::string> text = ReadPrivateFile(path);
  if (absl::IsNotFound(text.status())) return keys;
  RETURN_IF_ERROR(text.status());
  for (const absl::string_view line : absl::StrSplit(*text, '\n', absl::SkipEmpty())) {
    const absl::StatusOr<SignerKey> key = ParseSignerKey(line);
    if (!key.ok() || key->name != origin || key->type != NoteKeyType::kLog) {
      return absl::DataLossError(
          absl::StrCat(path, " holds no signing key of the origin ", origin));
    }
    keys.push_back(*key);
  }
  if (!keys.empty()) return keys;
  return absl::DataLossError(absl::StrCat(path, " is empty; put the keys back from their copy"));
}

absl::Status WriteKeyFile(const std::string& path, const std::vector<SignerKey>& keys) {
  std::string text;
  for (const SignerKey& key : keys) absl::StrAppend(&text, EncodeSignerKey(key), "\n");
  return ReplacePrivateFile(path, text);
}

bool Signed(const std::string& note, const std::string& verifier_key) {
  const absl::StatusOr<VerifierKey> key = ParseVerifierKey(verifier_key);
  return key.ok() && VerifyCheckpoint(note, *key).ok();
}

// One settling, step by step.
class Settling {
 public:
  Settling(const SigningKeyPlace& place, const SigningKeyWish& wish)
      : place_(place), wish_(wish), path_(KeyFilePath(place.file_prefix)) {}

  absl::StatusOr<SigningKeyRing> Run() {
    RETURN_IF_ERROR(CheckGivenKey(wish_, place_.origin));
    stated_ = place_.sequencer->signing_keys();
    ASSIGN_OR_RETURN(held_, ReadKeyFile(path_, place_.origin));
    on_disk_ = held_;
    RETURN_IF_ERROR(FindPresentKeys());
    RETURN_IF_ERROR(FindNextKeys());
    if (changes() && wish_.reason.empty()) {
      return WrongWish(kReasonOption, place_.ledger, "not given; say why its signing keys change");
    }
    // Nothing is appended to a log that lost what was signed.
    RETURN_IF_ERROR(
        ReadLastCheckpoint(place_.file_prefix, *place_.log, VerifiersBefore()).status());
    if (held_.size() != on_disk_.size()) RETURN_IF_ERROR(WriteKeys(held_));
    if (changes()) RETURN_IF_ERROR(AppendChange());
    return Ring();
  }

 private:
  bool changes() const { return !added_.empty() || !retired_.empty(); }

  void Hold(const SignerKey& key) {
    if (FindHeld(VerifierOf(key)) == nullptr) held_.push_back(key);
  }

  const SignerKey* FindHeld(const std::string& verifier_key) const {
    const auto found = std::find_if(
        held_.begin(), held_.end(),
        [&verifier_key](const SignerKey& key) { return VerifierOf(key) == verifier_key; });
    return found == held_.end() ? nullptr : &*found;
  }

  absl::Status WriteKeys(const std::vector<SignerKey>& keys) {
    RETURN_IF_ERROR(WriteKeyFile(path_, keys));
    on_disk_ = keys;
    return absl::OkStatus();
  }

  // The keys that sign before the wish is done.
  absl::Status FindPresentKeys() {
    if (stated_.position.has_value()) {
      present_ = stated_.in_force;
      return absl::OkStatus();
    }
    const absl::StatusOr<std::string> note = ReadPrivateFile(place_.file_prefix + ".checkpoint");
    if (absl::IsNotFound(note.status())) return FindFirstKey();
    RETURN_IF_ERROR(note.status());
    // The log names no key, so the one is sought that signed. It is the first in the file, unless
    // that was lost.
    std::vector<std::string> candidates;
    for (const SignerKey& key : held_) candidates.push_back(VerifierOf(key));
    if (wish_.given.has_value()) candidates.push_back(VerifierOf(*wish_.given));
    candidates.insert(candidates.end(), wish_.retired.begin(), wish_.retired.end());
    for (const std::string& key : candidates) {
      if (!Signed(*note, key)) continue;
      present_ = {key};
      return absl::OkStatus();
    }
    if (!held_.empty()) {
      return absl::DataLossError(
          absl::StrCat(place_.file_prefix, ".checkpoint is no checkpoint of a key in ", path_));
    }
    return absl::FailedPreconditionError(absl::StrCat(
        path_, " is missing, and checkpoints of ledger ", place_.ledger,
        " were signed: put it back from its copy. When the key is lost, give a new one and name "
        "the lost one: ",
        kGivenOption, " ", place_.ledger, "=FILE ", kRetiredOption, " ", place_.ledger,
        "=VERIFIER-KEY"));
  }

  // Nothing was ever signed.
  absl::Status FindFirstKey() {
    if (held_.empty() && wish_.given.has_value()) Hold(*wish_.given);
    if (held_.empty()) {
      ASSIGN_OR_RETURN(const std::string seed, NewEd25519Seed());
      ASSIGN_OR_RETURN(const SignerKey key, MakeSignerKey(place_.origin, NoteKeyType::kLog, seed));
      Hold(key);
    }
    present_ = {VerifierOf(held_[0])};
    return absl::OkStatus();
  }

  // The keys that sign once the wish is done.
  absl::Status FindNextKeys() {
    for (const std::string& key : wish_.retired) {
      if (Names(present_, key)) {
        retired_.push_back(key);
      } else if (!stated_.IsRetired(key)) {
        return WrongWish(kRetiredOption, place_.ledger,
                         absl::StrCat("found ", key, ", expected a key that signs: ",
                                      absl::StrJoin(present_, ", ")));
      }
    }
    for (const std::string& key : present_) {
      if (!Names(retired_, key)) next_.push_back(key);
    }
    RETURN_IF_ERROR(TakeGiven());
    if (next_.empty()) {
      return WrongWish(
          kRetiredOption, place_.ledger,
          absl::StrCat("no key would be left to sign; give another one with ", kGivenOption));
    }
    if (next_.size() > kSigningKeysMax) {
      return WrongWish(kGivenOption, place_.ledger,
                       absl::StrCat(next_.size(), " keys would sign, expected at most ",
                                    kSigningKeysMax, "; retire one"));
    }
    for (const std::string& key : next_) {
      if (FindHeld(key) != nullptr) continue;
      return absl::FailedPreconditionError(absl::StrCat(
          path_, " lacks the key ", key, ", which signs ledger ", place_.ledger,
          ": put it back from its copy (", kGivenOption, " ", place_.ledger,
          "=FILE takes it), or retire it with ", kRetiredOption, " ", place_.ledger, "=", key));
    }
    return absl::OkStatus();
  }

  absl::Status TakeGiven() {
    if (!wish_.given.has_value()) return absl::OkStatus();
    const std::string given = VerifierOf(*wish_.given);
    if (stated_.IsRetired(given) || Names(retired_, given)) {
      return WrongWish(kGivenOption, place_.ledger,
                       absl::StrCat("found ", given,
                                    ", which is retired, expected a key that is not; make a new "
                                    "one with \"ledgerctl key make\""));
    }
    Hold(*wish_.given);
    if (Names(present_, given)) return absl::OkStatus();
    next_.push_back(given);
    added_ = given;
    return absl::OkStatus();
  }

  // Keys that can have signed the last checkpoint.
  std::vector<VerifierKey> VerifiersBefore() const {
    std::vector<VerifierKey> verifiers;
    for (const auto* keys : {&present_, &stated_.retired}) {
      for (const std::string& key : *keys) verifiers.push_back(*ParseVerifierKey(key));
    }
    return verifiers;
  }

  absl::Status AppendChange() {
    ledger::v1::AppendRequest request;
    event::v1::Event& event = *request.add_events();
    ASSIGN_OR_RETURN(event, LedgersOwnEvent(place_.ledger, "signing-keys-", *place_.clock));
    event::v1::SigningKeyChanged& changed = *event.mutable_content()->mutable_signing_key_changed();
    for (const std::string& key : next_) changed.add_verifier_keys(key);
    for (const std::string& key : retired_) changed.add_retired_verifier_keys(key);
    changed.set_reason(wish_.reason);
    event::v1::Poster poster;
    poster.set_principal(kLedgerSource);
    poster.set_person_id(kLedgerSource);
    ASSIGN_OR_RETURN(const ledger::v1::AppendResponse response,
                     AppendAndWait(*place_.sequencer, request, poster, Route::kLedger));
    if (response.has_refused()) {
      const ledger::v1::Refusal& refusal = response.refused().refusals(0);
      return WrongWish(kGivenOption, place_.ledger,
                       absl::StrCat(refusal.field(), ": found ", refusal.found(), ", expected ",
                                    refusal.expected()));
    }
    stated_ = place_.sequencer->signing_keys();
    return absl::OkStatus();
  }

  absl::StatusOr<SigningKeyRing> Ring() {
    SigningKeyRing ring;
    ring.position = stated_.position;
    for (const std::string& key : next_) ring.signers.push_back(*FindHeld(key));
    for (const std::string& key : stated_.retired) {
      ASSIGN_OR_RETURN(ring.retired.emplace_back(), ParseVerifierKey(key));
    }
    // What signs no more leaves the file: a secret that is not there cannot leak.
    if (on_disk_.size() != ring.signers.size()) RETURN_IF_ERROR(WriteKeys(ring.signers));
    return ring;
  }

  const SigningKeyPlace& place_;
  const SigningKeyWish& wish_;
  const std::string path_;
  SigningKeys stated_;  // By the log.
  std::vector<SignerKey> held_;
  std::vector<SignerKey> on_disk_;
  std::vector<std::string> present_;
  std::vector<std::string> next_;
  std::string added_;  // Empty: none.
  std::vector<std::string> retired_;
};

}  // namespace

std::vector<VerifierKey> SigningKeyRing::Verifiers() const {
  std::vector<VerifierKey> verifiers = retired;
  for (const SignerKey& key : signers) verifiers.push_back(key.verifier());
  return verifiers;
}

absl::StatusOr<SigningKeyRing> SettleSigningKeys(const SigningKeyPlace& place,
                                                 const SigningKeyWish& wish) {
  return Settling(place, wish).Run();
}

absl::Status CheckGivenKey(const SigningKeyWish& wish, const std::string& origin) {
  if (!wish.given.has_value()) return absl::OkStatus();
  const bool is_log = wish.given->type == NoteKeyType::kLog;
  if (is_log && wish.given->name == origin) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(kGivenOption, ": found a ", is_log ? "log" : "cosigner", "'s key named ",
                   wish.given->name, ", expected a log's key named as the ledger's origin, ",
                   origin, "; \"ledgerctl key make --origin ", origin, " --out FILE\" makes one"));
}

absl::StatusOr<LastCheckpoint> ReadLastCheckpoint(const std::string& file_prefix,
                                                  const EventLog& log,
                                                  absl::Span<const VerifierKey> keys) {
  const std::string path = file_prefix + ".checkpoint";
  absl::StatusOr<std::string> note = ReadPrivateFile(path);
  if (absl::IsNotFound(note.status())) return LastCheckpoint{};
  RETURN_IF_ERROR(note.status());
  const absl::StatusOr<Checkpoint> checkpoint = VerifyCheckpoint(*note, keys);
  if (!checkpoint.ok()) {
    return absl::DataLossError(absl::StrCat(
        path, " is no checkpoint of the ledger's keys: ", checkpoint.status().message()));
  }
  const uint64_t size = log.DurableTail().size;
  if (size < checkpoint->size) {
    return absl::DataLossError(absl::StrCat(
        "the log of ", checkpoint->origin, " has size ", size, ", but size ", checkpoint->size,
        " was signed: acknowledged events are missing, the disk is an older copy"));
  }
  return LastCheckpoint{*std::move(note), *checkpoint};
}

}  // namespace assessment
