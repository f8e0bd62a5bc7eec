#include "clients/ctl/render_changes.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/ctl/render_score.h"
#include "clients/ctl/table.h"
#include "ledger/base/points.h"

namespace assessment::ctl {

std::string RenderChanges(
    const google::protobuf::RepeatedPtrField<projections::v1::ScoreChange>& changes,
    Language language) {
  Table table({{{"考核", "Cycle"}},
               {{"单位", "Unit"}},
               {{"最终得分", "Final"}},
               {{"等次", "Grade"}},
               {{"名次", "Rank"}},
               {{"否决", "Vetoes"}}},
              language);
  for (const projections::v1::ScoreChange& change : changes) {
    std::vector<std::string> vetoes;
    for (const projections::v1::VetoStatus& veto : change.vetoes_changed())
      vetoes.push_back(VetoText(veto, language));
    const auto points = [](bool has, int64_t value) {
      return has ? FormatPoints(value) : std::string("—");
    };
    const auto rank = [](bool has, uint32_t value) {
      return has ? absl::StrCat(value) : std::string("—");
    };
    table.AddRow(
        {change.cycle(), change.unit(),
         absl::StrCat(points(change.has_final_before_milli(), change.final_before_milli()), " → ",
                      points(change.has_final_after_milli(), change.final_after_milli())),
         absl::StrCat(change.grade_before(), " → ", change.grade_after()),
         change.has_rank_before() || change.has_rank_after()
             ? absl::StrCat(rank(change.has_rank_before(), change.rank_before()), " → ",
                            rank(change.has_rank_after(), change.rank_after()))
             : "",
         absl::StrJoin(vetoes, "; ")});
  }
  return table.Render();
}

}  // namespace assessment::ctl
