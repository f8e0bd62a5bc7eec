#include "ledger/admission/in_force.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace assessment::admission {
namespace {

using event::v1::EventContent;

// Identifiers hold no control character, so this parts them in a key.
constexpr char kSeparator[] = "\x1f";

std::string StatementsKey(absl::string_view cycle, absl::string_view unit) {
  return absl::StrCat(cycle, kSeparator, unit);
}

std::string JudgedKey(const EventContent& content) {
  if (content.has_points_judged()) {
    const event::v1::PointsJudged& judged = content.points_judged();
    return absl::StrJoin({absl::string_view("judged"), absl::string_view(judged.cycle()),
                          absl::string_view(judged.unit()), absl::string_view(judged.clause())},
                         kSeparator);
  }
  const event::v1::DeductionDecided& decided = content.deduction_decided();
  return absl::StrJoin({absl::string_view("decided"), absl::string_view(decided.cycle()),
                        absl::string_view(decided.unit()), absl::string_view(decided.clause()),
                        absl::string_view(decided.inspection())},
                       kSeparator);
}

// The accidents that a finding's subjects name, each once.
std::vector<std::string> AccidentsNamed(const event::v1::FindingRecorded& finding) {
  std::vector<std::string> accidents;
  for (const event::v1::Subject& subject : finding.subjects()) {
    if (!subject.accident().empty()) accidents.push_back(subject.accident());
  }
  std::sort(accidents.begin(), accidents.end());
  accidents.erase(std::unique(accidents.begin(), accidents.end()), accidents.end());
  return accidents;
}

void EraseValue(uint64_t position, std::vector<uint64_t>& positions) {
  positions.erase(std::remove(positions.begin(), positions.end(), position), positions.end());
}

// Inserts `value` where its position belongs, so that the order is that of the log whatever was
// corrected in between.
template <typename Positioned>
void InsertByPosition(Positioned value, std::vector<Positioned>& values) {
  const auto behind = std::upper_bound(
      values.begin(), values.end(), value.position,
      [](uint64_t position, const Positioned& other) { return position < other.position; });
  values.insert(behind, std::move(value));
}

void InsertByPosition(uint64_t position, std::vector<uint64_t>& positions) {
  positions.insert(std::upper_bound(positions.begin(), positions.end(), position), position);
}

template <typename Positioned>
void EraseByPosition(uint64_t position, std::vector<Positioned>& values) {
  values.erase(
      std::remove_if(values.begin(), values.end(),
                     [position](const Positioned& value) { return value.position == position; }),
      values.end());
}

bool IsEmpty(const AccidentEntry& accident) {
  return !accident.report.has_value() && accident.attributions.empty() &&
         !accident.ruling.has_value() && accident.findings.empty();
}

Statement* FindStatement(uint64_t position, std::vector<Statement>& statements) {
  const auto found = std::find_if(
      statements.begin(), statements.end(),
      [position](const Statement& statement) { return statement.position == position; });
  return found == statements.end() ? nullptr : &*found;
}

}  // namespace

bool Statement::Names(absl::string_view target) const {
  return std::find(targets.begin(), targets.end(), target) != targets.end();
}

const Statement::Ruled* Statement::RulingOn(absl::string_view target) const {
  const auto found = std::find_if(ruled.begin(), ruled.end(), [target](const Ruled& ruling) {
    return ruling.target == target;
  });
  return found == ruled.end() ? nullptr : &*found;
}

