#include "tests/rules/scheme_year.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "ledger/base/check.h"
#include "ledger/base/points.h"
#include "ledger/scheme/scheme_file.h"
#include "projections/views/score_at.h"
#include "projections/views/testing/folded_view.h"

namespace assessment::testing {
namespace {

using projections::v1::ClauseExplanation;
using projections::v1::ScoreExplanation;

// "LINE_STATE_CHARGED" as "charged".
std::string Lower(absl::string_view name, absl::string_view prefix) {
  return absl::AsciiStrToLower(absl::StrReplaceAll(name, {{prefix, ""}, {"_", "-"}}));
}

const ClauseExplanation* FindClause(const ScoreExplanation& score, absl::string_view id) {
  const auto find = [id](const auto& clauses) -> const ClauseExplanation* {
    for (const ClauseExplanation& clause : clauses) {
      if (clause.clause() == id) return &clause;
    }
    return nullptr;
  };
  for (const auto& category : score.categories()) {
    for (const auto& item : category.items()) {
      if (const ClauseExplanation* clause = find(item.clauses())) return clause;
    }
  }
  for (const auto* blocks : {&score.bonus_blocks(), &score.penalty_blocks()}) {
    for (const auto& block : *blocks) {
      if (const ClauseExplanation* clause = find(block.clauses())) return clause;
    }
  }
  return find(score.direct_lines());
}

}  // namespace

SchemeYear::SchemeYear(const std::string& file) {
  absl::StatusOr<scheme::v1::Scheme> scheme =
      ReadSchemeFile(absl::StrCat(ASSESSMENT_SCHEMES_DIR, "/", file, ".txtpb"));
  CHECK(scheme.ok());
  scheme_ = *std::move(scheme);
  ledger_.MoveTo(2023, 2, 1);
  EventContent cycle = CycleOpened(kCycle, {}, 0);
  for (const scheme::v1::SchemeUnit& unit : scheme_.units()) {
    EventContent registered = UnitRegistered(unit.unit());
    registered.mutable_unit_registered()->set_name(unit.name());
    Must(registered);
    cycle.mutable_cycle_opened()->add_units(unit.unit());
  }
  if (scheme_.units().empty()) {
    Must(UnitRegistered("unit-1"));
    cycle.mutable_cycle_opened()->add_units("unit-1");
  }
  Must(SchemePublished(scheme_));
  cycle.mutable_cycle_opened()->mutable_scheme()->set_scheme(scheme_.scheme());
  cycle.mutable_cycle_opened()->mutable_scheme()->set_version(scheme_.version());
  cycle.mutable_paper()->CopyFrom(PaperOf("office"));
  Must(DecidedBy(cycle, {"p-one", "p-two"}));
  Must(TeamFormed(kCycle, "team", "p-leader", {"p-member"}));
}

void SchemeYear::Accident(const std::string& id, const std::string& unit,
                          event::v1::AccidentRole role, event::v1::AccidentKind kind,
                          uint32_t deaths, const event::v1::CivilDate& day,
                          event::v1::Finding responsibility, const std::string& type) {
  EventContent content = OnDay(AccidentReported(id, unit), day);
  event::v1::AccidentReported& report = *content.mutable_accident_reported();
  *report.mutable_occurred_at()->mutable_date() = day;
  report.set_kind(kind);
  report.set_deaths(deaths);
  report.set_accident_type(type);
  Must(content);
  Must(AccidentAttributed(id, unit, role));
  if (responsibility != event::v1::FINDING_PENDING) Must(AccidentRuled(id, responsibility));
}

ScoreExplanation SchemeYear::Score(const std::string& unit, const std::string& cycle) const {
  const FoldedView view(const_cast<TestLedger&>(ledger_).log());
  absl::StatusOr<UnitScore> score =
      ScoreAt(view, *view.registry().FindCycle(cycle), unit, ScoreDetail::kExplanation);
  EXPECT_TRUE(score.ok()) << score.status();
  return score->score;
}

std::vector<std::string> SchemeYear::Lines(const std::string& unit,
                                           absl::string_view clause) const {
  const ScoreExplanation score = Score(unit);
  const ClauseExplanation* found = FindClause(score, clause);
  if (found == nullptr) return {"out of scope"};
  std::vector<std::string> lines;
  for (const projections::v1::LineExplanation& line : found->lines()) {
    std::string text = line.provisional() ? "provisional " : "";
    absl::StrAppend(&text, Lower(projections::v1::LineState_Name(line.state()), "LINE_STATE_"));
    if (line.charged_milli() != 0) absl::StrAppend(&text, " ", FormatPoints(line.charged_milli()));
    if (line.uncounted_reason() != projections::v1::UNCOUNTED_REASON_UNSPECIFIED) {
      absl::StrAppend(&text, " ",
                      Lower(projections::v1::UncountedReason_Name(line.uncounted_reason()),
                            "UNCOUNTED_REASON_"));
    }
    lines.push_back(text);
  }
  return lines;
}

std::string SchemeYear::Charged(const std::string& unit, absl::string_view clause) const {
  const ScoreExplanation score = Score(unit);
  const ClauseExplanation* found = FindClause(score, clause);
  return found == nullptr ? "out of scope" : FormatPoints(found->charged_milli());
}

std::string SchemeYear::ItemScore(const std::string& unit, absl::string_view item) const {
  const ScoreExplanation score = Score(unit);
  for (const auto& category : score.categories()) {
    for (const auto& explained : category.items()) {
      if (explained.item() == item) {
        return absl::StrCat(FormatPoints(explained.score_milli()), " of ",
                            FormatPoints(explained.applicable_milli()));
      }
    }
  }
  return "no item";
}

std::string SchemeYear::Veto(const std::string& unit, absl::string_view veto) const {
  const ScoreExplanation score = Score(unit);
  for (const projections::v1::VetoStatus& status : score.vetoes()) {
    if (status.veto() != veto) continue;
    return absl::StrReplaceAll(
        Lower(projections::v1::VetoState_Name(status.state()), "VETO_STATE_"), {{"-", " "}});
  }
  return "";
}

std::vector<std::string> SchemeYear::Questions(const std::string& unit) const {
  const ScoreExplanation score = Score(unit);
  std::vector<std::string> questions;
  for (const projections::v1::OpenQuestion& question : score.questions()) {
    questions.push_back(
        absl::StrCat(question.interpretation(), question.has_answer_position() ? " answered" : ""));
  }
  return questions;
}

std::string SchemeYear::Final(const std::string& unit) const {
  const ScoreExplanation score = Score(unit);
  return score.has_final_milli() ? FormatPointsFixed(score.final_milli(), 2) : "none";
}

}  // namespace assessment::testing
