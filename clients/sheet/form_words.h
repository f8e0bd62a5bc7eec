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

// What stands where the log holds a text's commitment alone: on a sheet that the ledger prints,
// which knows every text that is not erased; and on a sheet of a certificate, which holds no text
// that lies outside the log.
inline constexpr absl::string_view kErasedText = "（已删除）";
inline constexpr absl::string_view kTextElsewhere = "（文字不在证明文件内）";

// What the clause charges, as its scheme says: "每次扣1分", "不得分", "评定0至0.5分". Empty for a
// clause without a kind.
std::string AmountText(const scheme::v1::Clause& clause);

// Names of the subjects, joined by "、"; the code where a name is missing, `sealed` where there
// is a commitment alone.
std::string SubjectsText(const google::protobuf::RepeatedPtrField<event::v1::Subject>& subjects,
                         absl::string_view sealed = kErasedText);

// One line of 存在的问题及扣分: "缺一次集中学习（2022年下半年），扣1分". Empty for a line that
// states nothing about the unit: replaced, corrected, superseded, counted nowhere. `award` turns
// the verb round; `counted` is what the clause counts, as printed (次, 个, 家); may be empty.
// `sealed` stands for texts of which there is a commitment alone.
std::string LineText(const projections::v1::LineExplanation& line, bool award,
                     absl::string_view counted, absl::string_view sealed = kErasedText);

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
