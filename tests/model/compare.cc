#include "tests/model/compare.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tests/model/model_days.h"

namespace assessment::model {
namespace {

using projections::v1::ClauseExplanation;
using projections::v1::ItemExplanation;
using projections::v1::LineExplanation;
using projections::v1::ScoreExplanation;
using projections::v1::UncountedReason;

// Collects differences under the name of what is compared.
class DifferenceList {
 public:
  template <typename Engine, typename Model>
  void Same(const std::string& what, const Engine& engine, const Model& model) {
    if (engine == model) return;
    absl::StrAppend(&text_, what, ": engine ", engine, ", model ", model, "\n");
  }
  void Say(const std::string& line) { absl::StrAppend(&text_, line, "\n"); }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

std::string Text(const Exact& value) {
  return absl::StrCat(static_cast<int64_t>(value.numerator), "/",
                      static_cast<int64_t>(value.denominator));
}

std::string Text(const std::set<uint64_t>& positions) {
  std::string text;
  for (const uint64_t position : positions) absl::StrAppend(&text, position, " ");
  return text;
}

std::string ReasonsText(const std::map<uint64_t, UncountedReason>& uncounted) {
  std::string text;
  for (const auto& [position, reason] : uncounted) {
    absl::StrAppend(&text, position, " ", projections::v1::UncountedReason_Name(reason), " ");
  }
  return text;
}

void SameFraction(const std::string& what, bool has_engine,
                  const projections::v1::ExactPoints& engine, const std::optional<Exact>& model,
                  DifferenceList& report) {
  report.Same(what + " is there", has_engine, model.has_value());
  if (!has_engine || !model.has_value()) return;
  const Exact given{engine.numerator(), engine.denominator()};
  if (engine.denominator() <= 0 || std::gcd(engine.numerator(), engine.denominator()) != 1) {
    report.Say(what + " is not in lowest terms: " + Text(given));
  } else if (!Equal(given, *model)) {
    report.Say(what + ": engine " + Text(given) + ", model " + Text(*model));
  }
}

// What a line says, of the engine's and the model's alike.
std::string Text(uint64_t position, projections::v1::LineState state, int64_t raised,
                 int64_t charged, int64_t absorbed, int64_t suppressed, bool provisional,
                 const std::string& accident, const std::string& matter,
                 const std::optional<int64_t>& months) {
  return absl::StrCat(position, " ", projections::v1::LineState_Name(state), " raised ", raised,
                      " charged ", charged, " absorbed ", absorbed, " suppressed ", suppressed,
                      provisional ? " provisional" : "", " accident ", accident, " matter ", matter,
                      " months ", months.value_or(-1));
}

// Lines that the model has too: not those that are shown only to say that they do not count.
bool Counts(const LineExplanation& line) {
  return line.state() != projections::v1::LINE_STATE_REPLACED &&
         line.state() != projections::v1::LINE_STATE_CORRECTED &&
         line.state() != projections::v1::LINE_STATE_SUPERSEDED &&
         line.state() != projections::v1::LINE_STATE_UNCOUNTED;
}

void CompareClauses(const std::string& where,
                    const google::protobuf::RepeatedPtrField<ClauseExplanation>& engine,
                    const std::vector<ModelClause>& model, DifferenceList& report) {
  report.Same(where + " number of clauses", engine.size(), static_cast<int>(model.size()));
  for (int i = 0; i < engine.size() && i < static_cast<int>(model.size()); ++i) {
    const ClauseExplanation& theirs = engine[i];
    const ModelClause& ours = model[i];
    report.Same(where + " clause", theirs.clause(), ours.clause);
    const std::string name = "clause " + ours.clause;
    report.Same(name + " raised", theirs.raised_milli(), ours.raised);
    report.Same(name + " charged", theirs.charged_milli(), ours.charged);
    report.Same(name + " absorbed", theirs.absorbed_milli(), ours.absorbed);
    report.Same(name + " suppressed", theirs.suppressed_milli(), ours.suppressed);
    report.Same(name + " open", theirs.open(), ours.open);
    std::vector<std::string> their_lines;
    std::vector<std::string> our_lines;
    std::set<uint64_t> superseded;
    for (const LineExplanation& line : theirs.lines()) {
      if (line.state() == projections::v1::LINE_STATE_SUPERSEDED) {
        superseded.insert(line.position());
      }
      if (!Counts(line)) continue;
      their_lines.push_back(
          Text(line.position(), line.state(), line.raised_milli(), line.charged_milli(),
               line.absorbed_milli(), line.suppressed_milli(), line.provisional(), line.accident(),
               line.matter(),
               line.has_months_overdue() ? std::optional<int64_t>(line.months_overdue())
                                         : std::nullopt));
    }
    for (const ModelLine& line : ours.lines) {
      our_lines.push_back(Text(line.position, line.state, line.raised, line.charged, line.absorbed,
                               line.suppressed, line.provisional, line.accident, line.matter,
                               line.months));
    }
    report.Same(name + " superseded", Text(superseded), Text(ours.superseded));
    std::set<uint64_t> replaced;
    std::map<uint64_t, UncountedReason> uncounted;
    for (const LineExplanation& line : theirs.lines()) {
      const bool posting = line.event_type() < event::v1::EVENT_TYPE_MATTER_OPENED ||
                           line.event_type() == event::v1::EVENT_TYPE_METRIC_REPORTED;
      if (posting || line.uncounted_reason() == projections::v1::UNCOUNTED_REASON_STRUCK_OFF) {
        continue;
      }
      if (line.state() == projections::v1::LINE_STATE_REPLACED) replaced.insert(line.position());
      if (line.state() == projections::v1::LINE_STATE_UNCOUNTED) {
        uncounted[line.position()] = line.uncounted_reason();
      }
    }
    report.Same(name + " replaced", Text(replaced), Text(ours.replaced));
    report.Same(name + " uncounted", ReasonsText(uncounted), ReasonsText(ours.uncounted));
    for (size_t l = 0; l < std::max(their_lines.size(), our_lines.size()); ++l) {
      report.Same(absl::StrCat(name, " line ", l), l < their_lines.size() ? their_lines[l] : "none",
                  l < our_lines.size() ? our_lines[l] : "none");
    }
  }
}

void CompareItem(const ItemExplanation& engine, const ModelItem& model, DifferenceList& report) {
  const std::string name = "item " + model.item;
  report.Same(name, engine.item(), model.item);
  report.Same(name + " applicability", projections::v1::Applicability_Name(engine.applicability()),
              projections::v1::Applicability_Name(model.applicability));
  report.Same(name + " applicable", engine.applicable_milli(), model.applicable);
  report.Same(name + " charged", engine.charged_milli(), model.charged);
  report.Same(name + " awarded", engine.awarded_milli(), model.awarded);
  report.Same(name + " score", engine.score_milli(), model.score);
  if (model.applicable > 0) report.Same(name + " covered", engine.covered(), model.covered);
  report.Same(name + " reviews",
              Text({engine.review_positions().begin(), engine.review_positions().end()}),
              Text(model.reviews));
  report.Same(name + " number of components", engine.components_size(),
              static_cast<int>(model.components.size()));
  for (int i = 0; i < engine.components_size() && i < static_cast<int>(model.components.size());
       ++i) {
    const std::string component = "component " + model.components[i].component;
    report.Same(component, engine.components(i).component(), model.components[i].component);
    report.Same(component + " applicability",
                projections::v1::Applicability_Name(engine.components(i).applicability()),
                projections::v1::Applicability_Name(model.components[i].applicability));
    report.Same(component + " applicable", engine.components(i).applicable_milli(),
                model.components[i].applicable);
    report.Same(component + " charged", engine.components(i).charged_milli(),
                model.components[i].charged);
  }
  CompareClauses(name, engine.clauses(), model.clauses, report);
}

void CompareBlocks(
    const std::string& where,
    const google::protobuf::RepeatedPtrField<projections::v1::BlockExplanation>& engine,
    const std::vector<ModelBlock>& model, DifferenceList& report) {
  report.Same(where + " blocks", engine.size(), static_cast<int>(model.size()));
  for (int i = 0; i < engine.size() && i < static_cast<int>(model.size()); ++i) {
    const std::string name = "block " + model[i].block;
    report.Same(name, engine[i].block(), model[i].block);
    report.Same(name + " raised", engine[i].raised_milli(), model[i].raised);
    report.Same(name + " counted", engine[i].counted_milli(), model[i].counted);
    CompareClauses(name, engine[i].clauses(), model[i].clauses, report);
  }
}

std::string Position(const std::optional<uint64_t>& position) {
  return position.has_value() ? absl::StrCat(*position) : "none";
}

std::string Position(bool is_set, uint64_t position) {
  return is_set ? absl::StrCat(position) : "none";
}

void CompareVetoes(const ScoreExplanation& engine, const ModelScore& model,
                   DifferenceList& report) {
  report.Same("vetoes", engine.vetoes_size(), static_cast<int>(model.vetoes.size()));
  for (int i = 0; i < engine.vetoes_size() && i < static_cast<int>(model.vetoes.size()); ++i) {
    const projections::v1::VetoStatus& theirs = engine.vetoes(i);
    const ModelVeto& ours = model.vetoes[i];
    const std::string name = "veto " + ours.veto;
    report.Same(name, theirs.veto(), ours.veto);
    report.Same(name + " state", projections::v1::VetoState_Name(theirs.state()),
                projections::v1::VetoState_Name(ours.state));
    if (ours.state == projections::v1::VETO_STATE_IN_FORCE ||
        ours.state == projections::v1::VETO_STATE_PENDING) {
      report.Same(name + " positions", Text({theirs.positions().begin(), theirs.positions().end()}),
                  Text(ours.positions));
    }
    std::set<std::string> accidents;
    for (const projections::v1::VetoAccident& accident : theirs.accidents()) {
      accidents.insert(accident.accident());
    }
    if (ours.state == projections::v1::VETO_STATE_IN_FORCE ||
        ours.state == projections::v1::VETO_STATE_PENDING) {
      report.Same(name + " accidents", absl::StrJoin(accidents, " "),
                  absl::StrJoin(ours.accidents, " "));
    }
    report.Same(name + " answer", Position(theirs.has_answer_position(), theirs.answer_position()),
                Position(ours.answer));
    report.Same(name + " confirmed",
                Position(theirs.has_confirmed_position(), theirs.confirmed_position()),
                Position(ours.confirmed));
    if (ours.state == projections::v1::VETO_STATE_NOT_EVALUATED) {
      report.Same(name + " misses metrics", absl::StrJoin(theirs.missing_metrics(), " "),
                  absl::StrJoin(ours.missing_metrics, " "));
    }
  }
}

void CompareQuestions(const ScoreExplanation& engine, const ModelScore& model,
                      DifferenceList& report) {
  std::vector<std::string> theirs;
  std::vector<std::string> ours;
  for (const projections::v1::OpenQuestion& question : engine.questions()) {
    theirs.push_back(
        absl::StrCat(question.interpretation(), " accident ", question.accident(), " positions ",
                     Text({question.positions().begin(), question.positions().end()}), " answer ",
                     Position(question.has_answer_position(), question.answer_position()), " ",
                     question.answer().zh()));
  }
  for (const ModelQuestion& question : model.questions) {
    ours.push_back(absl::StrCat(question.question, " accident ", question.accident, " positions ",
                                Text(question.positions), " answer ", Position(question.answer),
                                " ", question.answer_label));
  }
  std::sort(theirs.begin(), theirs.end());
  std::sort(ours.begin(), ours.end());
  report.Same("questions", absl::StrJoin(theirs, "; "), absl::StrJoin(ours, "; "));
}

void CompareGroups(const ScoreExplanation& engine, const ModelScore& model,
                   DifferenceList& report) {
  const auto text = [](const std::string& accident, int64_t day, int grade, int by_casualties,
                       int responsibility, const std::vector<int>& roles,
                       const std::vector<std::string>& lines,
                       const std::vector<std::string>& vetoes,
                       const std::vector<std::string>& units) {
    return absl::StrCat(accident, " on ", day, " grade ", grade, " by casualties ", by_casualties,
                        " responsibility ", responsibility, " roles ", absl::StrJoin(roles, " "),
                        " lines ", absl::StrJoin(lines, ", "), " vetoes ",
                        absl::StrJoin(vetoes, " "), " units ", absl::StrJoin(units, " "));
  };
  const auto line_text = [](const std::string& clause, uint64_t position,
                            projections::v1::LineState state, int64_t charged) {
    return absl::StrCat(clause, " ", position, " ", projections::v1::LineState_Name(state), " ",
                        charged);
  };
  std::map<std::string, std::string> theirs;
  std::map<std::string, std::string> ours;
  for (const projections::v1::AccidentGroup& group : engine.accident_groups()) {
    std::vector<std::string> lines;
    for (const projections::v1::AccidentLine& line : group.lines()) {
      // Steps and concealments that do not count cause nothing.
      if (line.state() == projections::v1::LINE_STATE_SUPERSEDED ||
          line.state() == projections::v1::LINE_STATE_REPLACED ||
          line.state() == projections::v1::LINE_STATE_UNCOUNTED) {
        continue;
      }
      lines.push_back(
          line_text(line.clause(), line.position(), line.state(), line.charged_milli()));
    }
    if (lines.empty() && group.vetoes().empty()) continue;
    std::vector<int> roles(group.roles().begin(), group.roles().end());
    std::sort(roles.begin(), roles.end());
    theirs[group.accident()] = text(group.accident(), DayNumber(group.occurred_on()), group.grade(),
                                    group.grade_by_casualties(), group.responsibility(), roles,
                                    lines, {group.vetoes().begin(), group.vetoes().end()},
                                    {group.units().begin(), group.units().end()});
  }
  for (const ModelGroup& group : model.groups) {
    std::vector<std::string> lines;
    for (const ModelAccidentLine& line : group.lines) {
      lines.push_back(line_text(line.clause, line.position, line.state, line.charged));
    }
    ours[group.accident] = text(group.accident, group.day, group.grade, group.grade_by_casualties,
                                group.responsibility, {group.roles.begin(), group.roles.end()},
                                lines, group.vetoes, {group.units.begin(), group.units.end()});
  }
  std::set<std::string> ids;
  for (const auto& [id, group] : theirs) ids.insert(id);
  for (const auto& [id, group] : ours) ids.insert(id);
  for (const std::string& id : ids) {
    report.Same("group " + id, theirs.count(id) != 0 ? theirs[id] : "none",
                ours.count(id) != 0 ? ours[id] : "none");
  }
}

void CompareUncounted(const ScoreExplanation& engine, const ModelScore& model,
                      DifferenceList& report) {
  std::map<uint64_t, UncountedReason> facts;
  std::map<std::string, std::string> accidents;
  for (const LineExplanation& line : engine.uncounted()) {
    if (line.state() != projections::v1::LINE_STATE_UNCOUNTED) continue;
    if (line.event_type() < event::v1::EVENT_TYPE_MATTER_OPENED) continue;
    if (model.indifferent.count(line.position()) != 0) continue;
    const auto attributed = model.attributed.find(line.position());
    if (attributed == model.attributed.end()) {
      facts[line.position()] = line.uncounted_reason();
    } else {
      accidents[attributed->second] =
          projections::v1::UncountedReason_Name(line.uncounted_reason());
    }
  }
  report.Same("uncounted facts", ReasonsText(facts), ReasonsText(model.uncounted));
  std::set<std::string> ids;
  for (const auto& [id, reason] : accidents) ids.insert(id);
  for (const auto& [id, reason] : model.uncounted_accidents) ids.insert(id);
  for (const std::string& id : ids) {
    const auto ours = model.uncounted_accidents.find(id);
    report.Same("uncounted accident " + id, accidents[id],
                ours == model.uncounted_accidents.end()
                    ? ""
                    : projections::v1::UncountedReason_Name(ours->second));
  }
}

}  // namespace

std::string Differences(const ScoreExplanation& engine, const ModelScore& model) {
  DifferenceList report;
  report.Same("raw", engine.raw_milli(), model.raw);
  report.Same("applicable", engine.applicable_milli(), model.applicable);
  SameFraction("base", engine.has_base(), engine.base(), model.base, report);
  report.Same("direct", engine.direct_milli(), model.direct);
  report.Same("bonus", engine.bonus_milli(), model.bonus);
  report.Same("penalty", engine.penalty_milli(), model.penalty);
  SameFraction("unrounded", engine.has_unrounded(), engine.unrounded(), model.unrounded, report);
  report.Same("final is there", engine.has_final_milli(), model.final_score.has_value());
  if (engine.has_final_milli() && model.final_score.has_value()) {
    report.Same("final", engine.final_milli(), *model.final_score);
  }
  report.Same("band", engine.band(), model.band);
  report.Same("grade", engine.grade(), model.grade);
  report.Same("provisional", engine.provisional(), model.provisional);
  report.Same("covered", engine.coverage().covered_milli(), model.covered);
  report.Same("coverage's applicable", engine.coverage().applicable_milli(), model.applicable);
  if (model.applicable > 0) {
    report.Same("complete", engine.complete(), model.covered == model.applicable);
  }
  report.Same("categories", engine.categories_size(), static_cast<int>(model.categories.size()));
  for (int c = 0; c < engine.categories_size() && c < static_cast<int>(model.categories.size());
       ++c) {
    const projections::v1::CategoryExplanation& theirs = engine.categories(c);
    const ModelCategory& ours = model.categories[c];
    const std::string name = "category " + ours.category;
    report.Same(name, theirs.category(), ours.category);
    report.Same(name + " applicable", theirs.applicable_milli(), ours.applicable);
    report.Same(name + " score", theirs.score_milli(), ours.score);
    report.Same(name + " items", theirs.items_size(), static_cast<int>(ours.items.size()));
    for (int i = 0; i < theirs.items_size() && i < static_cast<int>(ours.items.size()); ++i) {
      CompareItem(theirs.items(i), ours.items[i], report);
    }
  }
  CompareBlocks("bonus", engine.bonus_blocks(), model.bonus_blocks, report);
  CompareBlocks("penalty", engine.penalty_blocks(), model.penalty_blocks, report);
  CompareClauses("direct lines", engine.direct_lines(), model.direct_lines, report);
  CompareVetoes(engine, model, report);
  CompareQuestions(engine, model, report);
  report.Same("grade held", engine.grade_held(), model.grade_held);
  CompareGroups(engine, model, report);
  std::set<uint64_t> corrected;
  for (const LineExplanation& line : engine.uncounted()) {
    // Facts belong to no cycle; of them the engine shows what it finds fit.
    const bool posting = line.event_type() >= event::v1::EVENT_TYPE_FINDING_RECORDED &&
                         line.event_type() <= event::v1::EVENT_TYPE_NO_STATEMENT_FOUND;
    if (posting && line.state() == projections::v1::LINE_STATE_CORRECTED) {
      corrected.insert(line.position());
    }
  }
  CompareUncounted(engine, model, report);
  report.Same("corrected postings", Text(corrected), Text(model.corrected));
  return report.text();
}

namespace {

void CheckClause(const ClauseExplanation& clause, DifferenceList& report) {
  const std::string name = "clause " + clause.clause();
  report.Same(name + " raised = charged + absorbed + suppressed", clause.raised_milli(),
              clause.charged_milli() + clause.absorbed_milli() + clause.suppressed_milli());
  int64_t raised = 0;
  int64_t charged = 0;
  for (const LineExplanation& line : clause.lines()) {
    const std::string one = absl::StrCat(name, " position ", line.position());
    report.Same(one + " raised = charged + absorbed + suppressed", line.raised_milli(),
                line.charged_milli() + line.absorbed_milli() + line.suppressed_milli());
    if (line.charged_milli() < 0 || line.absorbed_milli() < 0 || line.suppressed_milli() < 0) {
      report.Say(one + " has a negative part");
    }
    int64_t absorbed = 0;
    for (const projections::v1::Absorption& absorption : line.absorptions()) {
      if (absorption.by() != "occurrences") absorbed += absorption.milli();
    }
    report.Same(one + " absorbed is the sum of its absorptions", line.absorbed_milli(), absorbed);
    raised += line.raised_milli();
    charged += line.charged_milli();
  }
  report.Same(name + " raised is the sum of its lines", clause.raised_milli(), raised);
  report.Same(name + " charged is the sum of its lines", clause.charged_milli(), charged);
}

// The most an item can score: its printed points, or the ceiling of an award.
std::map<std::string, int64_t> MostByItem(const scheme::v1::Scheme& scheme) {
  std::map<std::string, int64_t> most;
  for (const scheme::v1::Category& category : scheme.categories()) {
    for (const scheme::v1::Item& item : category.items()) {
      int64_t& points = most[item.item()];
      points = item.maximum_milli();
      for (const scheme::v1::Clause& clause : item.clauses()) {
        points = std::max(points, clause.award().ceiling_milli());
      }
    }
  }
  return most;
}

}  // namespace

std::string BrokenPromises(const ScoreExplanation& engine, const scheme::v1::Scheme& scheme) {
  DifferenceList report;
  const std::map<std::string, int64_t> most = MostByItem(scheme);
  int64_t raw = 0;
  for (const projections::v1::CategoryExplanation& category : engine.categories()) {
    int64_t score = 0;
    for (const ItemExplanation& item : category.items()) {
      if (item.score_milli() < 0 || item.score_milli() > most.at(item.item())) {
        report.Say(absl::StrCat("item ", item.item(), " scores ", item.score_milli()));
      }
      for (const ClauseExplanation& clause : item.clauses()) CheckClause(clause, report);
      score += item.score_milli();
    }
    report.Same("category " + category.category() + " is the sum of its items",
                category.score_milli(), score);
    raw += category.score_milli();
  }
  report.Same("raw is the sum of the categories", engine.raw_milli(), raw);
  for (const auto* blocks : {&engine.bonus_blocks(), &engine.penalty_blocks()}) {
    for (const projections::v1::BlockExplanation& block : *blocks) {
      if (block.has_cap_milli() && block.counted_milli() > block.cap_milli()) {
        report.Say("block " + block.block() + " counts more than its cap");
      }
      for (const ClauseExplanation& clause : block.clauses()) CheckClause(clause, report);
    }
  }
  for (const ClauseExplanation& clause : engine.direct_lines()) CheckClause(clause, report);
  return report.text();
}

}  // namespace assessment::model
