#include "clients/ctl/render_group.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/ctl/event_summary.h"
#include "clients/ctl/moment.h"
#include "clients/ctl/points_text.h"
#include "clients/ctl/render_changes.h"
#include "clients/ctl/render_score.h"
#include "clients/ctl/table.h"
#include "clients/ctl/words.h"
#include "ledger/base/points.h"

namespace assessment::ctl {
namespace {

using projections::v1::AccidentGroup;

// What became of a line on one side of a comparison.
std::string SideText(bool there, const projections::v1::LineExplanation& line, Language language) {
  if (!there) return "—";
  return absl::StrCat(Say(WordOf(line.state()), language), " ", FormatPoints(line.charged_milli()));
}

}  // namespace

std::string QuestionText(const projections::v1::OpenQuestion& question, Language language) {
  const std::string about = question.accident().empty()
                                ? ""
                                : absl::StrCat(" (", Say(Word{"事故", "accident"}, language), " ",
                                               question.accident(), ")");
  const std::string answer =
      question.has_answer_position()
          ? absl::StrCat(Say(Word{"已答", "answered"}, language), " #", question.answer_position(),
                         " ", Say(question.answer(), language))
          : Say(Word{"待答", "open"}, language);
  return absl::StrCat(question.interpretation(), " ", Say(question.question(), language), about,
                      " · ", answer, " · ", PositionsText(question.positions()));
}

std::vector<std::string> AccidentGroupTexts(const AccidentGroup& group, Language language) {
  std::vector<std::string> roles;
  for (const int role : group.roles()) {
    roles.push_back(Say(WordOf(static_cast<event::v1::AccidentRole>(role)), language));
  }
  std::vector<std::string> texts = {absl::StrCat(
      group.accident(), " ", DateText(group.occurred_on()), " ",
      Say(WordOf(group.grade()), language), " · ", Say(Word{"责任", "responsibility"}, language),
      " ", Say(WordOf(group.responsibility()), language), " · ", absl::StrJoin(roles, "、"), " · ",
      Say(Word{"涉及单位", "units"}, language), " ", absl::StrJoin(group.units(), "、"))};
  for (const projections::v1::AccidentLine& line : group.lines()) {
    texts.push_back(absl::StrCat(line.clause(), " #", line.position(), " ",
                                 Say(WordOf(line.state()), language), " ",
                                 FormatPoints(line.charged_milli())));
  }
  if (!group.vetoes().empty()) {
    texts.push_back(absl::StrCat(Say(Word{"否决", "vetoes"}, language), " ",
                                 absl::StrJoin(group.vetoes(), "、")));
  }
  return texts;
}

std::string RenderQuestions(const projections::v1::ListOpenQuestionsResponse& questions,
                            Language language) {
  std::string text;
  for (const projections::v1::UnitQuestions& unit : questions.units()) {
    absl::StrAppend(&text, unit.unit(), " ", unit.unit_name(), "\n");
    for (const projections::v1::OpenQuestion& question : unit.questions()) {
      absl::StrAppend(&text, "  ", QuestionText(question, language), "\n");
    }
  }
  if (text.empty())
    text = absl::StrCat(Say(Word{"没有待答的疑义", "no open questions"}, language), "\n");
  absl::StrAppend(&text, ReflectsText(questions.size(), questions.record_time_micros(), language),
                  "\n");
  return text;
}

std::string RenderAccident(const projections::v1::GetAccidentResponse& accident,
                           Language language) {
  event::v1::EventContent content;
  *content.mutable_accident_reported() = accident.report();
  std::string text =
      absl::StrCat(EventSummary(content, language), "\n", Say(Word{"等级", "grade"}, language), " ",
                   Say(WordOf(accident.grade()), language), " (",
                   Say(Word{"按伤亡损失", "by casualties"}, language), " ",
                   Say(WordOf(accident.grade_by_casualties()), language), ") · ",
                   Say(Word{"责任", "responsibility"}, language), " ",
                   Say(WordOf(accident.responsibility()), language), " · ",
                   Say(Word{"生产经营", "production or operation"}, language), " ",
                   Say(WordOf(accident.production_operating()), language));
  const std::string decision = Say(WordOf(accident.decision()), language);
  if (!decision.empty()) absl::StrAppend(&text, " · ", decision);
  if (accident.has_struck_off_position()) {
    absl::StrAppend(&text, " · ", Say(Word{"已核销", "struck off"}, language), " #",
                    accident.struck_off_position());
  }
  if (!accident.merged_into().empty()) {
    absl::StrAppend(&text, " · ", Say(Word{"已并入", "merged into"}, language), " ",
                    accident.merged_into());
  }
  absl::StrAppend(&text, "\n");
  Table deadlines(
      {{{"期限", "Clock"}}, {{"到期", "Due"}}, {{"完成", "Done"}}, {{"逾期", "Overdue"}}},
      language);
  for (const projections::v1::AccidentDeadline& deadline : accident.deadlines()) {
    deadlines.AddRow({Say(WordOf(deadline.clock()), language),
                      deadline.has_due() ? DateText(deadline.due().day()) : "—",
                      deadline.has_done() ? DateText(deadline.done().day()) : "—",
                      deadline.overdue() ? Say(Word{"是", "yes"}, language) : ""});
  }
  absl::StrAppend(&text, "\n", deadlines.Render(), "\n");
  for (const projections::v1::AccidentEffect& effect : accident.effects()) {
    absl::StrAppend(&text, effect.cycle(), " ", effect.unit(), " ", effect.unit_name(), "\n");
    const std::vector<std::string> lines = AccidentGroupTexts(effect.group(), language);
    for (size_t i = 1; i < lines.size(); ++i) absl::StrAppend(&text, "  ", lines[i], "\n");
  }
  absl::StrAppend(&text, PositionsText(accident.positions()), "\n");
  return text;
}

std::string RenderComparison(const projections::v1::CompareScoresResponse& comparison,
                             Language language) {
  std::string text =
      absl::StrCat(Say(Word{"前", "before"}, language), " ", comparison.size_before(), " (v",
                   comparison.scheme_version_before(), ") · ", Say(Word{"后", "after"}, language),
                   " ", comparison.size_after(), " (v", comparison.scheme_version_after(), ")  ",
                   Say(Word{"按入账时间", "by record time"}, language), "\n");
  if (comparison.has_facts_until_after()) {
    absl::StrAppend(&text,
                    Say(Word{"后：按发生日期，只计截至该日发生的事实 ",
                             "after: by occurred date, only facts that occurred up to "},
                        language),
                    DateText(comparison.facts_until_after()), "\n");
  }
  absl::StrAppend(&text, "\n", RenderChanges(comparison.changes(), language));
  for (const projections::v1::ScoreChange& change : comparison.changes()) {
    if (change.lines().empty()) continue;
    absl::StrAppend(&text, "\n", change.unit(), " ", change.unit_name(), "\n");
    Table table({{{"条款", "Clause"}},
                 {{"事件", "Event"}},
                 {{"前", "Before"}},
                 {{"后", "After"}},
                 {{"内容", "Text"}, Align::kLeft, 60}},
                language);
    for (const projections::v1::LineChange& line : change.lines()) {
      const projections::v1::LineExplanation& shown =
          line.has_after() ? line.after() : line.before();
      table.AddRow(
          {line.clause().empty() ? Say(Word{"不计入", "uncounted"}, language) : line.clause(),
           absl::StrCat("#", line.position(), " ", Say(WordOf(shown.event_type()), language)),
           SideText(line.has_before(), line.before(), language),
           SideText(line.has_after(), line.after(), language),
           SealableTextOf(shown.text(), language)});
    }
    absl::StrAppend(&text, table.Render());
  }
  return text;
}

}  // namespace assessment::ctl
