#ifndef CLIENTS_CERTIFICATE_SCORE_SHEET_H_
#define CLIENTS_CERTIFICATE_SCORE_SHEET_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "assessment/event/v1/event.pb.h"
#include "assessment/event/v1/registry.pb.h"
#include "assessment/event/v1/year_end.pb.h"
#include "assessment/projections/v1/explanation.pb.h"
#include "clients/certificate/certificate_view.h"
#include "clients/certificate/parsed_headers.h"

namespace assessment::certificate {

// What every sheet of one publication rests on beside the unit's score.
struct SheetBasis {
  event::v1::CycleResults results;    // As published.
  event::v1::SchemePublished scheme;  // The one that the results name.
  std::string authority_code;         // Of the ledger.
  int32_t year = 0;                   // Of the cycle.
  int64_t record_time_micros = 0;     // Of the newest header below the size of the results.
};

// What `records`, which `view` was made of, say of it; `headers` reach the size of the results.
// FAILED_PRECONDITION when they hold no such cycle or scheme.
absl::StatusOr<SheetBasis> SheetBasisOf(const CertificateView& view,
                                        const RecordsByPosition& records,
                                        const ParsedHeaders& headers,
                                        const event::v1::CycleResults& results);

// The score sheet of a unit as comma-separated values (sheet/csv_writer.h), for people: a line for
// each item with its clauses, what was found and what it charged, the totals, and at the foot the
// unit, revision and rank, and where the sheet comes from. Printed from what a certificate holds
// alone: a text that lies outside the log is said to be elsewhere. A pure function of its
// arguments. INVALID_ARGUMENT when `score` is of a unit that the results do not name.
absl::StatusOr<std::string> ScoreSheet(const SheetBasis& basis,
                                       const projections::v1::ScoreExplanation& score);

// The name of a unit's sheet among the files of a certificate: "sheets/141130.csv". Bytes that file
// names do not hold everywhere are written as %2F.
std::string ScoreSheetName(const std::string& unit);

}  // namespace assessment::certificate

#endif  // CLIENTS_CERTIFICATE_SCORE_SHEET_H_
