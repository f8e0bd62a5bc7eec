#include "clients/ctl/render_answers.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cpp/rpc_error.h"
#include "clients/ctl/display_width.h"
#include "clients/ctl/points_text.h"
#include "clients/ctl/render_score.h"
#include "clients/ctl/table.h"
#include "clients/ctl/words.h"
#include "ledger/base/points.h"

namespace assessment::ctl {
namespace {

std::string ScoreText(bool has, MilliPoints value, const std::string& grade) {
  if (!has) return "—";
  return grade.empty() ? FormatPoints(value) : absl::StrCat(FormatPoints(value), " ", grade);
}

}  // namespace

std::string RenderRefusal(const ledger::v1::Refusal& refusal, const std::string& where,
                          Language language) {
  std::string text = absl::StrCat(where.empty() ? "" : absl::StrCat(where, ": "),
                                  Say(WordOf(refusal.reason()), language), " [",
                                  ledger::v1::Reason_Name(refusal.reason()), "]\n");
  const auto add = [&](const Word& label, const std::string& value) {
    if (value.empty()) return;
    absl::StrAppend(&text, "  ", PadRight(Heading(label, language), 16), OneLine(value), "\n");
  };
  add({"字段", "field"}, refusal.field());
  add({"收到", "found"}, refusal.found());
  add({"应为", "expected"}, refusal.expected());
  if (!refusal.positions().empty()) {
    add({"相关事件", "positions"}, absl::StrCat("#", absl::StrJoin(refusal.positions(), " #")));
  }
  if (refusal.retry_can_help()) {
    add({"重试", "retry"},
        Say(Word{"条件满足后可重试", "the same request can succeed later"}, language));
  }
  return text;
}

std::string RenderChanges(const ledger::v1::PreviewResponse& preview, Language language) {
  std::string text = absl::StrCat(ReflectsText(preview.size(), 0, language), "\n");
  if (preview.changes().empty()) {
    absl::StrAppend(&text,
                    Say(Word{"没有得分或否决变化", "no score and no veto would change"}, language),
                    "\n");
    return text;
  }
  Table table({{{"周期", "cycle"}},
               {{"单位", "unit"}},
               {{"原得分", "before"}, Align::kRight},
               {{"新得分", "after"}, Align::kRight},
               {{"变化", "change"}, Align::kRight},
               {{"可得", "applicable"}},
               {{"否决变化", "vetoes"}}},
              language);
  for (const projections::v1::ScoreChange& change : preview.changes()) {
    const bool both = change.has_final_before_milli() && change.has_final_after_milli();
    const std::string vetoes =
        absl::StrJoin(change.vetoes_changed(), " ", [language](std::string* out, const auto& veto) {
          absl::StrAppend(out, veto.veto(), " ", Say(WordOf(veto.state()), language));
        });
    table.AddRow(
        {change.cycle(), change.unit(),
         ScoreText(change.has_final_before_milli(), change.final_before_milli(),
                   change.grade_before()),
         ScoreText(change.has_final_after_milli(), change.final_after_milli(),
                   change.grade_after()),
         both ? SignedPoints(change.final_after_milli() - change.final_before_milli()) : "",
         change.applicable_before_milli() == change.applicable_after_milli()
             ? FormatPoints(change.applicable_after_milli())
             : absl::StrCat(FormatPoints(change.applicable_before_milli()), " → ",
                            FormatPoints(change.applicable_after_milli())),
         vetoes});
  }
  return absl::StrCat(text, "\n", table.Render());
}

std::string RenderFailure(const absl::Status& status, Language language) {
  const RpcError error = DescribeRpcError(status);
  std::string text = "ledgerctl: ";
  if (error.reason != ledger::v1::REASON_UNSPECIFIED) {
    absl::StrAppend(&text, Say(WordOf(error.reason), language), ": ");
  } else if (error.code == absl::StatusCode::kUnavailable) {
    absl::StrAppend(&text, Say(Word{"连不上服务", "the server cannot be reached"}, language), ": ");
  } else if (error.code == absl::StatusCode::kDeadlineExceeded) {
    absl::StrAppend(
        &text, Say(Word{"服务未按时答复", "the server did not answer in time"}, language), ": ");
  }
  absl::StrAppend(&text, OneLine(error.message));
  if (!error.reason_name.empty()) absl::StrAppend(&text, " [", error.reason_name, "]");
  absl::StrAppend(&text, "\n");
  for (const RpcFieldError& field : error.fields) {
    if (error.message.find(field.description) != std::string::npos) continue;
    absl::StrAppend(&text, "  ", field.field, ": ", OneLine(field.description), "\n");
  }
  return text;
}

}  // namespace assessment::ctl
