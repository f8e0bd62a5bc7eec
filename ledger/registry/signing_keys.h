#ifndef LEDGER_REGISTRY_SIGNING_KEYS_H_
#define LEDGER_REGISTRY_SIGNING_KEYS_H_

// The keys that sign a ledger's checkpoints, as its log states them: the fold over
// SigningKeyChanged.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "assessment/event/v1/registry.pb.h"

namespace assessment {

// Keys that sign at a time, at most: whoever reads a checkpoint looks at every signature.
inline constexpr size_t kSigningKeysMax = 8;

// All keys as verifier keys, "name+hex8(id)+base64(type || public key)".
struct SigningKeys {
  // Of the newest SigningKeyChanged; unset: the first key signs still, and the log does not name
  // it.
  std::optional<uint64_t> position;
  // Sign every checkpoint of a size beyond `position`, the newest last; empty while that is unset.
  std::vector<std::string> in_force;
  // Every key that was retired, in the order of the log. None of them signs ever again.
  std::vector<std::string> retired;

  bool IsInForce(absl::string_view key) const;
  bool IsRetired(absl::string_view key) const;
};

// What is wrong with a change of keys.
struct SigningKeyFault {
  std::string field;  // Of SigningKeyChanged.
  std::string found;
  std::string expected;
};

// The rule of a change that follows `before` in the log of `origin`; nothing when it holds. Both
// lists hold log keys named as the origin, none twice. No key that was retired comes back. Every
// key in force stays, in its place before the new ones, or is retired; what is retired was in force
// before. Something changes, and the key that signed before the first change is named one way or
// the other.
std::optional<SigningKeyFault> FindSigningKeyFault(const SigningKeys& before,
                                                   absl::string_view origin,
                                                   const event::v1::SigningKeyChanged& changed);

// Folds a change of which FindSigningKeyFault says nothing.
void ApplySigningKeyChange(uint64_t position, const event::v1::SigningKeyChanged& changed,
                           SigningKeys& keys);

}  // namespace assessment

#endif  // LEDGER_REGISTRY_SIGNING_KEYS_H_
