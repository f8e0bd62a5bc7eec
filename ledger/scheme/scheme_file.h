#ifndef LEDGER_SCHEME_SCHEME_FILE_H_
#define LEDGER_SCHEME_SCHEME_FILE_H_

// Schemes as files: Protobuf text format, one Scheme message a file. The file is where a scheme is
// written; the log is where it is published.

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "assessment/scheme/v1/scheme.pb.h"

namespace assessment {

// Parses `text`; `name` stands for it in messages. INVALID_ARGUMENT names every place that cannot
// be read, at most ten, as "name:line:column: what is wrong", lines and columns from 1. Unknown
// fields and a field given twice are errors. Says nothing about what the scheme means: see Lint.
absl::StatusOr<scheme::v1::Scheme> ParseSchemeText(absl::string_view text, absl::string_view name);

// Reads and parses the file at `path`. NOT_FOUND when it cannot be opened, UNAVAILABLE when reading
// fails, INVALID_ARGUMENT as ParseSchemeText.
absl::StatusOr<scheme::v1::Scheme> ReadSchemeFile(const std::string& path);

}  // namespace assessment

#endif  // LEDGER_SCHEME_SCHEME_FILE_H_
