#include "clients/ctl/render_year_end.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/ctl/event_summary.h"
#include "clients/ctl/moment.h"
#include "clients/ctl/points_text.h"
#include "clients/ctl/render_changes.h"
#include "clients/ctl/table.h"
#include "clients/ctl/words.h"
#include "ledger/base/points.h"

namespace assessment::ctl {
namespace {

using event::v1::UnitResult;

// Entries of one kind about one subject, with the units they stand at: a cycle of many units shows
// one row where all lack the same.
struct Grouped {
  std::vector<std::string> units;
  std::vector<std::string> details;
};

std::string UnitsText(const Grouped& grouped, Language language) {
  constexpr size_t kShown = 3;
  if (grouped.units.size() <= kShown) return absl::StrJoin(grouped.units, "、");
  const std::vector<std::string> shown(grouped.units.begin(), grouped.units.begin() + kShown);
  return absl::StrCat(absl::StrJoin(shown, "、"), Say(Word{" 等 ", " and others, "}, language),
                      grouped.units.size(), Say(Word{" 个单位", " units"}, language));
}

std::string GradeText(const UnitResult& result, Language language) {
  if (result.grade_held()) return Say(Word{"暂缓定等", "held"}, language);
  return result.grade();
}

std::string VetoesText(const UnitResult& result, Language language) {
  std::vector<std::string> vetoes(result.vetoes_in_force().begin(), result.vetoes_in_force().end());
  for (const std::string& veto : result.vetoes_pending()) {
    vetoes.push_back(absl::StrCat(veto, Say(Word{"（待定）", " (pending)"}, language)));
  }
  return absl::StrJoin(vetoes, " ");
}

auto ResultOrder(const UnitResult* result) {
  return std::make_tuple(absl::string_view(result->pool()), result->rank() == 0, result->rank(),
                         absl::string_view(result->unit()));
}

}  // namespace

std::string RenderChecklist(const projections::v1::GetChecklistResponse& checklist,
                            Language language) {
  std::map<std::pair<int, std::string>, Grouped> blocking;
  for (const projections::v1::Blocking& entry : checklist.blocking()) {
    Grouped& grouped = blocking[{entry.entry(), entry.subject()}];
    if (!entry.unit_name().empty()) grouped.units.push_back(entry.unit_name());
    if (!entry.positions().empty()) grouped.details.push_back(PositionsText(entry.positions()));
  }
  Table blocks({{{"不齐备", "Blocks"}},
                {{"对象", "About"}, Align::kLeft, 40},
                {{"单位", "Units"}},
                {{"依据", "Events"}, Align::kLeft, 30}},
               language);
  for (const auto& [key, grouped] : blocking) {
    blocks.AddRow({Say(WordOf(static_cast<projections::v1::BlockingEntry>(key.first)), language),
                   key.second, UnitsText(grouped, language), absl::StrJoin(grouped.details, " ")});
  }
  std::map<std::pair<int, std::string>, Grouped> accepting;
  for (const projections::v1::ToAccept& entry : checklist.to_accept()) {
    Grouped& grouped = accepting[{entry.entry(), entry.subject()}];
    grouped.units.push_back(entry.unit_name());
    if (entry.has_accepted()) grouped.details.push_back(absl::StrCat("#", entry.accepted()));
  }
  Table accepts({{{"需认可", "To accept"}},
                 {{"对象", "About"}, Align::kLeft, 40},
                 {{"单位", "Units"}},
                 {{"已认可", "Accepted"}, Align::kRight}},
                language);
  for (const auto& [key, grouped] : accepting) {
    accepts.AddRow({Say(WordOf(static_cast<event::v1::ChecklistEntry>(key.first)), language),
                    key.second, UnitsText(grouped, language),
                    absl::StrCat(grouped.details.size(), "/", grouped.units.size())});
  }
  std::string text;
  if (!blocks.empty()) absl::StrAppend(&text, blocks.Render(), "\n");
  if (!accepts.empty()) absl::StrAppend(&text, accepts.Render(), "\n");
  absl::StrAppend(
      &text, Say(WordOf(checklist.phase()), language), "  ",
      Say(checklist.ready() ? Word{"齐备，可提议冻结", "ready: a freeze may be proposed"}
                            : Word{"尚未齐备", "not ready"},
          language),
      "  ", Say(Word{"账本大小", "size"}, language), " ", checklist.size(), "\n");
  return text;
}

std::string RenderResults(const event::v1::CycleResults& results, absl::string_view digest,
                          Language language) {
  Table table({{{"组别", "Pool"}},
               {{"名次", "Rank"}, Align::kRight},
               {{"单位", "Unit"}},
               {{"原始分", "Raw"}, Align::kRight},
               {{"适用分", "Applicable"}, Align::kRight},
               {{"加分", "Bonus"}, Align::kRight},
               {{"扣分", "Penalties"}, Align::kRight},
               {{"最终得分", "Final"}, Align::kRight},
               {{"等次", "Grade"}},
               {{"否决", "Vetoes"}}},
              language);
  std::vector<const UnitResult*> ordered;
  for (const UnitResult& result : results.results()) ordered.push_back(&result);
  std::sort(ordered.begin(), ordered.end(), [](const UnitResult* a, const UnitResult* b) {
    return ResultOrder(a) < ResultOrder(b);
  });
  for (const UnitResult* result : ordered) {
    table.AddRow({result->pool(), result->rank() == 0 ? "—" : absl::StrCat(result->rank()),
                  result->unit_name(), FormatPoints(result->raw_milli()),
                  FormatPoints(result->applicable_milli()), FormatPoints(result->bonus_milli()),
                  FormatPoints(result->penalty_milli() + result->direct_milli()),
                  FinalText(result->scored(), result->final_milli(), results.decimals()),
                  GradeText(*result, language), VetoesText(*result, language)});
  }
  std::string added;
  if (!results.added_positions().empty()) {
    added = absl::StrCat(" + ", PositionsText(results.added_positions()));
  }
  return absl::StrCat(
      table.Render(), "\n", results.cycle(), "  ", results.scheme().scheme(), " v",
      results.scheme().version(), "  ", Say(Word{"引擎", "engine"}, language), " ",
      results.engine_version(), "  ", Say(Word{"修订版次", "revision"}, language), " ",
      results.revision(), "\n", Say(Word{"计入的事件", "counts the events below"}, language), " ",
      results.size(), added, "  ", Say(Word{"根", "root"}, language), " ",
      absl::BytesToHexString(results.root()), "\n", Say(Word{"结果摘要", "digest"}, language), " ",
      absl::BytesToHexString(digest), "\n");
}

std::string RenderLateFacts(const projections::v1::ListLateFactsResponse& late, Language language) {
  std::string text;
  for (const projections::v1::LateFact& fact : late.facts()) {
    absl::StrAppend(&text, "#", fact.position(), " ", Say(WordOf(fact.event_type()), language),
                    "  ", absl::StrJoin(fact.units(), "、"), "  ");
    if (fact.has_left()) {
      absl::StrAppend(&text, Say(Word{"不计入，见 #", "left out at #"}, language), fact.left());
    } else if (fact.has_leaving_proposal_position()) {
      absl::StrAppend(&text,
                      Say(Word{"提议不计入，待确认 #", "proposed to leave out, waits #"}, language),
                      fact.leaving_proposal_position());
    } else {
      absl::StrAppend(&text, Say(fact.changes().empty() ? Word{"不影响结果", "changes nothing"}
                                                        : Word{"待处理", "to be decided"},
                                 language));
    }
    absl::StrAppend(&text, "\n");
    if (!fact.changes().empty()) absl::StrAppend(&text, RenderChanges(fact.changes(), language));
  }
  if (text.empty()) return Say(Word{"没有迟报的事实\n", "no late facts\n"}, language);
  return text;
}

std::string RenderCarryOver(const projections::v1::GetCarryOverResponse& carried,
                            Language language) {
  const auto figures = [](bool known, const projections::v1::YearFigures& year) {
    return known ? absl::StrCat(year.accidents(), " / ", year.deaths()) : std::string("-");
  };
  std::string text = absl::StrCat(Say(Word{"与上年比较的数（事故起数 / 死亡人数），用于 ",
                                           "figures compared with (accidents / deaths), for "},
                                      language),
                                  carried.year(), "\n");
  if (carried.not_covered() != projections::v1::YEAR_NOT_COVERED_UNSPECIFIED) {
    absl::StrAppend(&text, Say(Word{"账本没有统计：", "not counted by the ledger: "}, language),
                    Say(WordOf(carried.not_covered()), language), "\n");
  } else {
    Table table(
        {{{"单位", "Unit"}}, {{"账本统计", "Counted"}}, {{"已设定", "Set"}}, {{"状态", "State"}}},
        language);
    for (const projections::v1::ProposedBaseline& baseline : carried.baselines()) {
      Word state{"一致", "the same"};
      if (!baseline.has_counted()) {
        state = {"条款统计口径不一，须人工设定", "clauses count differently: set it by hand"};
      } else if (!baseline.has_set()) {
        state = {"未设定", "not set"};
      } else if (baseline.differs()) {
        state = baseline.on_paper() ? Word{"不符，有文件依据", "differs, on paper"}
                                    : Word{"不符，待确认", "differs, to be confirmed"};
      }
      table.AddRow({absl::StrCat(baseline.unit(), " ", baseline.unit_name()),
                    figures(baseline.has_counted(), baseline.counted()),
                    figures(baseline.has_set(), baseline.set()), Say(state, language)});
    }
    absl::StrAppend(&text, table.Render());
  }
  absl::StrAppend(
      &text,
      Say(Word{"未完结的事故调查和整改评估：", "investigations and evaluations that carry over:"},
          language),
      "\n");
  Table table({{{"事故", "Accident"}}, {{"事项", "What"}}, {{"期限", "Due"}}, {{"单位", "Units"}}},
              language);
  for (const projections::v1::UnfinishedAccident& entry : carried.unfinished()) {
    table.AddRow({entry.accident(), Say(WordOf(entry.clock()), language),
                  entry.has_due() ? DateText(entry.due())
                                  : Say(Word{"鉴定暂停", "appraisal paused"}, language),
                  absl::StrJoin(entry.units(), "、")});
  }
  absl::StrAppend(&text, table.Render());
  return text;
}

std::string RenderIrregularities(const projections::v1::ListIrregularitiesResponse& found,
                                 Language language) {
  Table table({{{"单位", "Unit"}},
               {{"事项", "What"}},
               {{"事件", "Event"}, Align::kRight},
               {{"日期", "Date"}},
               {{"决定人", "Decided by"}},
               {{"考核组", "Teams"}},
               {{"说明", "About"}, Align::kLeft, 40}},
              language);
  std::map<std::pair<std::string, int>, int> by_person;
  for (const projections::v1::Irregularity& entry : found.irregularities()) {
    std::vector<std::string> persons;
    for (const event::v1::Person& person : entry.persons()) {
      persons.push_back(PersonText(person));
      ++by_person[{PersonText(person), entry.kind()}];
    }
    table.AddRow({entry.unit_name(), Say(WordOf(entry.kind()), language),
                  absl::StrCat("#", entry.position()),
                  entry.has_occurred_on() ? DateText(entry.occurred_on()) : "",
                  absl::StrJoin(persons, "、"), absl::StrJoin(entry.teams(), "、"),
                  entry.subject()});
  }
  Table summary(
      {{{"决定人", "Decided by"}}, {{"事项", "What"}}, {{"次数", "Times"}, Align::kRight}},
      language);
  for (const auto& [key, count] : by_person) {
    summary.AddRow(
        {key.first,
         Say(WordOf(static_cast<projections::v1::IrregularityKind>(key.second)), language),
         absl::StrCat(count)});
  }
  return absl::StrCat(table.Render(), "\n", summary.Render());
}

}  // namespace assessment::ctl
