#include "clients/ctl/key_file.h"

#include <iostream>

#include "absl/strings/str_cat.h"
#include "ledger/proof/signer_key_file.h"

namespace assessment::ctl {

absl::Status MakeKeyFile(absl::string_view name_option, const std::string& name,
                         const std::string& out, NoteKeyType type) {
  const absl::StatusOr<VerifierKey> key = MakeSignerKeyFile(out, name, type);
  if (key.ok()) {
    std::cout << EncodeVerifierKey(*key) << "\n";
    return absl::OkStatus();
  }
  const bool of_name = absl::IsInvalidArgument(key.status());
  return absl::InvalidArgumentError(
      absl::StrCat(of_name ? name_option : "--out", ": ", key.status().message()));
}

}  // namespace assessment::ctl
