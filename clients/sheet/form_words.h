#ifndef CLIENTS_SHEET_FORM_WORDS_H_
#define CLIENTS_SHEET_FORM_WORDS_H_

// The phrases of the form, in Chinese as the forms are: what a clause charges, what a line found,
// why something does not count. Only amounts that stand in the scheme or the explanation; nothing
// is computed.

#include <string>

#include "absl/strings/string_view.h"
#include "assessment/projections/v1/explanation.pb.h"
#include "assessment/scheme/v1/scheme.pb.h"
#include "ledger/base/points.h"

namespace assessment::sheet {

// What the clause charges, as its scheme says: "每次扣1分", "不得分", "评定0至0.5分". Empty for a
// clause without a kind.
std::string AmountText(const scheme::v1::Clause& clause);

// Names of the subjects, joined by "、"; the code where a name is missing, "（已删除）" where it is
// sealed.
std::string SubjectsText(const google::protobuf::RepeatedPtrField<event::v1::Subject>& subjects);

// One line of 存在的问题及扣分: "缺一次集中学习（2022年下半年），扣1分". Empty for a line that
// states nothing about the unit: replaced, corrected, superseded, counted nowhere. `award` turns
// the verb round; `counted` is what the clause counts, as printed (次, 个, 家); may be empty.
std::string LineText(const projections::v1::LineExplanation& line, bool award,
                     absl::string_view counted);

// Why an item or component does not take part; empty when it does.
std::string ApplicabilityText(projections::v1::Applicability applicability);

// State and effect of a veto: "未触发", "已触发，等次不高于良好".
std::string VetoStateText(const projections::v1::VetoStatus& veto);
// Accidents, events and missing figures that a veto rests on; empty: none.
std::string VetoGroundsText(const projections::v1::VetoStatus& veto);

// "87.5%", rounded down so that only a whole is 100%; "—" when `whole` is not positive.
std::string CoverageText(MilliPoints part, MilliPoints whole);

}  // namespace assessment::sheet

#endif  // CLIENTS_SHEET_FORM_WORDS_H_
