#include "clients/certificate/build_certificate.h"

#include <memory>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "clients/certificate/certificate_view.h"
#include "clients/certificate/needed_bodies.h"
#include "clients/certificate/parsed_headers.h"
#include "clients/certificate/publication_page.h"
#include "clients/certificate/scope_of_cycle.h"
#include "clients/certificate/score_sheet.h"
#include "ledger/base/parallel.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/record.h"
#include "projections/views/results.h"

namespace assessment::certificate {

absl::StatusOr<Certificate> BuildCertificate(const std::vector<StoredEvent>& events,
                                             const std::string& cycle, const std::string& unit) {
  RecordsByPosition parsed;
  Certificate certificate;
  for (const StoredEvent& event : events) {
    const uint64_t position = certificate.headers.size();
    ASSIGN_OR_RETURN(ParsedRecord each,
                     ParseRecord({event.header_bytes, event.salt, event.body_bytes}));
    certificate.headers.push_back(event.header_bytes);
    parsed.emplace(position, std::make_shared<const ParsedRecord>(std::move(each)));
  }
  if (events.empty()) return absl::FailedPreconditionError("found no events");
  ASSIGN_OR_RETURN(const ParsedHeaders headers,
                   ParsedHeaders::Parse(certificate.headers, ThreadsOfMachine()));
  ASSIGN_OR_RETURN(const std::unique_ptr<const CertificateView> view,
                   CertificateView::Make(headers[0].origin(), headers.size(), parsed));
  const CycleEntry* entry = view->registry().FindCycle(cycle);
  const uint64_t last = headers.size() - 1;
  if (entry == nullptr || entry->year_end.revisions().empty() ||
      entry->year_end.revisions().back().position != last) {
    return absl::FailedPreconditionError(
        absl::StrCat("the event at position ", last, " publishes no results of cycle ", cycle));
  }
  certificate.origin = headers[0].origin();
  certificate.cycle = cycle;
  certificate.revision = static_cast<uint32_t>(entry->year_end.revisions().size());
  certificate.position = last;
  Scope scope = ScopeOfCycle(view->registry(), *entry);
  if (!unit.empty()) {
    ASSIGN_OR_RETURN(const UnitEntry* const assessed, FindUnitOf(*view, *entry, unit));
    certificate.unit = assessed->unit;
    scope = ScopeOfUnit(*entry, certificate.unit);
  }
  for (const uint64_t position : NeededBodies(headers, scope)) {
    certificate.bodies.emplace(position, Body{events[position].salt, events[position].body_bytes});
  }
  const event::v1::EventContent& publication = parsed.at(last)->body.event().content();
  certificate.results = publication.has_cycle_amended() ? publication.cycle_amended().results()
                                                        : publication.results_published().results();
  event::v1::CycleResults results;
  if (!results.ParseFromString(certificate.results)) {
    return absl::DataLossError("the published results do not parse");
  }
  const PublishedRevision& revision = entry->year_end.revisions().back();
  certificate.page = PublicationPage(results, revision.results_digest, publication);
  ASSIGN_OR_RETURN(const SheetBasis sheets, SheetBasisOf(*view, parsed, headers, results));
  ResultsBasis basis;
  basis.fold = revision.fold;
  absl::Status printed;
  const auto print = [&](const projections::v1::ScoreExplanation& score) {
    absl::StatusOr<std::string> text = ScoreSheet(sheets, score);
    if (!text.ok()) {
      printed.Update(text.status());
    } else {
      certificate.sheets[ScoreSheetName(score.unit())] = *std::move(text);
    }
  };
  if (certificate.unit.empty()) {
    RETURN_IF_ERROR(ComputeResults(*view, cycle, basis, print).status());
  } else {
    RETURN_IF_ERROR(ComputeUnitResults(*view, cycle, basis, certificate.unit, print).status());
  }
  RETURN_IF_ERROR(printed);
  return certificate;
}

}  // namespace assessment::certificate
