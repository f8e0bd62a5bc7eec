#include "ledger/admission/in_force.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "ledger/admission/positions.h"
#include "ledger/base/status_macros.h"

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
  if (content.has_correction_proposed()) return absl::OkStatus();
  accidents_.Add(position, content);
  matters_.Add(position, content);
  documents_.Add(position, content);
  units_.Add(position, content);
  RETURN_IF_ERROR(claims_.Add(position, content));
  RETURN_IF_ERROR(sheets_.Add(position, content));
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
    default:
      break;
  }
  return absl::OkStatus();
}

void InForce::Remove(uint64_t position, const EventContent& content) {
  accidents_.Remove(position, content);
  matters_.Remove(position, content);
  documents_.Remove(position, content);
  units_.Remove(position, content);
  claims_.Remove(position, content);
  switch (content.kind_case()) {
    case EventContent::kPointsJudged:
    case EventContent::kDeductionDecided: {
      const std::string key = JudgedKey(content);
      std::vector<uint64_t>& positions = judged_.Edit(key);
      EraseByPosition(position, positions);
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
    default:
      break;
  }
}

std::vector<uint64_t> InForce::RestingOn(uint64_t position, const EventContent& content) const {
  std::vector<uint64_t> resting;
  accidents_.AppendRestingOn(position, content, resting);
  matters_.AppendRestingOn(position, content, resting);
  claims_.AppendRestingOn(position, content, resting);
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
  absl::StrAppend(&text, accidents_.Describe(), matters_.Describe(), documents_.Describe(),
                  claims_.Describe(), sheets_.Describe(), units_.Describe());
  return text;
}

}  // namespace assessment::admission
