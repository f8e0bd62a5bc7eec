#include "ledger/proof/signer_key_file.h"

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "ledger/base/private_file.h"
#include "ledger/base/status_macros.h"
#include "ledger/proof/ed25519.h"

namespace assessment {

absl::StatusOr<VerifierKey> MakeSignerKeyFile(const std::string& path, absl::string_view name,
                                              NoteKeyType type) {
  std::error_code ignored;
  if (std::filesystem::exists(path, ignored)) {
    return absl::AlreadyExistsError(
        absl::StrCat(path, " is there already; a key that was used is never written over"));
  }
  ASSIGN_OR_RETURN(const std::string seed, NewEd25519Seed());
  ASSIGN_OR_RETURN(const SignerKey key, MakeSignerKey(name, type, seed));
  RETURN_IF_ERROR(ReplacePrivateFile(path, absl::StrCat(EncodeSignerKey(key), "\n")));
  return key.verifier();
}

absl::StatusOr<SignerKey> ReadSignerKeyFile(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string text, ReadPrivateFile(path));
  absl::StatusOr<SignerKey> key = ParseSignerKey(absl::StripSuffix(text, "\n"));
  if (key.ok()) return key;
  return absl::InvalidArgumentError(
      absl::StrCat(path, " holds no signing key: ", key.status().message()));
}

}  // namespace assessment
