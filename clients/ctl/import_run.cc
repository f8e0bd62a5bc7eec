#include "clients/ctl/import_run.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>
#include <set>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/ctl/sheet_source.h"
#include "clients/import/entry_mapping.h"
#include "clients/import/row_events.h"
#include "clients/table/table_file.h"
#include "clients/table/whole_file.h"
#include "ledger/base/limits.h"
#include "ledger/base/status_macros.h"

namespace assessment::ctl {
namespace {

absl::StatusOr<client::v1::ImportMapping> ReadMapping(const std::string& path) {
  const absl::StatusOr<std::string> text = table::ReadWholeFile(path, table::kFileBytesMax);
  if (text.ok()) return importing::ParseMapping(*text);
  return absl::InvalidArgumentError(
      absl::StrCat("--mapping: ", path, ": ", text.status().message()));
}

// An entry workbook belongs to one ledger and to the scheme that its clauses are of.
absl::Status CheckEntryOrigin(Session& session, const importing::EntryOrigin& origin) {
  ASSIGN_OR_RETURN(const std::string ledger, session.ledger());
  if (origin.ledger != ledger) {
    return absl::FailedPreconditionError(
        absl::StrCat("the workbook is for ledger ", origin.ledger, ", not for ", ledger));
  }
  ASSIGN_OR_RETURN(const projections::v1::Cycle cycle,
                   FetchCycle(session, ledger, origin.cycle, {}));
  const event::v1::SchemeReference& adopted = cycle.cycle().scheme();
  if (adopted.scheme() != origin.scheme ||
      static_cast<int32_t>(adopted.version()) != origin.scheme_version) {
    return absl::FailedPreconditionError(absl::StrCat(
        "the workbook is of scheme ", origin.scheme, " version ", origin.scheme_version, "; cycle ",
        origin.cycle, " has adopted ", adopted.scheme(), " version ", adopted.version(),
        "; print it again with sheet --entry"));
  }
  return absl::OkStatus();
}

absl::StatusOr<client::v1::ImportMapping> EntryMappingOf(Session& session,
                                                         const ImportOptions& options,
                                                         const ImportSource& source) {
  ASSIGN_OR_RETURN(const std::optional<importing::EntryOrigin> origin,
                   importing::ReadEntryOrigin(source.marks.entry_property));
  if (!origin.has_value()) {
    return absl::InvalidArgumentError(
        absl::StrCat("--mapping: not given, and ", options.file,
                     " is no entry workbook; expected a file that says what its rows become"));
  }
  RETURN_IF_ERROR(CheckEntryOrigin(session, *origin));
  return importing::EntryMapping(source.table.columns);
}

// Refused rows must not take the place of what they are from.
absl::Status CheckRefusedFile(const ImportOptions& options) {
  for (const std::string& read : {options.file, options.mapping}) {
    std::error_code absent;
    if (!options.refused.empty() && std::filesystem::equivalent(options.refused, read, absent)) {
      return absl::InvalidArgumentError(absl::StrCat("--refused: ", options.refused,
                                                     " is a file that is read; expected another"));
    }
  }
  return absl::OkStatus();
}

// What became of one row's events.
void TakeReceipts(const ledger::v1::AppendResponse& response, ImportCounts& counts) {
  for (const ledger::v1::Receipt& receipt : response.accepted().receipts()) {
    ++(receipt.already_known() ? counts.known : counts.appended);
  }
  counts.size = std::max<uint64_t>(counts.size, response.accepted().size());
}

importing::RowRefusal RefusalOf(const importing::ImportPlan& plan, int row,
                                const event::v1::Event& event, const ledger::v1::Refusal& refusal) {
  importing::RowRefusal row_refusal;
  row_refusal.row = row;
  row_refusal.reason = ledger::v1::Reason_Name(refusal.reason());
  row_refusal.column = importing::ColumnOfField(plan, event, refusal.field());
  row_refusal.field = refusal.field();
  row_refusal.found = refusal.found();
  row_refusal.expected = refusal.expected();
  if (!refusal.positions().empty()) {
    absl::StrAppend(&row_refusal.expected, "; #", absl::StrJoin(refusal.positions(), " #"));
  }
  return row_refusal;
}

// A row's events, and the row they are of.
struct RowBatch {
  int row = 0;
  std::vector<event::v1::Event> events;
};

// The rows as events; what cannot be read goes to the result.
std::vector<RowBatch> ReadRows(const ImportSource& source, const std::string& ledger,
                               ImportResult& result) {
  std::vector<RowBatch> batches;
  std::map<std::vector<std::string>, int> seen;
  for (const table::TableRow& row : source.table.rows) {
    const int repeat = seen[row.cells]++;
    const auto marked = source.marks.identities.find(row.number);
    const std::string identity = marked != source.marks.identities.end()
                                     ? marked->second
                                     : importing::RowIdentity(row, repeat);
    importing::RowEvents made = importing::MakeRowEvents(source.plan, row, identity, ledger);
    if (!made.stated) continue;
    result.marks.identities[row.number] = identity;
    ++result.counts.rows;
    for (const importing::RowFault& fault : made.faults) {
      result.refusals.push_back(
          {row.number, "", fault.column, fault.field, fault.found, fault.expected});
    }
    if (!made.events.empty()) batches.push_back({row.number, std::move(made.events)});
  }
  return batches;
}

// How far a long import is, on a terminal.
class ProgressLine {
 public:
  ProgressLine(const Session& session, size_t total)
      : total_(total), shown_(!session.json() && total > kShort && isatty(STDERR_FILENO) == 1) {}
  ~ProgressLine() {
    if (shown_) std::cerr << "\r\033[K" << std::flush;
  }
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void Step() {
    ++done_;
    const size_t percent = done_ * 100 / total_;
    if (!shown_ || percent == percent_) return;
    percent_ = percent;
    std::cerr << "\r" << done_ << " / " << total_ << "  " << percent << "%" << std::flush;
  }

