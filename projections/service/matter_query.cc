#include <algorithm>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ledger/base/status_macros.h"
#include "ledger/reason/reason_status.h"
#include "projections/scoring/matter_facts.h"
#include "projections/service/queries.h"
#include "projections/service/query_names.h"

namespace assessment {
namespace {

using projections::v1::MatterStatus;

MatterStatus Describe(const MatterFacts& matter, const Registry& registry) {
  MatterStatus status;
  status.set_matter(matter.matter);
  status.set_kind(matter.opened->kind());
  status.set_unit(matter.holders.back().unit);
  if (const UnitEntry* unit = registry.FindUnit(status.unit())) status.set_unit_name(unit->name);
  *status.mutable_title() = matter.opened->title();
  *status.mutable_due() = ToMoment(*matter.deadline.due);
  if (matter.deadline.done.has_value()) *status.mutable_done() = ToMoment(*matter.deadline.done);
  if (matter.deadline.withdrawn_on.has_value()) {
    *status.mutable_withdrawn_on() = ToMoment({*matter.deadline.withdrawn_on, std::nullopt}).day();
  }
  for (const RecordedStep& step : matter.steps) {
    if (!Judge(matter.deadline, step).stands) continue;
    status.set_overdue(true);
    status.set_months_overdue(std::max(status.months_overdue(), step.step));
  }
  if (matter.opened->has_charges()) *status.mutable_charges() = matter.opened->charges();
  return status;
}

// Every event about the matter, as a trail tells it.
void AddChain(const EventStream& stream, MatterStatus& status) {
  for (const RecordPointer& record : stream.records()) {
    projections::v1::TrailEntry& entry = *status.add_chain();
    entry.set_position(record->header.position());
    entry.set_record_time_micros(record->header.record_time_micros());
    entry.set_event_type(record->header.event_type());
    *entry.mutable_event() = record->body.event();
    *entry.mutable_poster() = record->body.poster();
    if (const std::optional<uint64_t> by = stream.VoidedBy(record->header.position())) {
      entry.set_corrected_by_position(*by);
    }
  }
}

bool Wanted(const projections::v1::ListMattersRequest& request, const std::string& unit,
            const MatterFacts& matter, const MatterStatus& status) {
  if (!unit.empty() && status.unit() != unit && matter.Late() != unit) return false;
  if (request.open_only() && (status.has_done() || status.has_withdrawn_on())) return false;
  return !request.overdue_only() || status.overdue();
}

}  // namespace

absl::Status ListMatters(const QueryContext& context,
                         const projections::v1::ListMattersRequest& request,
                         projections::v1::ListMattersResponse& response) {
  ASSIGN_OR_RETURN(const ProjectionHost::Snapshot snapshot,
                   context.host.Ask(ProjectionKind::kThings, request.as_of(), request.seen_size(),
                                    context.deadline));
  const LedgerView& view = *snapshot.view;
  std::string unit;
  if (!request.unit().empty()) {
    RETURN_IF_ERROR(context.reader.CheckFacts(IdentifierOf(view, request.unit())));
    ASSIGN_OR_RETURN(const UnitEntry* const found, FindUnit(view, request.unit()));
    unit = found->unit;
  }
  std::vector<MatterStatus> matters;
  for (const IndexKey& key : snapshot.projections->things().KnownAt(view.size())) {
    if (key.kind != IndexKey::Kind::kMatter) continue;
    if (!request.matter().empty() && key.id != request.matter()) continue;
    ASSIGN_OR_RETURN(const StreamPointer stream, view.Stream(key));
    const std::optional<MatterFacts> matter = ReadMatter(key.id, *stream);
    if (!matter.has_value()) continue;
    MatterStatus status = Describe(*matter, view.registry());
    if (!context.reader.MayReadFacts(status.unit())) continue;
    if (!Wanted(request, unit, *matter, status)) continue;
    if (!request.matter().empty()) AddChain(*stream, status);
    matters.push_back(std::move(status));
  }
  if (!request.matter().empty() && matters.empty()) {
    return FieldError(
        ledger::v1::REASON_NOT_FOUND, "matter",
        absl::StrCat("no such matter \"", request.matter(), "\" counts at size ", view.size()));
  }
  std::sort(matters.begin(), matters.end(), [](const MatterStatus& a, const MatterStatus& b) {
    return std::make_tuple(ToDay(a.due().day()), a.matter()) <
           std::make_tuple(ToDay(b.due().day()), b.matter());
  });
  for (MatterStatus& matter : matters) *response.add_matters() = std::move(matter);
  response.set_size(view.size());
  response.set_record_time_micros(view.record_time_micros());
  return absl::OkStatus();
}

}  // namespace assessment
