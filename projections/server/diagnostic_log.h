#ifndef PROJECTIONS_SERVER_DIAGNOSTIC_LOG_H_
#define PROJECTIONS_SERVER_DIAGNOSTIC_LOG_H_

// What the server tells those who run it: one JSON object a line. Not a ledger: nothing rests on
// it.

#include <cstdint>
#include <iosfwd>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace assessment {

// How much a line matters, least first.
enum class Severity { kDebug, kInfo, kWarning, kError };

// The severity of a name: "debug", "info", "warning" or "error". INVALID_ARGUMENT names these.
absl::StatusOr<Severity> ParseSeverity(absl::string_view name);

// Lines of the form
//   {"time":"2027-01-31T08:00:00.000000Z","severity":"warning","event":"projection_stale",...}
// Writers never wait for the reader of the lines: a line that finds the queue full replaces the
// oldest one, and the next line that finds room is followed by `lines_lost` with their number.
//
// Who writes a line answers for what it holds: names of ledgers, methods, reasons, sizes, request
// ids; never principals, persons, units, tokens, contents of events. Thread-safe.
class DiagnosticLog {
 public:
  using Value = std::variant<std::string, int64_t, uint64_t, bool>;
  struct Field {
    std::string name;
    Value value;
  };

  // Writes lines of `least` and above to stderr.
  explicit DiagnosticLog(Severity least);
  // The same to a stream, which outlives this; for tests.
  DiagnosticLog(Severity least, std::ostream& stream);
  // Writes what waits.
  ~DiagnosticLog();
  DiagnosticLog(const DiagnosticLog&) = delete;
  DiagnosticLog& operator=(const DiagnosticLog&) = delete;

  // Whether lines of a severity are written.
  bool Wants(Severity severity) const;

  // Queues a line about `event`, a name in snake_case. Bytes that are no UTF-8 are replaced.
  void Write(Severity severity, absl::string_view event, const std::vector<Field>& fields = {});

  // Lines lost so far because the queue was full.
  uint64_t lines_lost() const;

 private:
  class Impl;
  const std::unique_ptr<Impl> impl_;
};

}  // namespace assessment

#endif  // PROJECTIONS_SERVER_DIAGNOSTIC_LOG_H_
