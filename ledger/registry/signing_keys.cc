#include "ledger/registry/signing_keys.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "ledger/proof/note_key.h"

namespace assessment {
namespace {

using event::v1::SigningKeyChanged;

bool Holds(const std::vector<std::string>& keys, absl::string_view key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

std::string Listed(const std::vector<std::string>& keys) {
  return keys.empty() ? "none" : absl::StrJoin(keys, ", ");
}

// A key that cannot stand in the list `field`, or stands there twice.
std::optional<SigningKeyFault> FindKeyFault(
    absl::string_view origin, absl::string_view field,
    const google::protobuf::RepeatedPtrField<std::string>& keys,
    absl::flat_hash_set<std::string>& seen) {
  for (int i = 0; i < keys.size(); ++i) {
    const std::string path = absl::StrCat(field, "[", i, "]");
    const absl::StatusOr<VerifierKey> key = ParseVerifierKey(keys[i]);
    if (!key.ok()) {
      return SigningKeyFault{path, std::string(key.status().message()), "a verifier key"};
    }
    if (key->name != origin || key->type != NoteKeyType::kLog) {
      return SigningKeyFault{
          path,
          absl::StrCat(keys[i], ", a ", key->type == NoteKeyType::kLog ? "log" : "cosigner",
                       "'s key of ", key->name),
          absl::StrCat("a log's key named as the origin, ", origin)};
    }
    if (!seen.insert(keys[i]).second) {
      return SigningKeyFault{path, absl::StrCat(keys[i], " twice"), "every key once"};
    }
  }
  return std::nullopt;
}

// What does not follow from the keys that are in force by the log.
std::optional<SigningKeyFault> FindBreak(const SigningKeys& before,
                                         const SigningKeyChanged& changed) {
  for (int i = 0; i < changed.retired_verifier_keys_size(); ++i) {
    const std::string& key = changed.retired_verifier_keys(i);
    if (before.IsInForce(key)) continue;
    return SigningKeyFault{absl::StrCat("retired_verifier_keys[", i, "]"), key,
                           absl::StrCat("a key in force: ", Listed(before.in_force))};
  }
  std::vector<std::string> staying;
  for (const std::string& key : before.in_force) {
    const auto& retired = changed.retired_verifier_keys();
    if (std::find(retired.begin(), retired.end(), key) == retired.end()) staying.push_back(key);
  }
  const std::vector<std::string> keys(changed.verifier_keys().begin(),
                                      changed.verifier_keys().end());
  if (keys.size() < staying.size() || !std::equal(staying.begin(), staying.end(), keys.begin())) {
    return SigningKeyFault{
        "verifier_keys", Listed(keys),
        absl::StrCat("first the keys in force that are not retired: ", Listed(staying))};
  }
  if (changed.retired_verifier_keys().empty() && keys.size() == staying.size()) {
    return SigningKeyFault{"verifier_keys", "the keys that are in force", "a key more or less"};
  }
  return std::nullopt;
}

}  // namespace

bool SigningKeys::IsInForce(absl::string_view key) const { return Holds(in_force, key); }

bool SigningKeys::IsRetired(absl::string_view key) const { return Holds(retired, key); }

std::optional<SigningKeyFault> FindSigningKeyFault(const SigningKeys& before,
                                                   absl::string_view origin,
                                                   const SigningKeyChanged& changed) {
  const auto count = static_cast<size_t>(changed.verifier_keys_size());
  if (count == 0 || count > kSigningKeysMax) {
    return SigningKeyFault{"verifier_keys", absl::StrCat(count, " keys"),
                           absl::StrCat("1 to ", kSigningKeysMax)};
  }
  absl::flat_hash_set<std::string> seen;
  auto fault = FindKeyFault(origin, "verifier_keys", changed.verifier_keys(), seen);
  if (!fault.has_value()) {
    fault = FindKeyFault(origin, "retired_verifier_keys", changed.retired_verifier_keys(), seen);
  }
  if (fault.has_value()) return fault;
  for (int i = 0; i < changed.verifier_keys_size(); ++i) {
    if (!before.IsRetired(changed.verifier_keys(i))) continue;
    return SigningKeyFault{absl::StrCat("verifier_keys[", i, "]"),
                           absl::StrCat(changed.verifier_keys(i), ", which was retired"),
                           "a key that was not; make a new one"};
  }
  if (before.position.has_value()) return FindBreak(before, changed);
  if (seen.size() < 2) {
    return SigningKeyFault{"verifier_keys", "one key alone",
                           "the first key as well, here or in retired_verifier_keys"};
  }
  return std::nullopt;
}

void ApplySigningKeyChange(uint64_t position, const SigningKeyChanged& changed, SigningKeys& keys) {
  keys.position = position;
  keys.in_force.assign(changed.verifier_keys().begin(), changed.verifier_keys().end());
  keys.retired.insert(keys.retired.end(), changed.retired_verifier_keys().begin(),
                      changed.retired_verifier_keys().end());
}

}  // namespace assessment
