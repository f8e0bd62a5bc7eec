#include "clients/ctl/trusted_keys.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "ledger/base/status_macros.h"

namespace assessment::ctl {

std::string TrustFilePath() {
  if (const char* path = std::getenv("ASSESSMENT_TRUST_FILE")) return path;
  const char* home = std::getenv("HOME");
  return absl::StrCat(home == nullptr ? "." : home, "/.config/ledgerctl/trusted-keys");
}

absl::StatusOr<TrustedKey> FindTrustedKey(const std::string& path, const std::string& server,
                                          const std::string& ledger, absl::string_view given,
                                          absl::string_view offered) {
  TrustedKey trusted;
  if (!given.empty()) {
    ASSIGN_OR_RETURN(trusted.key, ParseVerifierKey(given));
    return trusted;
  }
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string known_server;
    std::string known_ledger;
    std::string known_key;
    if (!(words >> known_server >> known_ledger >> known_key)) continue;
    if (known_server != server || known_ledger != ledger) continue;
    if (known_key != offered) {
      return absl::FailedPreconditionError(
          absl::StrCat("the server offers the key ", offered, ", the key remembered in ", path,
                       " is ", known_key,
                       "; another log answers under this name, or its key was changed: ask the "
                       "authority, then give --key"));
    }
    ASSIGN_OR_RETURN(trusted.key, ParseVerifierKey(known_key));
    return trusted;
  }
  ASSIGN_OR_RETURN(trusted.key, ParseVerifierKey(offered));
  trusted.first_use = true;
  std::error_code ignored;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), ignored);
  std::ofstream(path, std::ios::app) << server << " " << ledger << " " << offered << "\n";
  return trusted;
}

}  // namespace assessment::ctl
