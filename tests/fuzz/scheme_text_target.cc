// A scheme as its author writes it: whatever the text, it is refused with a place, or linted, and
// what the linter passes has ids that resolve.

#include <cstdint>

#include "absl/strings/string_view.h"
#include "ledger/base/check.h"
#include "ledger/scheme/compiled_scheme.h"
#include "ledger/scheme/lint.h"
#include "ledger/scheme/scheme_file.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  const auto scheme = assessment::ParseSchemeText(text, "scheme");
  if (!scheme.ok()) {
    CHECK(absl::IsInvalidArgument(scheme.status()));
    return 0;
  }
  const bool passes = !assessment::HasErrors(assessment::Lint(*scheme));
  const auto compiled = assessment::CompiledScheme::Compile(*scheme);
  CHECK(compiled.ok() || absl::IsInvalidArgument(compiled.status()));
  CHECK(compiled.ok() || !passes);
  return 0;
}
