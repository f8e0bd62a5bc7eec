#include "tests/model/fact_consistency.h"

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ledger/base/document_key.h"
#include "tests/model/model_days.h"

namespace assessment::model {
namespace {

using event::v1::EventContent;

// The accident that an event about the course of one is about; empty for every other event.
std::string AccidentOf(const EventContent& content) {
  switch (content.kind_case()) {
    case EventContent::kAccidentAttributed:
      return content.accident_attributed().accident();
    case EventContent::kAccidentRuled:
      return content.accident_ruled().accident();
    case EventContent::kAttributionWithdrawn:
      return content.attribution_withdrawn().accident();
    case EventContent::kAccidentSupplemented:
      return content.accident_supplemented().accident();
    case EventContent::kInvestigationOpened:
      return content.investigation_opened().accident();
    case EventContent::kInvestigationExtended:
      return content.investigation_extended().accident();
    case EventContent::kAppraisalPaused:
      return content.appraisal_paused().accident();
    case EventContent::kAppraisalResumed:
      return content.appraisal_resumed().accident();
    case EventContent::kReportPublished:
      return content.report_published().accident();
    case EventContent::kFollowUpEvaluated:
      return content.follow_up_evaluated().accident();
    case EventContent::kConcealmentVerified:
      return content.concealment_verified().accident();
    case EventContent::kAccidentStruckOff:
      return content.accident_struck_off().accident();
    case EventContent::kPendingDecided:
      return content.pending_decided().accident();
    case EventContent::kQuestionAnswered:
      return content.question_answered().accident();
    case EventContent::kOverdueRecorded:
      return content.overdue_recorded().accident();
    default:
      return "";
  }
}

std::vector<std::string> MattersIn(const EventContent& content) {
  switch (content.kind_case()) {
    case EventContent::kMatterExtended:
      return {content.matter_extended().matter()};
    case EventContent::kMatterReturned:
      return {content.matter_returned().matter()};
    case EventContent::kMatterWithdrawn:
      return {content.matter_withdrawn().matter()};
    case EventContent::kMatterReassigned:
      return {content.matter_reassigned().matter()};
    case EventContent::kMatterCompleted:
      return {content.matter_completed().matter()};
    case EventContent::kLetterIssued:
      return {content.letter_issued().matters().begin(), content.letter_issued().matters().end()};
    case EventContent::kOverdueRecorded:
      if (content.overdue_recorded().has_matter()) return {content.overdue_recorded().matter()};
      return {};
    default:
      return {};
  }
}

// Things done and undone in turn, by what they are about.
class Turns {
 public:
  // False when it is done already, or not done.
  bool Take(const std::string& what, bool undone) {
    const bool is_done = done_.count(what) != 0;
    if (undone != is_done) return false;
    if (undone) {
      done_.erase(what);
    } else {
      done_.insert(what);
    }
    return true;
  }

 private:
  std::set<std::string> done_;
};

class Check {
 public:
  explicit Check(const LogState& log) : log_(log) {}

  bool Run() {
    for (const LiveEvent& event : log_.live) {
      const EventContent& content = *event.content;
      if (content.has_matter_opened()) matters_.insert(content.matter_opened().matter());
      if (content.has_accident_reported()) {
        accidents_.insert(content.accident_reported().accident());
        const event::v1::Finding found = content.accident_reported().responsibility();
        if (found == event::v1::FINDING_YES || found == event::v1::FINDING_NO) {
          approved_.insert(content.accident_reported().accident());
        }
      }
      if (content.has_accident_ruled()) approved_.insert(content.accident_ruled().accident());
    }
    for (const LiveEvent& event : log_.live) {
      if (!Names(*event.content) || !InTurn(*event.content) || !Once(*event.content) ||
          !Claims(event)) {
        return false;
      }
    }
    return Mergers();
  }

 private:
  bool Names(const EventContent& content) const {
    const std::string accident = AccidentOf(content);
    if (!accident.empty() && accidents_.count(accident) == 0) return false;
    for (const std::string& matter : MattersIn(content)) {
      if (matters_.count(matter) == 0) return false;
    }
    if ((content.has_report_published() || content.has_follow_up_evaluated()) &&
        approved_.count(accident) == 0) {
      return false;
    }
    return content.kind_case() != EventContent::KIND_NOT_SET;
  }

  bool InTurn(const EventContent& content) {
    const auto role = [](const auto& stated) {
      return absl::StrCat("role ", stated.accident(), " ", stated.unit(), " ", stated.role());
    };
    const int64_t day = DayNumber(content.occurred_on());
    switch (content.kind_case()) {
      case EventContent::kAccidentAttributed:
        return turns_.Take(role(content.accident_attributed()), false);
      case EventContent::kAttributionWithdrawn:
        return turns_.Take(role(content.attribution_withdrawn()), true);
      case EventContent::kAppraisalPaused:
      case EventContent::kAppraisalResumed: {
        int64_t& last = appraisals_[AccidentOf(content)];
        if (day < last) return false;
        last = day;
        return turns_.Take("appraisal " + AccidentOf(content), content.has_appraisal_resumed());
      }
      case EventContent::kAccidentsMerged: {
        const event::v1::AccidentsMerged& merged = content.accidents_merged();
        into_[merged.duplicate()] = merged.accident();
        return turns_.Take("merger " + merged.duplicate(), false);
      }
      case EventContent::kAccidentsUnmerged: {
        const event::v1::AccidentsUnmerged& unmerged = content.accidents_unmerged();
        return into_[unmerged.duplicate()] == unmerged.accident() &&
               turns_.Take("merger " + unmerged.duplicate(), true);
      }
      default:
        return true;
    }
  }

