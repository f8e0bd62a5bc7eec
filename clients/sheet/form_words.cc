#include "clients/sheet/form_words.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"

namespace assessment::sheet {
namespace {

using projections::v1::LineExplanation;
using projections::v1::VetoStatus;

std::string Points(MilliPoints value) { return absl::StrCat(FormatPoints(value), "分"); }

std::string SealableName(const event::v1::Subject& subject, absl::string_view sealed) {
  if (!subject.name().plain().empty()) return subject.name().plain();
  if (subject.name().has_commitment()) return std::string(sealed);
  return subject.code();
}

absl::string_view GradeWord(event::v1::AccidentGrade grade) {
  switch (grade) {
    case event::v1::ACCIDENT_GRADE_GENERAL:
      return "一般";
    case event::v1::ACCIDENT_GRADE_LARGER:
      return "较大";
    case event::v1::ACCIDENT_GRADE_MAJOR:
      return "重大";
    case event::v1::ACCIDENT_GRADE_EXTRAORDINARILY_SERIOUS:
      return "特别重大";
    default:
      return "未定级";
  }
}

// "扣0.5分", and what of it was not charged and why.
std::string ChargedText(const LineExplanation& line, bool award) {
  const absl::string_view verb = award ? "加" : "扣";
  switch (line.state()) {
    case projections::v1::LINE_STATE_NOTED:
      return "仅记录";
    case projections::v1::LINE_STATE_EXEMPTED:
      return "已免扣";
    case projections::v1::LINE_STATE_SUPPRESSED:
      return absl::StrCat("应", verb, Points(line.raised_milli()), "，与他项择一，不计");
    case projections::v1::LINE_STATE_ABSORBED:
      return absl::StrCat("应", verb, Points(line.raised_milli()), "，已到上限，不再", verb);
    default:
      break;
  }
  std::string text = line.charged_milli() == 0 ? std::string(award ? "不加分" : "不扣分")
                                               : absl::StrCat(verb, Points(line.charged_milli()));
  if (line.raised_milli() != line.charged_milli()) {
    absl::StrAppend(&text, "（应", verb, Points(line.raised_milli()), "，已到上限）");
  }
  return text;
}

// What the line is about beside its text.
std::string AboutText(const LineExplanation& line, absl::string_view counted,
                      absl::string_view sealed) {
  std::vector<std::string> parts;
  const std::string subjects = SubjectsText(line.subjects(), sealed);
  if (!subjects.empty()) parts.push_back(subjects);
  if (!line.accident().empty()) parts.push_back(absl::StrCat("事故", line.accident()));
  if (!line.matter().empty()) parts.push_back(absl::StrCat("事项", line.matter()));
  if (!line.paper().number().empty()) parts.push_back(line.paper().number());
  if (line.has_months_overdue()) {
    parts.push_back(line.months_overdue() == 0
                        ? std::string("逾期")
                        : absl::StrCat("逾期满", line.months_overdue(), "个月"));
  }
  if (line.occurrences() > 1) parts.push_back(absl::StrCat("共", line.occurrences(), counted));
  return absl::StrJoin(parts, "；");
}

}  // namespace

std::string AmountText(const scheme::v1::Clause& clause) {
  switch (clause.kind_case()) {
    case scheme::v1::Clause::kFixed:
      return absl::StrCat("扣", Points(clause.fixed().amount_milli()));
    case scheme::v1::Clause::kPer:
      return absl::StrCat("每", clause.per().counted(), "扣", Points(clause.per().amount_milli()),
                          clause.per().has_cap_milli()
                              ? absl::StrCat("，最多", Points(clause.per().cap_milli()))
                              : "");
    case scheme::v1::Clause::kZero:
      return clause.zero().target() == scheme::v1::ZeroKind::TARGET_ITEM ? "本项不得分" : "不得分";
    case scheme::v1::Clause::kBanded:
      return "分档扣分";
    case scheme::v1::Clause::kThreshold:
      return absl::StrCat("扣", Points(clause.threshold().amount_milli()));
    case scheme::v1::Clause::kRange:
      return absl::StrCat("扣", FormatPoints(clause.range().minimum_milli()), "至",
                          Points(clause.range().maximum_milli()));
    case scheme::v1::Clause::kJudged:
      return absl::StrCat("评定", FormatPoints(clause.judged().minimum_milli()), "至",
                          Points(clause.judged().maximum_milli()));
    case scheme::v1::Clause::kAward:
      return absl::StrCat("每", clause.award().counted(), "加",
                          Points(clause.award().amount_milli()));
    case scheme::v1::Clause::kExempt:
      return "免扣";
    case scheme::v1::Clause::kNoted:
      return "仅记录";
    case scheme::v1::Clause::KIND_NOT_SET:
      break;
  }
  return "";
}

std::string SubjectsText(const google::protobuf::RepeatedPtrField<event::v1::Subject>& subjects,
                         absl::string_view sealed) {
  std::vector<std::string> names;
  for (const event::v1::Subject& subject : subjects) {
    std::string name = SealableName(subject, sealed);
    if (!name.empty()) names.push_back(std::move(name));
  }
  return absl::StrJoin(names, "、");
}

std::string LineText(const LineExplanation& line, bool award, absl::string_view counted,
                     absl::string_view sealed) {
  switch (line.state()) {
    case projections::v1::LINE_STATE_CHARGED:
    case projections::v1::LINE_STATE_ABSORBED:
    case projections::v1::LINE_STATE_SUPPRESSED:
    case projections::v1::LINE_STATE_EXEMPTED:
    case projections::v1::LINE_STATE_NOTED:
      break;
    default:
      return "";
  }
  const std::string about = AboutText(line, counted, sealed);
  std::string text = line.text().has_commitment() ? std::string(sealed) : line.text().plain();
  if (text.empty()) {
    text = about;
  } else if (!about.empty()) {
    absl::StrAppend(&text, "（", about, "）");
  }
  if (!text.empty()) absl::StrAppend(&text, "，");
  absl::StrAppend(&text, ChargedText(line, award));
  if (line.provisional()) absl::StrAppend(&text, "（暂定）");
  return text;
}

std::string ApplicabilityText(projections::v1::Applicability applicability) {
  switch (applicability) {
    case projections::v1::APPLICABILITY_OUT_OF_SCOPE:
      return "不涉及";
    case projections::v1::APPLICABILITY_STATED:
      return "不涉及（说明已核准）";
    case projections::v1::APPLICABILITY_UNSTATED_ZERO:
      return "无情况说明，不得分";
    default:
      return "";
  }
}

std::string VetoStateText(const VetoStatus& veto) {
  absl::string_view effect = veto.effect();
  std::string effect_text(effect);
  if (absl::ConsumePrefix(&effect, "grade-at-most:")) {
    effect_text = absl::StrCat("等次不高于", effect);
  } else if (effect == "fail") {
    effect_text = "不合格";
  } else if (effect == "score-zero") {
    effect_text = "得分为零";
  } else if (effect == "noted") {
    effect_text = "仅记录";
  }
  switch (veto.state()) {
    case projections::v1::VETO_STATE_NOT_MET:
      return "未触发";
    case projections::v1::VETO_STATE_IN_FORCE:
      return absl::StrCat("已触发：", effect_text);
    case projections::v1::VETO_STATE_PENDING:
      return absl::StrCat("暂按触发：", effect_text);
    case projections::v1::VETO_STATE_NOT_EVALUATED:
      return "无法判定";
    default:
      return "";
  }
}

std::string VetoGroundsText(const VetoStatus& veto) {
  std::vector<std::string> grounds;
  for (const projections::v1::VetoAccident& accident : veto.accidents()) {
    grounds.push_back(absl::StrCat("事故", accident.accident(), "（", GradeWord(accident.grade()),
                                   accident.pending() ? "，责任未定）" : "）"));
  }
  if (!veto.missing_metrics().empty()) {
    grounds.push_back(absl::StrCat("缺指标：", absl::StrJoin(veto.missing_metrics(), "、")));
  }
  return absl::StrJoin(grounds, "；");
}

std::string CoverageText(MilliPoints part, MilliPoints whole) {
  if (whole <= 0) return "—";
  const int64_t tenths = part * 1000 / whole;
  if (tenths % 10 == 0) return absl::StrCat(tenths / 10, "%");
  return absl::StrCat(tenths / 10, ".", tenths % 10, "%");
}

}  // namespace assessment::sheet
