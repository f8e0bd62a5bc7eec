#include "clients/ctl/render_line.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/ctl/display_width.h"
#include "clients/ctl/event_summary.h"
#include "clients/ctl/moment.h"
#include "clients/ctl/points_text.h"
#include "clients/ctl/words.h"
#include "ledger/base/points.h"

namespace assessment::ctl {
namespace {

using projections::v1::LineExplanation;

std::string Labelled(const Word& label, const std::string& value, Language language) {
  return value.empty() ? "" : absl::StrCat(Say(label, language), " ", value);
}

std::string JoinedNotEmpty(const std::vector<std::string>& parts) {
  std::vector<std::string> kept;
  for (const std::string& part : parts) {
    if (!part.empty()) kept.push_back(part);
  }
  return absl::StrJoin(kept, " · ");
}

// "吸收 0.5 超出 项目分值 37，由 #12 用尽".
std::string AbsorptionText(const projections::v1::Absorption& absorption, Language language) {
  return absl::StrCat(FormatPoints(absorption.milli()), " ", Say(Word{"超出", "beyond"}, language),
                      " ", FullText(absorption.by(), language), " ", absorption.id(),
                      absorption.has_used_up_by_position()
                          ? absl::StrCat(" (", Say(Word{"已由", "used up by"}, language), " #",
                                         absorption.used_up_by_position(),
                                         language == Language::kEnglish ? "" : " 用尽", ")")
                          : "");
}

// State and amounts: "#124 2022-03-04 检查发现 已扣 -0.5 (3 次) 终分 +0.502".
std::string StateText(const LineExplanation& line, Language language) {
  std::vector<std::string> amounts;
  const bool nothing = line.state() == projections::v1::LINE_STATE_CHARGED &&
                       line.raised_milli() == 0 && line.charged_milli() == 0;
  amounts.push_back(nothing ? Say(Word{"未扣分", "nothing to charge"}, language)
                            : Say(WordOf(line.state()), language));
  if (line.raised_milli() != line.charged_milli() && line.raised_milli() != 0) {
    amounts.push_back(Labelled({"应计", "raised"}, FormatPoints(line.raised_milli()), language));
  }
  if (line.charged_milli() != 0) {
    amounts.push_back(Labelled({"计", "charged"}, FormatPoints(line.charged_milli()), language));
  }
  if (line.absorbed_milli() != 0) {
    amounts.push_back(
        Labelled({"封顶", "absorbed"}, FormatPoints(line.absorbed_milli()), language));
  }
  if (line.suppressed_milli() != 0) {
    amounts.push_back(
        Labelled({"不计", "suppressed"}, FormatPoints(line.suppressed_milli()), language));
  }
  if (line.occurrences() > 1) {
    amounts.push_back(
        absl::StrCat("×", line.occurrences(), language == Language::kEnglish ? "" : " 次"));
  }
  if (line.state() == projections::v1::LINE_STATE_UNCOUNTED) {
    amounts.push_back(Say(WordOf(line.uncounted_reason()), language));
  }
  if (line.has_by_position()) {
    amounts.push_back(Labelled({"由", "by"}, absl::StrCat("#", line.by_position()), language));
  }
  if (line.provisional()) amounts.push_back(Say(Word{"暂定", "provisional"}, language));
  if (line.has_gain_milli()) {
    amounts.push_back(
        Labelled({"去除后终分", "final without it"}, SignedPoints(line.gain_milli()), language));
  }
  return absl::StrCat("#", line.position(), " ", DateText(line.occurred_on()), " ",
                      Say(WordOf(line.event_type()), language), ": ", absl::StrJoin(amounts, ", "));
}

}  // namespace

std::vector<std::string> LineTexts(const LineExplanation& line, Language language) {
  std::vector<std::string> texts = {StateText(line, language)};
  const std::string subjects = SubjectsText(line.subjects(), language);
  const std::string text = OneLine(JoinedNotEmpty(
      {SealableTextOf(line.text(), language),
       subjects.empty() ? "" : absl::StrCat("[", subjects, "]"),
       line.has_measure() ? Labelled({"数值", "value"}, MeasureText(line.measure()), language) : "",
       Labelled({"事故", "accident"}, line.accident(), language),
       Labelled({"事项", "matter"}, line.matter(), language),
       line.has_months_overdue()
           ? absl::StrCat(Say(Word{"逾期满", "overdue by"}, language), " ", line.months_overdue(),
                          Say(Word{" 个月", " months"}, language))
           : ""}));
  if (!text.empty()) texts.push_back(text);
  for (const projections::v1::Absorption& absorption : line.absorptions()) {
    texts.push_back(AbsorptionText(absorption, language));
  }
  const std::string persons =
      absl::StrJoin(line.decided_by(), "、", [](std::string* out, const event::v1::Person& person) {
        absl::StrAppend(out, PersonText(person));
      });
  const std::string evidence = absl::StrJoin(
      line.evidence(), "、",
      [](std::string* out, const event::v1::Evidence& file) { absl::StrAppend(out, file.name()); });
  const std::string rest = OneLine(JoinedNotEmpty(
      {Labelled({"文件", "paper"}, PaperText(line.paper()), language),
       Labelled({"决定", "decided by"}, persons, language),
       Labelled({"证据", "evidence"}, evidence, language),
       Labelled({"录入", "posted by"},
                line.poster().principal().empty()
                    ? ""
                    : absl::StrCat(line.poster().principal(), " (", line.poster().person_id(), ")"),
                language),
       SecondText(line.record_time_micros())}));
  if (!rest.empty()) texts.push_back(rest);
  return texts;
}

}  // namespace assessment::ctl
