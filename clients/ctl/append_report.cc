#include "clients/ctl/append_report.h"

#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/ctl/words.h"

namespace assessment::ctl {

std::string RenderRefusal(const ledger::v1::Refusal& refusal, Language language) {
  std::string text = absl::StrCat(Say(WordOf(refusal.reason()), language), " (",
                                  ledger::v1::Reason_Name(refusal.reason()), ")");
  if (refusal.has_index()) absl::StrAppend(&text, " events[", refusal.index(), "]");
  absl::StrAppend(&text, "\n    ", refusal.field(), ": ", Say({"找到", "found"}, language), " ",
                  refusal.found(), "; ", Say({"应为", "expected"}, language), " ",
                  refusal.expected());
  if (!refusal.positions().empty())
    absl::StrAppend(&text, "; #", absl::StrJoin(refusal.positions(), " #"));
  if (refusal.retry_can_help())
    absl::StrAppend(&text, "; ", Say({"可稍后重试", "a retry can help"}, language));
  return text + "\n";
}

void PrintRefusals(const google::protobuf::RepeatedPtrField<ledger::v1::Refusal>& refusals,
                   absl::string_view where, Language language) {
  for (const ledger::v1::Refusal& refusal : refusals) {
    std::cerr << where << RenderRefusal(refusal, language);
  }
}

}  // namespace assessment::ctl