absl::Status InForce::Add(uint64_t position, const EventContent& content) {
  switch (content.kind_case()) {
    case EventContent::kPointsJudged:
    case EventContent::kDeductionDecided:
      judged_.Edit(JudgedKey(content)).push_back(position);
      break;
    case EventContent::kNotApplicableClaimed: {
      const event::v1::NotApplicableClaimed& claimed = content.not_applicable_claimed();
      Statement statement;
      statement.position = position;
      statement.targets.assign(claimed.targets().begin(), claimed.targets().end());
      InsertByPosition(std::move(statement),
                       statements_.Edit(StatementsKey(claimed.cycle(), claimed.unit())));
      break;
    }
    case EventContent::kNotApplicableRuled: {
      const event::v1::NotApplicableRuled& ruled = content.not_applicable_ruled();
      Statement* statement = FindStatement(
          ruled.claim_position(), statements_.Edit(StatementsKey(ruled.cycle(), ruled.unit())));
      if (statement == nullptr) {
        return absl::InternalError(absl::StrCat("the ruling at position ", position,
                                                " rules on no statement in force; it should not "
                                                "have been admitted"));
      }
      const std::vector<std::string> targets =
          ruled.targets().empty()
              ? statement->targets
              : std::vector<std::string>(ruled.targets().begin(), ruled.targets().end());
      for (const std::string& target : targets) {
        InsertByPosition(
            Statement::Ruled{target, position, ruled.ruling() == event::v1::RULING_ACCEPTED},
            statement->ruled);
      }
      break;
    }
    case EventContent::kFindingRecorded:
      for (const std::string& accident : AccidentsNamed(content.finding_recorded())) {
        InsertByPosition(position, accidents_.Edit(accident).findings);
      }
      break;
    case EventContent::kAccidentReported: {
      AccidentEntry& accident = accidents_.Edit(content.accident_reported().accident());
      accident.report = position;
      accident.county = content.accident_reported().county();
      break;
    }
    case EventContent::kAccidentAttributed: {
      const event::v1::AccidentAttributed& attributed = content.accident_attributed();
      InsertByPosition(AccidentEntry::Attribution{attributed.unit(), attributed.role(), position},
                       accidents_.Edit(attributed.accident()).attributions);
      break;
    }
    case EventContent::kAccidentRuled:
      accidents_.Edit(content.accident_ruled().accident()).ruling = position;
      break;
    default:
      break;
  }
  return absl::OkStatus();
}

void InForce::Remove(uint64_t position, const EventContent& content) {
  const auto change_accident = [this](const std::string& id, auto change) {
    AccidentEntry& accident = accidents_.Edit(id);
    change(accident);
    if (IsEmpty(accident)) accidents_.Erase(id);
  };
  switch (content.kind_case()) {
    case EventContent::kPointsJudged:
    case EventContent::kDeductionDecided: {
      const std::string key = JudgedKey(content);
      std::vector<uint64_t>& positions = judged_.Edit(key);
      EraseValue(position, positions);
      if (positions.empty()) judged_.Erase(key);
      break;
    }
    case EventContent::kNotApplicableClaimed: {
      const event::v1::NotApplicableClaimed& claimed = content.not_applicable_claimed();
      const std::string key = StatementsKey(claimed.cycle(), claimed.unit());
      std::vector<Statement>& statements = statements_.Edit(key);
      EraseByPosition(position, statements);
      if (statements.empty()) statements_.Erase(key);
      break;
    }
    case EventContent::kNotApplicableRuled: {
      const event::v1::NotApplicableRuled& ruled = content.not_applicable_ruled();
      for (Statement& statement : statements_.Edit(StatementsKey(ruled.cycle(), ruled.unit()))) {
        EraseByPosition(position, statement.ruled);
      }
      break;
    }
    case EventContent::kFindingRecorded:
      for (const std::string& id : AccidentsNamed(content.finding_recorded())) {
        change_accident(
            id, [position](AccidentEntry& accident) { EraseValue(position, accident.findings); });
      }
      break;
    case EventContent::kAccidentReported:
      change_accident(content.accident_reported().accident(), [](AccidentEntry& accident) {
        accident.report.reset();
        accident.county.clear();
      });
      break;
    case EventContent::kAccidentAttributed:
      change_accident(content.accident_attributed().accident(),
                      [position](AccidentEntry& accident) {
                        EraseByPosition(position, accident.attributions);
                      });
      break;
    case EventContent::kAccidentRuled:
      change_accident(content.accident_ruled().accident(),
                      [](AccidentEntry& accident) { accident.ruling.reset(); });
      break;
    default:
      break;
  }
}

