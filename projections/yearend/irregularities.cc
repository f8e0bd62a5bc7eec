#include "projections/yearend/irregularities.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/base/status_macros.h"
#include "projections/views/score_at.h"
#include "projections/yearend/own_unit.h"

namespace assessment {
namespace {

using event::v1::EventContent;
using projections::v1::Irregularity;
using projections::v1::IrregularityKind;

// The numbers of event types stay for ever: see EventType in event.proto.
bool IsClausePosting(const event::v1::RecordHeader& header) {
  return header.event_type() >= 200 && header.event_type() < 300;
}
bool IsFact(const event::v1::RecordHeader& header) {
  return header.event_type() >= 300 && header.event_type() < 700;
}

// One unit on its way through.
class UnitAudit {
 public:
  UnitAudit(const LedgerView& view, const CycleEntry& cycle, const std::string& unit,
            std::vector<Irregularity>& found)
      : view_(view), cycle_(cycle), unit_(unit), found_(found) {}

  absl::Status Run() {
    ASSIGN_OR_RETURN(const StreamPointer events, view_.Stream(IndexKey::Unit(unit_)));
    const std::optional<uint64_t> first_signature = FirstSignature(*events);
    const std::set<uint64_t> by_own_unit = ConfirmedByOwnUnit(*events, unit_);
    for (const auto& record : events->records()) {
      const event::v1::RecordHeader& header = record->header;
      if (!header.cycle().empty() && header.cycle() != cycle_.opened.cycle()) continue;
      LookAt(*record, first_signature);
      if (by_own_unit.contains(header.position())) AddOwnConfirmation(*record);
    }
    for (const auto& [key, position] : Accepted()) {
      Irregularity& entry = Add(projections::v1::IRREGULARITY_KIND_CHECKLIST_ACCEPTED, position);
      entry.set_subject(key);
    }
    ASSIGN_OR_RETURN(const UnitScore score, ScoreAt(view_, cycle_, unit_, ScoreDetail::kSheet));
    if (score.score.grade_held()) {
      Add(projections::v1::IRREGULARITY_KIND_GRADE_HELD, view_.size());
    }
    return absl::OkStatus();
  }

 private:
  std::optional<uint64_t> FirstSignature(const EventStream& events) const {
    for (const auto& record : events.records()) {
      if (record->header.event_type() == event::v1::EVENT_TYPE_SHEET_SIGNED &&
          record->header.cycle() == cycle_.opened.cycle()) {
        return record->header.position();
      }
    }
    return std::nullopt;
  }

  void LookAt(const ParsedRecord& record, const std::optional<uint64_t>& first_signature) {
    const EventContent& content = record.body.event().content();
    const uint64_t position = record.header.position();
    if (content.has_correction_confirmed()) {
      Add(projections::v1::IRREGULARITY_KIND_CORRECTED, record)
          .set_subject(absl::StrCat(content.correction_confirmed().proposal_position()));
    }
    if (content.points_judged().has_replaces_position() ||
        content.deduction_decided().has_replaces_position()) {
      Add(projections::v1::IRREGULARITY_KIND_JUDGEMENT_CHANGED, record);
    }
    if (content.has_not_applicable_ruled() &&
        content.not_applicable_ruled().ruling() == event::v1::RULING_ACCEPTED) {
      Add(projections::v1::IRREGULARITY_KIND_STATEMENT_ACCEPTED, record);
    }
    if (first_signature.has_value() && position > *first_signature &&
        IsClausePosting(record.header)) {
      Add(projections::v1::IRREGULARITY_KIND_POSTED_AFTER_SIGNATURE, record);
    }
    const bool dated_back = IsFact(record.header) || IsClausePosting(record.header);
    if (dated_back && !content.late_reason().empty()) {
      Add(projections::v1::IRREGULARITY_KIND_DATED_LONG_BACK, record)
          .set_subject(content.late_reason());
    }
  }

  void AddOwnConfirmation(const ParsedRecord& record) {
    const EventContent& content = record.body.event().content();
    Add(projections::v1::IRREGULARITY_KIND_CONFIRMED_BY_OWN_UNIT, record)
        .set_subject(content.has_veto_confirmed()
                         ? content.veto_confirmed().veto()
                         : absl::StrCat(content.correction_confirmed().proposal_position()));
  }

  // What was accepted for the unit: "entry subject", and where.
  std::vector<std::pair<std::string, uint64_t>> Accepted() const {
    std::vector<std::pair<std::string, uint64_t>> accepted;
    for (int entry = event::v1::ChecklistEntry_MIN + 1; entry <= event::v1::ChecklistEntry_MAX;
         ++entry) {
      for (const auto& [subject, position] :
           cycle_.year_end.AcceptedOf(unit_, static_cast<event::v1::ChecklistEntry>(entry))) {
        accepted.emplace_back(absl::StrCat(event::v1::ChecklistEntry_Name(
                                               static_cast<event::v1::ChecklistEntry>(entry)),
                                           subject.empty() ? "" : " ", subject),
                              position);
      }
    }
    return accepted;
  }

  Irregularity& Add(IrregularityKind kind, uint64_t position) {
    Irregularity entry;
    entry.set_kind(kind);
    entry.set_unit(unit_);
    if (const UnitEntry* unit = view_.registry().FindUnit(unit_)) entry.set_unit_name(unit->name);
    entry.set_position(position);
    return found_.emplace_back(std::move(entry));
  }

  Irregularity& Add(IrregularityKind kind, const ParsedRecord& record) {
    Irregularity& entry = Add(kind, record.header.position());
    entry.set_event_type(record.header.event_type());
    entry.set_record_time_micros(record.header.record_time_micros());
    const EventContent& content = record.body.event().content();
    *entry.mutable_occurred_on() = content.occurred_on();
    *entry.mutable_persons() = content.decided_by();
    entry.set_principal(record.body.poster().principal());
    std::set<std::string> teams;
    for (const event::v1::Person& person : content.decided_by()) {
      for (const auto& [team, formed] : cycle_.teams) {
        const auto is = [&person](const event::v1::Person& member) {
          return member.person_id() == person.person_id();
        };
        if (is(formed.leader()) ||
            std::any_of(formed.members().begin(), formed.members().end(), is)) {
          teams.insert(team);
        }
      }
    }
    for (const std::string& team : teams) entry.add_teams(team);
    return entry;
  }

  const LedgerView& view_;
  const CycleEntry& cycle_;
  const std::string& unit_;
  std::vector<Irregularity>& found_;
};

}  // namespace

absl::StatusOr<std::vector<Irregularity>> FindIrregularities(const LedgerView& view,
                                                             const CycleEntry& cycle) {
  std::vector<Irregularity> found;
  for (const std::string& unit : cycle.units) {
    RETURN_IF_ERROR(UnitAudit(view, cycle, unit, found).Run());
  }
  std::stable_sort(found.begin(), found.end(), [](const Irregularity& a, const Irregularity& b) {
    return std::make_tuple(absl::string_view(a.unit()), a.position()) <
           std::make_tuple(absl::string_view(b.unit()), b.position());
  });
  return found;
}

}  // namespace assessment
