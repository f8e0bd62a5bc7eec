#include "clients/ctl/render_deadlines.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "clients/ctl/event_summary.h"
#include "clients/ctl/moment.h"
#include "clients/ctl/render_score.h"
#include "clients/ctl/table.h"
#include "clients/ctl/words.h"

namespace assessment::ctl {
namespace {

std::string InstantText(const event::v1::CivilMoment& moment) {
  const std::string day = DateText(moment.day());
  if (!moment.has_minute()) return day;
  return absl::StrCat(day,
                      absl::StrFormat(" %02d:%02d", moment.minute() / 60, moment.minute() % 60));
}

std::string StateText(const projections::v1::MatterStatus& matter, Language language) {
  std::string text;
  if (matter.has_withdrawn_on()) {
    text = absl::StrCat(Say(Word{"已撤销", "withdrawn"}, language), " ",
                        DateText(matter.withdrawn_on()));
  } else if (matter.has_done()) {
    text = absl::StrCat(Say(Word{"已办结", "done"}, language), " ", InstantText(matter.done()));
  } else {
    text = Say(Word{"办理中", "open"}, language);
  }
  if (!matter.overdue()) return text;
  return absl::StrCat(
      text, " · ",
      matter.months_overdue() == 0
          ? Say(Word{"逾期", "late"}, language)
          : absl::StrCat(Say(Word{"逾期满", "late by"}, language), " ", matter.months_overdue(),
                         Say(Word{" 个月", " months"}, language)));
}

}  // namespace

std::string RenderMatters(const projections::v1::ListMattersResponse& matters, Language language) {
  Table table({{{"事项", "Matter"}},
               {{"类别", "Kind"}},
               {{"单位", "Unit"}},
               {{"期限", "Due"}},
               {{"状态", "State"}},
               {{"内容", "Title"}, Align::kLeft, 44}},
              language);
  std::string chains;
  for (const projections::v1::MatterStatus& matter : matters.matters()) {
    table.AddRow({matter.matter(), Say(WordOf(matter.kind()), language), matter.unit_name(),
                  InstantText(matter.due()), StateText(matter, language),
                  SealableTextOf(matter.title(), language)});
    if (matter.chain().empty()) continue;
    Table chain({{{"事件", "Event"}, Align::kRight},
                 {{"日期", "Date"}},
                 {{"类型", "Type"}},
                 {{"内容", "What it states"}, Align::kLeft, 70},
                 {{"更正", "Corrected by"}}},
                language);
    for (const projections::v1::TrailEntry& entry : matter.chain()) {
      chain.AddRow(
          {absl::StrCat("#", entry.position()), DateText(entry.event().content().occurred_on()),
           Say(WordOf(entry.event_type()), language),
           EventSummary(entry.event().content(), language),
           entry.has_corrected_by_position() ? absl::StrCat("#", entry.corrected_by_position())
                                             : ""});
    }
    absl::StrAppend(&chains, "\n", chain.Render());
  }
  return absl::StrCat(table.Render(), chains,
                      ReflectsText(matters.size(), matters.record_time_micros(), language), "\n");
}

std::string RenderRecorded(const projections::v1::RunClerkResponse& recorded, Language language) {
  std::string text;
  for (const projections::v1::RecordedDeadline& step : recorded.recorded()) {
    absl::StrAppend(&text, "#", step.position(), " ", Say(WordOf(step.clock()), language), " ",
                    step.subject(), " ", Say(Word{"期限", "due"}, language), " ",
                    InstantText(step.due()));
    if (step.step() > 0) {
      absl::StrAppend(&text, " ", Say(Word{"逾期满", "late by"}, language), " ", step.step(),
                      Say(Word{" 个月", " months"}, language));
    }
    absl::StrAppend(&text, "\n");
  }
  return absl::StrCat(text, Say(Word{"记录逾期", "steps recorded"}, language), " ",
                      recorded.recorded_size(), "  ", Say(Word{"账本大小", "size"}, language), " ",
                      recorded.size(), "\n");
}

std::string RenderClerk(const projections::v1::GetClerkStatusResponse& clerk, Language language) {
  std::string text = clerk.paused()
                         ? absl::StrCat(Say(Word{"已暂停", "paused"}, language), " #",
                                        clerk.pause_position(), " ", clerk.pause_reason())
                         : Say(Word{"在岗", "at work"}, language);
  absl::StrAppend(&text, "  ", Say(Word{"待记录", "steps waiting"}, language), " ",
                  clerk.steps_waiting(), "  ", Say(Word{"账本大小", "size"}, language), " ",
                  clerk.size(), "\n");
  if (!clerk.alarm().empty()) {
    absl::StrAppend(&text, Say(Word{"警报", "alarm"}, language), ": ", clerk.alarm(), "\n");
  }
  return text;
}

}  // namespace assessment::ctl