std::vector<uint64_t> InForce::RestingOn(uint64_t position, const EventContent& content) const {
  std::vector<uint64_t> resting;
  switch (content.kind_case()) {
    case EventContent::kPointsJudged:
    case EventContent::kDeductionDecided: {
      const std::vector<uint64_t>* positions = judged_.Find(JudgedKey(content));
      if (positions == nullptr) break;
      auto next = std::find(positions->begin(), positions->end(), position);
      if (next != positions->end() && ++next != positions->end()) resting.push_back(*next);
      break;
    }
    case EventContent::kNotApplicableClaimed: {
      const event::v1::NotApplicableClaimed& claimed = content.not_applicable_claimed();
      for (const Statement& statement : StatementsOf(claimed.cycle(), claimed.unit())) {
        if (statement.position != position) continue;
        for (const Statement::Ruled& ruled : statement.ruled) resting.push_back(ruled.position);
      }
      break;
    }
    case EventContent::kAccidentReported: {
      const AccidentEntry* accident = FindAccident(content.accident_reported().accident());
      if (accident == nullptr || accident->report != position) break;
      resting = accident->findings;
      for (const auto& attribution : accident->attributions) {
        resting.push_back(attribution.position);
      }
      if (accident->ruling.has_value()) resting.push_back(*accident->ruling);
      break;
    }
    default:
      break;
  }
  std::sort(resting.begin(), resting.end());
  resting.erase(std::unique(resting.begin(), resting.end()), resting.end());
  return resting;
}

std::optional<uint64_t> InForce::JudgedAlready(const EventContent& content) const {
  const std::vector<uint64_t>* positions = judged_.Find(JudgedKey(content));
  if (positions == nullptr) return std::nullopt;
  return positions->back();
}

const std::vector<Statement>& InForce::StatementsOf(absl::string_view cycle,
                                                    absl::string_view unit) const {
  static const auto* const none = new std::vector<Statement>;
  const std::vector<Statement>* statements = statements_.Find(StatementsKey(cycle, unit));
  return statements == nullptr ? *none : *statements;
}

bool InForce::IsNotApplicable(absl::string_view cycle, absl::string_view unit,
                              absl::string_view target) const {
  for (const Statement& statement : StatementsOf(cycle, unit)) {
    const Statement::Ruled* ruling = statement.RulingOn(target);
    if (ruling != nullptr && ruling->accepted) return true;
  }
  return false;
}

const AccidentEntry* InForce::FindAccident(absl::string_view accident) const {
  const AccidentEntry* entry = accidents_.Find(std::string(accident));
  return entry == nullptr || !entry->report.has_value() ? nullptr : entry;
}

std::string InForce::Describe() const {
  std::string text;
  for (const auto& [key, positions] : judged_) {
    absl::StrAppend(&text, key, ": ", absl::StrJoin(positions, " "), "\n");
  }
  for (const auto& [key, statements] : statements_) {
    for (const Statement& statement : statements) {
      absl::StrAppend(&text, key, ": statement ", statement.position, " about ",
                      absl::StrJoin(statement.targets, " "), "\n");
      for (const Statement::Ruled& ruled : statement.ruled) {
        absl::StrAppend(&text, "  ", ruled.target, ruled.accepted ? " accepted " : " refused ",
                        ruled.position, "\n");
      }
    }
  }
  for (const auto& [id, accident] : accidents_) {
    absl::StrAppend(&text, "accident ", id, " in ", accident.county, ": ",
                    accident.report.has_value() ? absl::StrCat(*accident.report) : "none",
                    " ruled ", accident.ruling.has_value() ? absl::StrCat(*accident.ruling) : "no",
                    " findings ", absl::StrJoin(accident.findings, " "), "\n");
    for (const auto& attribution : accident.attributions) {
      absl::StrAppend(&text, "  ", attribution.unit, " ", attribution.role, " ",
                      attribution.position, "\n");
    }
  }
  return text;
}

}  // namespace assessment::admission