 private:
  static constexpr size_t kShort = 200;
  const size_t total_;
  const bool shown_;
  size_t done_ = 0;
  size_t percent_ = 0;
};

void ImportRows(Session& session, const ImportSource& source, const std::vector<RowBatch>& batches,
                ImportResult& result) {
  ProgressLine progress(session, batches.size());
  for (const RowBatch& batch : batches) {
    ledger::v1::AppendRequest request;
    for (const event::v1::Event& event : batch.events) *request.add_events() = event;
    const absl::StatusOr<ledger::v1::AppendResponse> response = session.client().Append(request);
    if (!response.ok()) {
      result.stopped =
          absl::Status(response.status().code(),
                       absl::StrCat("row ", batch.row, ": ", response.status().message()));
      return;
    }
    TakeReceipts(*response, result.counts);
    for (const ledger::v1::Refusal& refusal : response->refused().refusals()) {
      const size_t index = refusal.has_index() ? refusal.index() : 0;
      result.refusals.push_back(RefusalOf(
          source.plan, batch.row, batch.events[std::min(index, batch.events.size() - 1)], refusal));
    }
    progress.Step();
  }
}

// All events of the batches, and for each the row it is of.
struct OneBatch {
  std::vector<event::v1::Event> events;
  std::vector<int> rows;
};

OneBatch JoinBatches(const std::vector<RowBatch>& batches) {
  OneBatch joined;
  for (const RowBatch& batch : batches) {
    for (const event::v1::Event& event : batch.events) {
      joined.events.push_back(event);
      joined.rows.push_back(batch.row);
    }
  }
  return joined;
}

template <typename Refusals>
void TakeRefusals(const importing::ImportPlan& plan, const OneBatch& joined,
                  const Refusals& refusals, ImportResult& result) {
  for (const ledger::v1::Refusal& refusal : refusals) {
    const size_t index =
        std::min<size_t>(refusal.has_index() ? refusal.index() : 0, joined.events.size() - 1);
    result.refusals.push_back(RefusalOf(plan, joined.rows[index], joined.events[index], refusal));
  }
}

void ImportAtOnce(Session& session, const ImportSource& source,
                  const std::vector<RowBatch>& batches, ImportResult& result) {
  // A row that cannot be read keeps the others out.
  if (!result.refusals.empty() || batches.empty()) return;
  const OneBatch joined = JoinBatches(batches);
  if (joined.events.size() > limits::kBatchEventsMax) {
    result.stopped = absl::InvalidArgumentError(
        absl::StrCat("--atomic: found ", joined.events.size(), " events; expected at most ",
                     limits::kBatchEventsMax, " in one batch"));
    return;
  }
  ledger::v1::AppendRequest request;
  for (const event::v1::Event& event : joined.events) *request.add_events() = event;
  const absl::StatusOr<ledger::v1::AppendResponse> response = session.client().Append(request);
  if (!response.ok()) {
    result.stopped = response.status();
    return;
  }
  TakeReceipts(*response, result.counts);
  TakeRefusals(source.plan, joined, response->refused().refusals(), result);
}

void PreviewRows(Session& session, const ImportSource& source, const std::vector<RowBatch>& batches,
                 ImportResult& result) {
  const OneBatch joined = JoinBatches(batches);
  result.too_many_to_preview = joined.events.size() > limits::kBatchEventsMax;
  if (joined.events.empty() || result.too_many_to_preview) return;
  ledger::v1::PreviewRequest request;
  for (const event::v1::Event& event : joined.events) *request.add_events() = event;
  absl::StatusOr<ledger::v1::PreviewResponse> response = session.client().Preview(request);
  if (!response.ok()) {
    result.stopped = response.status();
    return;
  }
  result.preview = *std::move(response);
  TakeRefusals(source.plan, joined, result.preview.refusals(), result);
}

// Where a row has a refusal of its own, those that only follow from it are left out.
void DropConsequences(std::vector<importing::RowRefusal>& refusals) {
  const std::string follows = ledger::v1::Reason_Name(ledger::v1::REASON_RESTS_ON_REFUSED);
  std::set<int> own;
  for (const importing::RowRefusal& refusal : refusals) {
    if (refusal.reason != follows) own.insert(refusal.row);
  }
  refusals.erase(std::remove_if(refusals.begin(), refusals.end(),
                                [&](const importing::RowRefusal& refusal) {
                                  return refusal.reason == follows && own.count(refusal.row) > 0;
                                }),
                 refusals.end());
}

}  // namespace

size_t ImportResult::RefusedRows() const {
  std::set<int> rows;
  for (const importing::RowRefusal& refusal : refusals) rows.insert(refusal.row);
  return rows.size();
}

absl::StatusOr<ImportSource> ReadImport(Session& session, const ImportOptions& options) {
  RETURN_IF_ERROR(CheckRefusedFile(options));
  client::v1::ImportMapping mapping;
  if (!options.mapping.empty()) {
    ASSIGN_OR_RETURN(mapping, ReadMapping(options.mapping));
  }
  ImportSource source;
  if (!mapping.delimiter().empty()) source.delimiter = mapping.delimiter()[0];
  table::TableFormat format;
  format.sheet = options.sheet.empty() ? mapping.sheet() : options.sheet;
  format.encoding = mapping.encoding();
  format.delimiter = source.delimiter;
  ASSIGN_OR_RETURN(table::TableFile file, table::ReadTableFile(options.file, format));
  // Headings of JSON lines are the names of their members, wherever those of a table stand.
  const bool own_row = file.heading_row > 0 && mapping.heading_row() > 0;
  const int heading_row = own_row ? mapping.heading_row() : file.heading_row;
  source.heading_row = std::max(1, mapping.heading_row());
  absl::StatusOr<table::NamedTable> named = table::NameColumns(std::move(file.rows), heading_row);
  if (!named.ok()) {
    return absl::InvalidArgumentError(absl::StrCat(options.file, ": ", named.status().message()));
  }
  source.table = *std::move(named);
  source.marks = importing::TakeMarks(source.table);
  const auto entry = file.properties.find(importing::kEntryProperty);
  if (entry != file.properties.end()) source.marks.entry_property = entry->second;
  if (options.mapping.empty()) {
    ASSIGN_OR_RETURN(mapping, EntryMappingOf(session, options, source));
  }
  ASSIGN_OR_RETURN(source.plan, importing::MakePlan(mapping, source.table));
  return source;
}

ImportResult RunImport(Session& session, const ImportSource& source, const ImportOptions& options) {
  ImportResult result;
  if (options.mapping.empty()) result.marks.entry_property = source.marks.entry_property;
  const absl::StatusOr<std::string> ledger = session.ledger();
  if (!ledger.ok()) {
    result.stopped = ledger.status();
    return result;
  }
  const std::vector<RowBatch> batches = ReadRows(source, *ledger, result);
  if (options.dry_run) {
    PreviewRows(session, source, batches, result);
  } else if (options.atomic) {
    ImportAtOnce(session, source, batches, result);
  } else {
    ImportRows(session, source, batches, result);
  }
  DropConsequences(result.refusals);
  std::stable_sort(
      result.refusals.begin(), result.refusals.end(),
      [](const importing::RowRefusal& a, const importing::RowRefusal& b) { return a.row < b.row; });
  return result;
}

}  // namespace assessment::ctl
