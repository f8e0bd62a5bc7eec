#ifndef CLIENTS_CTL_EVENT_FILE_H_
#define CLIENTS_CTL_EVENT_FILE_H_

// Files of events: JSON lines, each one event or one atomic batch {"events": [...], "conditions":
// [...]}, in Protobuf's JSON mapping.

#include <istream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "assessment/ledger/v1/ledger_service.pb.h"

namespace assessment::ctl {

struct FileBatch {
  int line = 0;  // From 1.
  ledger::v1::AppendRequest request;
  // Why the line cannot be read; OK: it could. The request is empty then.
  absl::Status fault;
};

// Reads one line. Fills in what an event leaves out: the ledger, the source "ledgerctl", and a key
// that follows from the line's text, so that the same file posted again changes nothing; `repeat`
// says how many equal lines came before it, so that each is an event of its own. INVALID_ARGUMENT
// names line and fault.
absl::StatusOr<FileBatch> ParseEventLine(absl::string_view text, int line, int repeat,
                                         absl::string_view ledger);

// Reads a whole file, on behind a line that cannot be read; empty lines and lines that begin with #
// are passed over.
std::vector<FileBatch> ReadEventFile(std::istream& file, absl::string_view ledger);

}  // namespace assessment::ctl

#endif  // CLIENTS_CTL_EVENT_FILE_H_
