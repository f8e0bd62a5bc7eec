#ifndef CLIENTS_CTL_IMPORT_RUN_H_
#define CLIENTS_CTL_IMPORT_RUN_H_

// One import: a file of another system, row by row, into the ledger.

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "assessment/ledger/v1/ledger_service.pb.h"
#include "clients/ctl/session.h"
#include "clients/import/import_plan.h"
#include "clients/import/refused_rows.h"
#include "clients/table/table_rows.h"

namespace assessment::ctl {

struct ImportOptions {
  std::string file;
  // Mapping file; empty: the file is an entry workbook.
  std::string mapping;
  // Worksheet; empty: the mapping's, else the first.
  std::string sheet;
  // All rows as one batch, or none.
  bool atomic = false;
  // What it would change; writes nothing.
  bool dry_run = false;
  // Where refused rows are handed back; empty: nowhere.
  std::string refused;
};

// A file that is read and understood.
struct ImportSource {
  table::NamedTable table;
  importing::ImportPlan plan;
  // What a refused file says of its rows, or a workbook of itself.
  importing::RefusedMarks marks;
  // Row of the headings, as a refused file repeats it.
  int heading_row = 1;
  char delimiter = ',';
};

struct ImportCounts {
  // Rows that say something.
  size_t rows = 0;
  size_t appended = 0;
  size_t known = 0;
  // Size of the ledger after the last event that was appended; 0: none was.
  uint64_t size = 0;
};

struct ImportResult {
  ImportCounts counts;
  std::vector<importing::RowRefusal> refusals;
  // Of every row that says something, with the identity it is known by.
  importing::RefusedMarks marks;
  // Rows of `refusals`, each once.
  size_t RefusedRows() const;
  // Of a dry run: what would change.
  ledger::v1::PreviewResponse preview;
  // Of a dry run: nothing was judged, as there are more events than one preview takes.
  bool too_many_to_preview = false;
  // Why the import stopped before its end; the same call goes on from there. OK: it did not.
  absl::Status stopped;
};

// Reads the file and its mapping. INVALID_ARGUMENT names what is wrong with either;
// FAILED_PRECONDITION when an entry workbook was made for another ledger, or for another version of
// the scheme than the cycle has adopted.
absl::StatusOr<ImportSource> ReadImport(Session& session, const ImportOptions& options);

// Imports. A refused row never keeps another one out, unless `options.atomic`. A row that is in the
// ledger already is known, so that an import repeated after a stop changes nothing twice.
ImportResult RunImport(Session& session, const ImportSource& source, const ImportOptions& options);

}  // namespace assessment::ctl

#endif  // CLIENTS_CTL_IMPORT_RUN_H_
