#include "clients/ctl/trusted_keys.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "ledger/base/private_file.h"
#include "ledger/base/status_macros.h"

namespace assessment::ctl {

std::string TrustFilePath() {
  if (const char* path = std::getenv("ASSESSMENT_TRUST_FILE")) return path;
  const char* home = std::getenv("HOME");
  return absl::StrCat(home == nullptr ? "." : home, "/.config/ledgerctl/trusted-keys");
}

namespace {

// Reads server and ledger off a line; true when they are these.
bool IsLineOf(std::istringstream& words, const std::string& server, const std::string& ledger) {
  std::string known_server;
  std::string known_ledger;
  return words >> known_server >> known_ledger && known_server == server && known_ledger == ledger;
}

}  // namespace

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
    if (!IsLineOf(words, server, ledger)) continue;
    std::string known_key;
    if (!(words >> known_key)) continue;
    ASSIGN_OR_RETURN(trusted.key, ParseVerifierKey(known_key));
    for (std::string earlier; words >> earlier;) {
      ASSIGN_OR_RETURN(trusted.earlier.emplace_back(), ParseVerifierKey(earlier));
    }
    return trusted;
  }
  ASSIGN_OR_RETURN(trusted.key, ParseVerifierKey(offered));
  trusted.first_use = true;
  std::error_code ignored;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), ignored);
  std::ofstream(path, std::ios::app) << server << " " << ledger << " " << offered << "\n";
  return trusted;
}

absl::Status MoveTrust(const std::string& path, const std::string& server,
                       const std::string& ledger, const VerifierKey& key) {
  std::string moved;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string keys;
    if (IsLineOf(words, server, ledger) && std::getline(words, keys)) {
      line = absl::StrCat(server, " ", ledger, " ", EncodeVerifierKey(key), keys);
    }
    absl::StrAppend(&moved, line, "\n");
  }
  return ReplaceReadableFile(path, moved);
}

}  // namespace assessment::ctl
