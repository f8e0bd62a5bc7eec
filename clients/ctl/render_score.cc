#include "clients/ctl/render_score.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/ctl/display_width.h"
#include "clients/ctl/moment.h"
#include "clients/ctl/points_text.h"
#include "clients/ctl/table.h"
#include "clients/ctl/words.h"
#include "ledger/base/points.h"

namespace assessment::ctl {
namespace {

using projections::v1::ScoreExplanation;

constexpr size_t kLabelWidth = 22;
constexpr size_t kNumberWidth = 10;

std::string Positions(const google::protobuf::RepeatedField<uint64_t>& positions) {
  return absl::StrJoin(positions, " ", [](std::string* out, uint64_t position) {
    absl::StrAppend(out, "#", position);
  });
}

std::string FinalLine(const Word& label, const std::string& number, const std::string& remark,
                      Language language) {
  std::string line =
      absl::StrCat(PadRight(Heading(label, language), kLabelWidth), PadLeft(number, kNumberWidth));
  if (!remark.empty()) absl::StrAppend(&line, "   ", remark);
  return absl::StrCat(line, "\n");
}

std::string GradeRemark(const ScoreExplanation& score, Language language) {
  std::string remark;
  if (!score.grade().empty()) {
    absl::StrAppend(&remark, Heading(Word{"等次", "grade"}, language), " ", score.grade());
    if (score.band() != score.grade()) {
      absl::StrAppend(&remark, Say(Word{"（否决前", " (before vetoes "}, language), score.band(),
                      language == Language::kEnglish ? ")" : "）");
    }
  }
  if (score.provisional()) {
    absl::StrAppend(
        &remark, remark.empty() ? "" : " · ",
        Say(Word{"暂定：有事项未定", "provisional: something is not decided yet"}, language));
  }
  return remark;
}

std::string CoverageRemark(const projections::v1::Coverage& coverage, Language language) {
  if (coverage.uncovered().empty()) return "";
  std::vector<std::string> items;
  for (const projections::v1::UncoveredItem& item : coverage.uncovered()) {
    items.push_back(
        item.open_clauses().empty()
            ? item.item()
            : absl::StrCat(item.item(), "(", absl::StrJoin(item.open_clauses(), ","), ")"));
  }
  constexpr size_t kShown = 8;
  const size_t more = items.size() > kShown ? items.size() - kShown : 0;
  items.resize(items.size() - more);
  return absl::StrCat(Say(Word{"未查：", "not looked at: "}, language), absl::StrJoin(items, " "),
                      more == 0 ? ""
                                : absl::StrCat(" … ", Say(Word{"等", "and"}, language), " ", more,
                                               Say(Word{"项", " more"}, language)));
}

std::string VetoMarks(const google::protobuf::RepeatedPtrField<projections::v1::VetoStatus>& vetoes,
                      Language language) {
  return absl::StrJoin(vetoes, " ",
                       [language](std::string* out, const projections::v1::VetoStatus& veto) {
                         absl::StrAppend(out, veto.veto());
                         if (veto.state() == projections::v1::VETO_STATE_PENDING) {
                           absl::StrAppend(out, "(", Say(WordOf(veto.state()), language), ")");
                         }
                       });
}

// What a veto rests on: accidents, events, missing figures; empty when on nothing.
std::string VetoGrounds(const projections::v1::VetoStatus& veto, Language language) {
  std::vector<std::string> grounds;
  for (const projections::v1::VetoAccident& accident : veto.accidents()) {
    const Word pending{" 责任未定", " responsibility pending"};
    grounds.push_back(absl::StrCat(accident.accident(), " ",
                                   Say(WordOf(accident.grade()), language),
                                   accident.pending() ? Say(pending, language) : ""));
  }
  if (!veto.positions().empty()) grounds.push_back(Positions(veto.positions()));
  if (!veto.missing_metrics().empty()) {
    grounds.push_back(absl::StrCat(Say(Word{"缺", "missing"}, language), " ",
                                   absl::StrJoin(veto.missing_metrics(), ",")));
  }
  return absl::StrJoin(grounds, "; ");
}

}  // namespace

std::string ReflectsText(uint64_t size, int64_t record_time_micros, Language language) {
  return absl::StrCat(Heading(Word{"截至", "as of size"}, language), " ", size,
                      record_time_micros == 0
                          ? ""
                          : absl::StrCat(" · ", Heading(Word{"记录时间", "recorded"}, language),
                                         " ", MomentText(record_time_micros)));
}

std::string RenderScoreHead(const ScoreExplanation& score, Language language) {
  return absl::StrCat(
      score.unit_name(), " (", score.unit(), ") · ", score.cycle(), " · ",
      Heading(Word{"方案", "scheme"}, language), " ", score.scheme(), " v", score.scheme_version(),
      "\n", ReflectsText(score.size(), score.record_time_micros(), language), " · ",
      Heading(Word{"引擎", "engine"}, language), " ", score.engine_version(), " · ",
      Heading(Word{"状态", "status"}, language), " ", Say(WordOf(score.status()), language), "\n");
}

std::string RenderFinalScore(const ScoreExplanation& score, Language language) {
  std::string text;
  absl::StrAppend(&text, FinalLine({"项目得分", "items"}, FormatPoints(score.raw_milli()),
                                   absl::StrCat(Heading(Word{"可得", "of applicable"}, language),
                                                " ", FormatPoints(score.applicable_milli()), " / ",
                                                Heading(Word{"总分", "total"}, language), " ",
                                                FormatPoints(score.total_milli())),
                                   language));
  if (!score.has_base()) {
    absl::StrAppend(
        &text, FinalLine({"最终得分", "FINAL"}, "—",
                         Say(Word{"无适用项目，没有得分", "nothing applies, so there is no score"},
                             language),
                         language));
    return text;
  }
  absl::StrAppend(
      &text, FinalLine({"折算", "base"}, ExactPointsText(score.base()), "", language),
      FinalLine({"直接扣分", "direct"}, ChargeText(score.direct_milli()), "", language),
      FinalLine({"加分", "bonus"}, SignedPoints(score.bonus_milli()), "", language),
      FinalLine({"减分", "penalties"}, ChargeText(score.penalty_milli()), "", language),
      FinalLine({"合计", "unrounded"}, ExactPointsText(score.unrounded()), "", language),
      FinalLine({"最终得分", "FINAL"}, FinalText(score), GradeRemark(score, language), language));
  const projections::v1::Coverage& coverage = score.coverage();
  absl::StrAppend(&text, FinalLine({"查阅覆盖", "coverage"},
                                   ShareText(coverage.covered_milli(), coverage.applicable_milli()),
                                   CoverageRemark(coverage, language), language));
  return text;
}

std::string RenderSheet(const ScoreExplanation& score, Language language) {
  Table table({{{"项目", "item"}},
               {{"名称", "label"}, Align::kLeft, 44},
               {{"分值", "max"}, Align::kRight},
               {{"可得", "applicable"}, Align::kRight},
               {{"扣分", "charged"}, Align::kRight},
               {{"加分", "awarded"}, Align::kRight},
               {{"得分", "score"}, Align::kRight},
               {{"备注", "remark"}}},
              language);
  for (const projections::v1::CategoryExplanation& category : score.categories()) {
    table.AddRow({category.category(), Say(category.title(), language), "",
                  FormatPoints(category.applicable_milli()), "", "",
                  FormatPoints(category.score_milli())});
    for (const projections::v1::ItemExplanation& item : category.items()) {
      const bool applicable = item.applicability() == projections::v1::APPLICABILITY_APPLICABLE;
      std::string remark;
      if (!applicable) {
        remark = Say(WordOf(item.applicability()), language);
        if (item.has_applicability_position()) {
          absl::StrAppend(&remark, " #", item.applicability_position());
        }
      } else if (!item.covered()) {
        remark = Say(Word{"未查", "not looked at"}, language);
      }
      if (!item.scoring_body().empty()) {
        absl::StrAppend(&remark, remark.empty() ? "" : " ", Say(Word{"由", "by"}, language), " ",
                        item.scoring_body(), language == Language::kEnglish ? "" : " 评分");
      }
      table.AddRow({absl::StrCat("  ", item.item()),
                    absl::StrCat("  ", Say(item.label(), language)),
                    FormatPoints(item.maximum_milli()), FormatPoints(item.applicable_milli()),
                    item.charged_milli() == 0 ? "" : ChargeText(item.charged_milli()),
                    item.awarded_milli() == 0 ? "" : SignedPoints(item.awarded_milli()),
                    FormatPoints(item.score_milli()), remark});
    }
  }
  return absl::StrCat(RenderScoreHead(score, language), "\n", table.Render(), "\n",
                      RenderFinalScore(score, language));
}

std::string RenderRanking(const projections::v1::ListScoresResponse& ranking, Language language) {
  std::string text =
      absl::StrCat(ReflectsText(ranking.size(), ranking.record_time_micros(), language), "\n");
  for (int next = 0; next < ranking.scores_size();) {
    const std::string& pool = ranking.scores(next).pool();
    absl::StrAppend(&text, "\n", Heading(Word{"排名组", "pool"}, language), " ",
                    pool.empty() ? "—" : pool, "\n");
    Table table({{{"名次", "rank"}, Align::kRight},
                 {{"单位", "unit"}},
                 {{"编号", "id"}},
                 {{"最终得分", "final"}, Align::kRight},
                 {{"等次", "grade"}},
                 {{"项目得分", "items"}, Align::kRight},
                 {{"可得", "applicable"}, Align::kRight},
                 {{"覆盖", "coverage"}, Align::kRight},
                 {{"否决", "vetoes"}},
                 {{"备注", "remark"}}},
                language);
    for (; next < ranking.scores_size() && ranking.scores(next).pool() == pool; ++next) {
      const projections::v1::RankedScore& score = ranking.scores(next);
      table.AddRow(
          {score.has_rank() ? absl::StrCat(score.rank()) : "—", score.unit_name(), score.unit(),
           FinalText(score.has_final_milli(), score.final_milli(), ranking.decimals()),
           score.grade(), FormatPoints(score.raw_milli()), FormatPoints(score.applicable_milli()),
           ShareText(score.coverage().covered_milli(), score.coverage().applicable_milli()),
           VetoMarks(score.vetoes(), language),
           score.provisional() ? Say(Word{"暂定", "provisional"}, language) : ""});
    }
    absl::StrAppend(&text, table.Render());
  }
  if (ranking.scores().empty()) {
    absl::StrAppend(&text, Say(Word{"没有单位", "no units"}, language), "\n");
  }
  return text;
}

std::string VetoText(const projections::v1::VetoStatus& veto, Language language) {
  const std::string grounds = VetoGrounds(veto, language);
  return absl::StrCat(veto.veto(), " ", Say(WordOf(veto.state()), language), " · ",
                      EffectText(veto.effect(), language),
                      grounds.empty() ? "" : absl::StrCat(" (", grounds, ")"));
}

std::string RenderVetoes(const projections::v1::GetVetoStatusResponse& vetoes, bool all,
                         Language language) {
  Table table({{{"单位", "unit"}},
               {{"否决", "veto"}},
               {{"名称", "label"}, Align::kLeft, 36},
               {{"状态", "state"}},
               {{"效果", "effect"}},
               {{"依据", "rests on"}}},
              language);
  // Units for which a veto is not evaluated, all for the same want: one row when they are many.
  const auto want_of = [language](const projections::v1::VetoStatus& veto) {
    return std::pair<std::string, std::string>(veto.veto(), VetoGrounds(veto, language));
  };
  std::map<std::pair<std::string, std::string>, int> not_evaluated;
  for (const projections::v1::UnitVetoes& unit : vetoes.units()) {
    for (const projections::v1::VetoStatus& veto : unit.vetoes()) {
      if (veto.state() == projections::v1::VETO_STATE_NOT_EVALUATED) ++not_evaluated[want_of(veto)];
    }
  }
  constexpr int kMany = 4;
  int not_met = 0;
  for (const projections::v1::UnitVetoes& unit : vetoes.units()) {
    for (const projections::v1::VetoStatus& veto : unit.vetoes()) {
      if (veto.state() == projections::v1::VETO_STATE_NOT_MET && !all) {
        ++not_met;
        continue;
      }
      if (veto.state() == projections::v1::VETO_STATE_NOT_EVALUATED && !all) {
        int& units = not_evaluated[want_of(veto)];
        if (units == 0) continue;
        if (units >= kMany) {
          table.AddRow({absl::StrCat(units, Say(Word{" 个单位", " units"}, language)), veto.veto(),
                        Say(veto.label(), language), Say(WordOf(veto.state()), language),
                        EffectText(veto.effect(), language), VetoGrounds(veto, language)});
          units = 0;
          continue;
        }
      }
      table.AddRow({unit.unit_name(), veto.veto(), Say(veto.label(), language),
                    Say(WordOf(veto.state()), language), EffectText(veto.effect(), language),
                    VetoGrounds(veto, language)});
    }
  }
  std::string text = absl::StrCat(
      ReflectsText(vetoes.size(), vetoes.record_time_micros(), language), "\n\n", table.Render());
  if (not_met > 0) {
    absl::StrAppend(&text, "\n", Say(Word{"另有未触发 ", "not met and not shown: "}, language),
                    not_met, Say(Word{" 项（--all 显示）", " (--all shows them)"}, language), "\n");
  }
  return text;
}

}  // namespace assessment::ctl
