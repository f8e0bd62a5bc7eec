#ifndef CLIENTS_CTL_KEY_FILE_H_
#define CLIENTS_CTL_KEY_FILE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "ledger/proof/note_key.h"

namespace assessment::ctl {

// Makes a signing key in the file `out` (mode 0600) and prints what verifies it. INVALID_ARGUMENT
// names --out when something is there, or `name_option` when the name cannot be one.
absl::Status MakeKeyFile(absl::string_view name_option, const std::string& name,
                         const std::string& out, NoteKeyType type);

}  // namespace assessment::ctl

#endif  // CLIENTS_CTL_KEY_FILE_H_
