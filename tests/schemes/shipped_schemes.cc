#include "tests/schemes/shipped_schemes.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "ledger/scheme/scheme_file.h"

namespace assessment {

std::string SchemeTestName(const std::string& scheme) {
  return absl::StrReplaceAll(scheme, {{"-", "_"}});
}

std::shared_ptr<const CompiledScheme> ShippedScheme(const std::string& name) {
  auto scheme = ReadSchemeFile(absl::StrCat(ASSESSMENT_SCHEMES_DIR, "/", name, ".txtpb"));
  if (!scheme.ok()) {
    ADD_FAILURE() << scheme.status();
    return nullptr;
  }
  auto compiled = CompiledScheme::Compile(*std::move(scheme));
  if (!compiled.ok()) {
    ADD_FAILURE() << compiled.status();
    return nullptr;
  }
  return *std::move(compiled);
}

}  // namespace assessment