  bool Unique(const std::string& what) { return once_.insert(what).second; }

  template <typename Given>
  bool UniqueDocument(const char* what, const std::string& unit, const Given& given,
                      const event::v1::Paper& paper) {
    const event::v1::RecipientLevel level =
        given.recipient_level() == event::v1::RECIPIENT_LEVEL_DEPARTMENT
            ? event::v1::RECIPIENT_LEVEL_COUNTY
            : given.recipient_level();
    return Unique(absl::StrCat(what, unit, " ", given.kind(), " ", level, " ",
                               given.recipient_code(), " ", KeyOf(paper)));
  }

  static std::string KeyOf(const event::v1::Paper& paper) {
    return DocumentKey(paper.issuer(), paper.number(), DayOfNumber(DayNumber(paper.date())));
  }

  bool Once(const EventContent& content) {
    switch (content.kind_case()) {
      case EventContent::kMatterOpened:
        return Unique("matter " + content.matter_opened().matter());
      case EventContent::kMatterWithdrawn:
        return Unique("withdrawal " + content.matter_withdrawn().matter());
      case EventContent::kLetterIssued:
        for (const std::string& unit : content.letter_issued().units()) {
          if (!Unique(absl::StrCat("letter ", unit, " ", KeyOf(content.paper())))) return false;
        }
        return true;
      case EventContent::kOverdueRecorded: {
        const event::v1::OverdueRecorded& recorded = content.overdue_recorded();
        const Moment due = MomentOf(recorded.due());
        return Unique(absl::StrCat("step ", recorded.clock(), " ", recorded.matter(), " ",
                                   recorded.accident(), " ", due.day, " ", due.minute, " ",
                                   recorded.step()));
      }
      case EventContent::kAccidentSupplemented: {
        const event::v1::CivilTime& as_of = content.accident_supplemented().as_of();
        return Unique(absl::StrCat("supplement ", AccidentOf(content), " ", DayNumber(as_of.date()),
                                   " ", as_of.hour(), " ", as_of.minute()));
      }
      case EventContent::kInvestigationExtended: {
        uint32_t& days = extended_[AccidentOf(content)];
        days += content.investigation_extended().days();
        return days <= 60;
      }
      case EventContent::kConcealmentVerified:
        return Unique(absl::StrCat("concealment ", AccidentOf(content), " ",
                                   content.concealment_verified().unit()));
      case EventContent::kAccidentStruckOff:
        return Unique("struck off " + AccidentOf(content));
      case EventContent::kHonourRecorded:
        return UniqueDocument("honour ", content.honour_recorded().unit(),
                              content.honour_recorded().honour(), content.paper());
      case EventContent::kBlameRecorded:
        return UniqueDocument("blame ", content.blame_recorded().unit(),
                              content.blame_recorded().blame(), content.paper());
      default:
        return true;
    }
  }

  // A claim waits until it is recorded or refused, once.
  bool Claims(const LiveEvent& event) {
    const EventContent& content = *event.content;
    uint64_t position = 0;
    if (content.has_honour_recorded() && content.honour_recorded().has_claim_position()) {
      position = content.honour_recorded().claim_position();
    } else if (content.has_bonus_refused()) {
      position = content.bonus_refused().claim_position();
    } else {
      return true;
    }
    const LiveEvent* claim = log_.Find(position);
    return claim != nullptr && claim->content->has_bonus_claimed() &&
           Unique(absl::StrCat("claim ", position));
  }

  // Of mergers in force: both accidents are there, the one that stays is no duplicate, and nothing
  // names a duplicate from then on.
  bool Mergers() const {
    std::map<std::string, const LiveEvent*> in_force;  // By duplicate.
    for (const LiveEvent& event : log_.live) {
      if (event.content->has_accidents_merged()) {
        in_force[event.content->accidents_merged().duplicate()] = &event;
      }
      if (event.content->has_accidents_unmerged()) {
        in_force.erase(event.content->accidents_unmerged().duplicate());
      }
    }
    for (const auto& [duplicate, merger] : in_force) {
      const std::string& target = merger->content->accidents_merged().accident();
      if (target == duplicate || in_force.count(target) != 0) return false;
      if (accidents_.count(target) == 0 || accidents_.count(duplicate) == 0) return false;
      for (const LiveEvent& event : log_.live) {
        if (event.position > merger->position && AccidentOf(*event.content) == duplicate) {
          return false;
        }
      }
    }
    return true;
  }

  const LogState& log_;
  std::set<std::string> matters_;
  std::set<std::string> accidents_;
  std::set<std::string> approved_;
  Turns turns_;
  std::map<std::string, int64_t> appraisals_;  // Day of the last turn.
  std::map<std::string, std::string> into_;    // Duplicate to the accident that stays.
  std::set<std::string> once_;
  std::map<std::string, uint32_t> extended_;
};

}  // namespace

bool FactsAreConsistent(const LogState& log) { return Check(log).Run(); }

}  // namespace assessment::model
