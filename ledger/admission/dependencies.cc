#include "ledger/admission/dependencies.h"

#include "absl/strings/str_cat.h"
#include "ledger/registry/year_end.h"

namespace assessment::admission {

using event::v1::EventContent;

namespace {

template <typename Stated>
std::string SheetNameOf(const Stated& stated) {
  return SheetName(stated.cycle(), stated.unit(), stated.part());
}

}  // namespace

std::string PositionName(uint64_t position) { return absl::StrCat("position ", position); }
std::string VoidName(uint64_t position) { return absl::StrCat("void ", position); }
std::string UnitName(absl::string_view unit) { return absl::StrCat("unit ", unit); }
std::string SchemeName(absl::string_view scheme, uint32_t version) {
  return absl::StrCat("scheme ", scheme, " ", version);
}
std::string CycleName(absl::string_view cycle) { return absl::StrCat("cycle ", cycle); }
std::string CycleSchemeName(absl::string_view cycle) {
  return absl::StrCat("scheme of cycle ", cycle);
}
std::string CyclePhaseName(absl::string_view cycle) {
  return absl::StrCat("phase of cycle ", cycle);
}
std::string CycleUnitName(absl::string_view cycle, absl::string_view unit) {
  return absl::StrCat("unit ", unit, " in cycle ", cycle);
}
std::string TeamMemberName(absl::string_view cycle, absl::string_view person) {
  return absl::StrCat("person ", person, " in a team of cycle ", cycle);
}
std::string TeamLeaderName(absl::string_view cycle, absl::string_view person) {
  return absl::StrCat("person ", person, " leading a team of cycle ", cycle);
}
std::string AccidentName(absl::string_view accident) { return absl::StrCat("accident ", accident); }
std::string AccidentRulingName(absl::string_view accident) {
  return absl::StrCat("ruling on accident ", accident);
}
std::string AppraisalName(absl::string_view accident) {
  return absl::StrCat("appraisal of accident ", accident);
}
std::string AttributionName(absl::string_view accident, absl::string_view unit) {
  return absl::StrCat("accident ", accident, " of unit ", unit);
}
std::string MergerName(absl::string_view duplicate) {
  return absl::StrCat("merger of accident ", duplicate);
}
std::string MatterName(absl::string_view matter) { return absl::StrCat("matter ", matter); }
std::string SheetName(absl::string_view cycle, absl::string_view unit, absl::string_view part) {
  return absl::StrCat("sheet of unit ", unit, " in cycle ", cycle, ", part ", part);
}
std::string ClerkName() { return "clerk"; }
std::string NoticeName(absl::string_view cycle, absl::string_view unit) {
  return absl::StrCat("notice to unit ", unit, " in cycle ", cycle);
}
std::string ObjectionName(absl::string_view cycle, absl::string_view unit,
                          absl::string_view objection) {
  return absl::StrCat("objection ", objection, " of unit ", unit, " in cycle ", cycle);
}
std::string AppealName(absl::string_view cycle, absl::string_view unit, absl::string_view appeal) {
  return absl::StrCat("appeal ", appeal, " of unit ", unit, " in cycle ", cycle);
}

std::vector<std::string> OffersOf(uint64_t position, const EventContent& content,
                                  std::optional<uint64_t> corrects) {
  std::vector<std::string> offers = {PositionName(position)};
  if (corrects.has_value()) offers.push_back(VoidName(*corrects));
  switch (content.kind_case()) {
    case EventContent::kUnitRegistered:
      offers.push_back(UnitName(content.unit_registered().unit()));
      break;
    case EventContent::kSchemePublished:
      offers.push_back(SchemeName(content.scheme_published().scheme().scheme(),
                                  content.scheme_published().scheme().version()));
      break;
    case EventContent::kCycleOpened:
      offers.push_back(CycleName(content.cycle_opened().cycle()));
      break;
    case EventContent::kCycleSchemeAdopted:
      offers.push_back(CycleSchemeName(content.cycle_scheme_adopted().cycle()));
      break;
    case EventContent::kCycleUnitsChanged:
      for (const std::string& unit : content.cycle_units_changed().added()) {
        offers.push_back(CycleUnitName(content.cycle_units_changed().cycle(), unit));
      }
      break;
    case EventContent::kReviewOpened:
      offers.push_back(CyclePhaseName(content.review_opened().cycle()));
      break;
    case EventContent::kReviewClosed:
      offers.push_back(CyclePhaseName(content.review_closed().cycle()));
      break;
    case EventContent::kTeamFormed: {
      const event::v1::TeamFormed& formed = content.team_formed();
      offers.push_back(TeamLeaderName(formed.cycle(), formed.leader().person_id()));
      offers.push_back(TeamMemberName(formed.cycle(), formed.leader().person_id()));
      for (const event::v1::Person& member : formed.members()) {
        offers.push_back(TeamMemberName(formed.cycle(), member.person_id()));
      }
      break;
    }
    case EventContent::kAccidentReported:
      offers.push_back(AccidentName(content.accident_reported().accident()));
      if (content.accident_reported().responsibility() == event::v1::FINDING_YES ||
          content.accident_reported().responsibility() == event::v1::FINDING_NO) {
        offers.push_back(AccidentRulingName(content.accident_reported().accident()));
      }
      break;
    case EventContent::kAccidentAttributed:
      offers.push_back(AttributionName(content.accident_attributed().accident(),
                                       content.accident_attributed().unit()));
      break;
    case EventContent::kAttributionWithdrawn:
      offers.push_back(AttributionName(content.attribution_withdrawn().accident(),
                                       content.attribution_withdrawn().unit()));
      break;
    case EventContent::kAccidentRuled:
      offers.push_back(AccidentRulingName(content.accident_ruled().accident()));
      break;
    case EventContent::kAppraisalPaused:
      offers.push_back(AppraisalName(content.appraisal_paused().accident()));
      break;
    case EventContent::kAppraisalResumed:
      offers.push_back(AppraisalName(content.appraisal_resumed().accident()));
      break;
    case EventContent::kAccidentsMerged:
      offers.push_back(MergerName(content.accidents_merged().duplicate()));
      break;
    case EventContent::kAccidentsUnmerged:
      offers.push_back(MergerName(content.accidents_unmerged().duplicate()));
      break;
    case EventContent::kMatterOpened:
      offers.push_back(MatterName(content.matter_opened().matter()));
      break;
    case EventContent::kSheetIssued:
      offers.push_back(SheetNameOf(content.sheet_issued()));
      break;
    case EventContent::kSheetSigned:
      offers.push_back(SheetNameOf(content.sheet_signed()));
      break;
    case EventContent::kSheetReopened:
      offers.push_back(SheetNameOf(content.sheet_reopened()));
      break;
    case EventContent::kResultNotified:
      offers.push_back(
          NoticeName(content.result_notified().cycle(), content.result_notified().unit()));
      break;
    case EventContent::kObjectionFiled:
      offers.push_back(ObjectionName(content.objection_filed().cycle(),
                                     content.objection_filed().unit(),
                                     content.objection_filed().objection()));
      break;
    case EventContent::kAppealFiled:
      offers.push_back(AppealName(content.appeal_filed().cycle(), content.appeal_filed().unit(),
                                  content.appeal_filed().appeal()));
      break;
    case EventContent::kFreezeConfirmed:
    case EventContent::kFreezeWithdrawn:
    case EventContent::kResultsPublished:
    case EventContent::kCycleClosed:
      offers.push_back(CyclePhaseName(YearEndCycle(content)));
      break;
    case EventContent::kClerkPaused:
    case EventContent::kClerkResumed:
      offers.push_back(ClerkName());
      break;
    default:
      break;
  }
  return offers;
}

}  // namespace assessment::admission
