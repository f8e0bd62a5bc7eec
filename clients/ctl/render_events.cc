#include "clients/ctl/render_events.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/ctl/display_width.h"
#include "clients/ctl/event_summary.h"
#include "clients/ctl/moment.h"
#include "clients/ctl/table.h"
#include "clients/ctl/words.h"

namespace assessment::ctl {
namespace {

std::string PosterText(const event::v1::Poster& poster) {
  return poster.unit().empty() ? poster.principal()
                               : absl::StrCat(poster.principal(), "@", poster.unit());
}

std::string TrailRemark(const projections::v1::TrailEntry& entry, Language language) {
  std::vector<std::string> remarks;
  if (entry.has_corrected_by_position()) {
    remarks.push_back(absl::StrCat(Say(Word{"已更正", "corrected by"}, language), " #",
                                   entry.corrected_by_position()));
  }
  if (entry.has_replaces_position()) {
    remarks.push_back(
        absl::StrCat(Say(Word{"针对", "about"}, language), " #", entry.replaces_position()));
  }
  return absl::StrJoin(remarks, " ");
}

}  // namespace

std::string RenderEvents(const std::vector<ledger::v1::RecordedEvent>& events, size_t summary_width,
                         Language language) {
  Table table({{{"位置", "position"}, Align::kRight},
               {{"记录时间", "recorded"}},
               {{"发生", "occurred"}},
               {{"类型", "type"}},
               {{"单位", "units"}, Align::kLeft, 20},
               {{"内容", "summary"}, Align::kLeft, summary_width},
               {{"录入", "posted by"}}},
              language);
  for (const ledger::v1::RecordedEvent& event : events) {
    const event::v1::EventContent& content = event.body().event().content();
    table.AddRow({absl::StrCat(event.header().position()),
                  SecondText(event.header().record_time_micros()), DateText(content.occurred_on()),
                  Say(WordOf(event.header().event_type()), language),
                  absl::StrJoin(event.header().units(), ","), EventSummary(content, language),
                  PosterText(event.body().poster())});
  }
  return table.Render();
}

std::string EventLine(const ledger::v1::RecordedEvent& event, Language language) {
  return OneLine(absl::StrCat("#", event.header().position(), " ",
                              SecondText(event.header().record_time_micros()), " ",
                              Say(WordOf(event.header().event_type()), language), " ",
                              absl::StrJoin(event.header().units(), ","), " ",
                              EventSummary(event.body().event().content(), language), " · ",
                              PosterText(event.body().poster())));
}

std::string RenderTrail(const projections::v1::GetAuditTrailResponse& trail, size_t summary_width,
                        Language language) {
  Table table({{{"位置", "position"}, Align::kRight},
               {{"记录时间", "recorded"}},
               {{"发生", "occurred"}},
               {{"晚报天数", "days late"}, Align::kRight},
               {{"类型", "type"}},
               {{"内容", "summary"}, Align::kLeft, summary_width},
               {{"录入", "posted by"}},
               {{"备注", "remark"}}},
              language);
  for (const projections::v1::TrailEntry& entry : trail.entries()) {
    table.AddRow({absl::StrCat(entry.position()), SecondText(entry.record_time_micros()),
                  DateText(entry.event().content().occurred_on()), absl::StrCat(entry.days_late()),
                  Say(WordOf(entry.event_type()), language),
                  EventSummary(entry.event().content(), language), PosterText(entry.poster()),
                  TrailRemark(entry, language)});
  }
  return absl::StrCat(Heading(Word{"截至", "as of size"}, language), " ", trail.size(), "\n\n",
                      table.Render());
}

std::string RenderLedgers(const ledger::v1::ListLedgersResponse& ledgers, Language language) {
  Table table({{{"账本", "ledger"}},
               {{"机构", "authority"}},
               {{"事件数", "size"}, Align::kRight},
               {{"来源名", "origin"}},
               {{"时区", "time zone"}},
               {{"验证公钥", "verifier key"}}},
              language);
  std::string changes;
  for (const ledger::v1::LedgerInfo& info : ledgers.ledgers()) {
    table.AddRow({info.ledger(), info.authority(), absl::StrCat(info.size()), info.origin(),
                  info.time_zone(), info.verifier_key()});
    if (!info.has_signing_key_position()) continue;
    absl::StrAppend(&changes, info.ledger(), " ",
                    Say(Word{"公钥更换于", "keys changed at"}, language), " #",
                    info.signing_key_position());
    for (const std::string& key : info.earlier_verifier_keys()) {
      absl::StrAppend(&changes, "\n  ",
                      Say(Word{"交接中，同时签名的原公钥", "signs too, handing over"}, language),
                      " ", key);
    }
    changes += "\n";
  }
  return table.Render() + changes;
}

}  // namespace assessment::ctl
