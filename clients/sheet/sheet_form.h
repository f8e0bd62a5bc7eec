#ifndef CLIENTS_SHEET_SHEET_FORM_H_
#define CLIENTS_SHEET_SHEET_FORM_H_

// The scoring form (考核打分表) of one unit, filled from the explanation of its score, or empty.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "assessment/projections/v1/explanation.pb.h"
#include "assessment/scheme/v1/scheme.pb.h"
#include "clients/sheet/form_words.h"
#include "clients/sheet/sheet_content.h"
#include "clients/sheet/sheet_part.h"

namespace assessment::sheet {

// What a form is made of.
struct FormInput {
  // The score with its lines. For an empty form: which items and clauses it prints; amounts and
  // lines are left out.
  projections::v1::ScoreExplanation score;
  // The scheme version that `score` names.
  scheme::v1::Scheme scheme;
  // Official wording by clause; a clause that has none is printed by its label and amount.
  std::map<std::string, std::string> wording;
  std::string cycle_title;
  int32_t year = 0;
  // How final the score is, in words.
  std::string status;
  SheetPart part = SheetPart::kWhole;
  // An empty form to be filled in by hand.
  bool blank = false;
  // What stands for a text of which there is a commitment alone.
  std::string sealed_text = std::string(kErasedText);
};

// Columns of the form, from 0.
inline constexpr int kItemColumn = 0;     // 考核项目
inline constexpr int kRuleColumn = 1;     // 考核细则
inline constexpr int kProblemColumn = 2;  // 存在的问题及扣分
inline constexpr int kScoreColumn = 3;    // 得分
inline constexpr int kRemarkColumn = 4;   // 备注（是否参与打分）

// Builds the form, without the foot that identifies it. Every number is one of the explanation, or,
// on a part, the sum of the scores it prints. A part other than the whole prints no final score,
// grade or veto. INVALID_ARGUMENT when the scheme has no item of the part.
absl::StatusOr<SheetContent> BuildForm(const FormInput& input);

// The identifiers of the items that the part's subtotal counts, in reading order: what signing the
// sheet settles.
std::vector<std::string> CountedItems(const FormInput& input);

// An explanation in which every item, component, clause, block, line and veto of the scheme stands
// as it does for a unit that everything concerns and nobody has looked at: for an empty form that
// is of no unit.
projections::v1::ScoreExplanation EmptyExplanation(const scheme::v1::Scheme& scheme);

}  // namespace assessment::sheet

#endif  // CLIENTS_SHEET_SHEET_FORM_H_
