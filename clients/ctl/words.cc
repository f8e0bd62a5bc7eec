#include "clients/ctl/words.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace assessment::ctl {
namespace {

struct NamedWord {
  absl::string_view name;
  Word word;
};

constexpr NamedWord kKinds[] = {
    {"fixed", {"定额", "fixed"}},         {"per", {"逐次", "per occurrence"}},
    {"zero", {"不得分", "zero"}},         {"banded", {"分档", "banded"}},
    {"threshold", {"阈值", "threshold"}}, {"range", {"裁量", "range"}},
    {"judged", {"评定", "judged"}},       {"award", {"加分", "award"}},
    {"exempt", {"免扣", "exempt"}},       {"noted", {"记录", "noted"}},
};

constexpr NamedWord kFull[] = {
    {"clause", {"条款上限", "cap of clause"}},
    {"component", {"分项分值", "points of component"}},
    {"item", {"项目分值", "points of item"}},
    {"block", {"板块上限", "cap of block"}},
    {"occurrences", {"次数上限", "most occurrences of"}},
};

template <size_t kCount>
std::string Named(const NamedWord (&words)[kCount], absl::string_view name, Language language) {
  for (const NamedWord& known : words) {
    if (known.name == name) return Say(known.word, language);
  }
  return std::string(name);
}

}  // namespace

std::string KindText(absl::string_view kind, Language language) {
  return Named(kKinds, kind, language);
}

std::string FullText(absl::string_view by, Language language) { return Named(kFull, by, language); }

std::string EffectText(absl::string_view effect, Language language) {
  if (absl::ConsumePrefix(&effect, "grade-at-most:")) {
    return absl::StrCat(Say(Word{"等次不高于", "grade at most"}, language), " ", effect);
  }
  if (effect == "fail") return Say(Word{"不合格", "fail"}, language);
  if (effect == "score-zero") return Say(Word{"得分为零", "score 0"}, language);
  if (effect == "noted") return Say(Word{"仅记录", "noted"}, language);
  return std::string(effect);
}

Word WordOf(event::v1::EventType value) {
  switch (value) {
    case event::v1::EVENT_TYPE_LEDGER_OPENED:
      return {"账本启用", "ledger opened"};
    case event::v1::EVENT_TYPE_UNIT_REGISTERED:
      return {"单位登记", "unit registered"};
    case event::v1::EVENT_TYPE_UNIT_RENAMED:
      return {"单位更名", "unit renamed"};
    case event::v1::EVENT_TYPE_UNIT_CHANGED:
      return {"单位变更", "unit changed"};
    case event::v1::EVENT_TYPE_SCHEME_PUBLISHED:
      return {"方案发布", "scheme published"};
    case event::v1::EVENT_TYPE_CYCLE_OPENED:
      return {"周期启动", "cycle opened"};
    case event::v1::EVENT_TYPE_CYCLE_SCHEME_ADOPTED:
      return {"方案采用", "scheme adopted"};
    case event::v1::EVENT_TYPE_CYCLE_UNITS_CHANGED:
      return {"周期单位变更", "cycle units changed"};
    case event::v1::EVENT_TYPE_REVIEW_OPENED:
      return {"进入复核", "review opened"};
    case event::v1::EVENT_TYPE_REVIEW_CLOSED:
      return {"退出复核", "review closed"};
    case event::v1::EVENT_TYPE_TEAM_FORMED:
      return {"考核组成立", "team formed"};
    case event::v1::EVENT_TYPE_TARGET_SET:
      return {"目标设定", "target set"};
    case event::v1::EVENT_TYPE_BASELINE_SET:
      return {"基数设定", "baseline set"};
    case event::v1::EVENT_TYPE_FINDING_RECORDED:
      return {"检查发现", "finding"};
    case event::v1::EVENT_TYPE_ITEM_REVIEWED:
      return {"项目查阅", "item reviewed"};
    case event::v1::EVENT_TYPE_POINTS_JUDGED:
      return {"评定得分", "points judged"};
    case event::v1::EVENT_TYPE_DEDUCTION_DECIDED:
      return {"裁量扣分", "deduction decided"};
    case event::v1::EVENT_TYPE_EXEMPTION_GRANTED:
      return {"免扣", "exemption"};
    case event::v1::EVENT_TYPE_NOT_APPLICABLE_CLAIMED:
      return {"不涉及说明", "not-applicable statement"};
    case event::v1::EVENT_TYPE_NOT_APPLICABLE_RULED:
      return {"不涉及裁定", "not-applicable ruling"};
    case event::v1::EVENT_TYPE_NO_STATEMENT_FOUND:
      return {"未见说明", "no statement found"};
    case event::v1::EVENT_TYPE_ACCIDENT_REPORTED:
      return {"事故报告", "accident reported"};
    case event::v1::EVENT_TYPE_ACCIDENT_ATTRIBUTED:
      return {"事故归属", "accident attributed"};
    case event::v1::EVENT_TYPE_ACCIDENT_RULED:
      return {"事故认定", "accident ruled"};
    case event::v1::EVENT_TYPE_METRIC_REPORTED:
      return {"指标通报", "metric reported"};
    case event::v1::EVENT_TYPE_CORRECTION_PROPOSED:
      return {"更正提出", "correction proposed"};
    case event::v1::EVENT_TYPE_CORRECTION_CONFIRMED:
      return {"更正确认", "correction confirmed"};
    default:
      return {"?", "?"};
  }
}

Word WordOf(event::v1::UnitKind value) {
  switch (value) {
    case event::v1::UNIT_KIND_COUNTY:
      return {"县市区", "county"};
    case event::v1::UNIT_KIND_DEPARTMENT:
      return {"部门", "department"};
    case event::v1::UNIT_KIND_OTHER:
      return {"其他单位", "other"};
    default:
      return {"?", "?"};
  }
}

Word WordOf(event::v1::AccidentKind value) {
  switch (value) {
    case event::v1::ACCIDENT_KIND_PRODUCTION:
      return {"生产安全", "production"};
    case event::v1::ACCIDENT_KIND_ROAD:
      return {"道路交通", "road"};
    case event::v1::ACCIDENT_KIND_FIRE:
      return {"火灾", "fire"};
    case event::v1::ACCIDENT_KIND_FOREST_FIRE:
      return {"森林火灾", "forest fire"};
    case event::v1::ACCIDENT_KIND_OTHER:
      return {"其他", "other"};
    default:
      return {"?", "?"};
  }
}

Word WordOf(event::v1::AccidentGrade value) {
  switch (value) {
    case event::v1::ACCIDENT_GRADE_GENERAL:
      return {"一般", "general"};
    case event::v1::ACCIDENT_GRADE_LARGER:
      return {"较大", "larger"};
    case event::v1::ACCIDENT_GRADE_MAJOR:
      return {"重大", "major"};
    case event::v1::ACCIDENT_GRADE_EXTRAORDINARILY_SERIOUS:
      return {"特别重大", "extraordinarily serious"};
    default:
      return {"未定级", "no grade"};
  }
}

Word WordOf(event::v1::AccidentRole value) {
  switch (value) {
    case event::v1::ACCIDENT_ROLE_TERRITORY:
      return {"属地", "territory"};
    case event::v1::ACCIDENT_ROLE_SECTOR_REGULATOR:
      return {"行业监管", "sector regulator"};
    case event::v1::ACCIDENT_ROLE_DIRECT_SUPERVISOR:
      return {"直接监管", "direct supervisor"};
    case event::v1::ACCIDENT_ROLE_VEHICLE_REGISTRATION:
      return {"车籍地", "vehicle registration"};
    case event::v1::ACCIDENT_ROLE_INVESTIGATING_UNIT:
      return {"调查单位", "investigating unit"};
    default:
      return {"?", "?"};
  }
}

Word WordOf(event::v1::ReviewOutcome value) {
  switch (value) {
    case event::v1::REVIEW_OUTCOME_NO_PROBLEM_FOUND:
      return {"未发现问题", "no problem found"};
    case event::v1::REVIEW_OUTCOME_SEE_FINDINGS:
      return {"见检查发现", "see findings"};
    default:
      return {"?", "?"};
  }
}

Word WordOf(event::v1::Ruling value) {
  switch (value) {
    case event::v1::RULING_ACCEPTED:
      return {"同意", "accepted"};
    case event::v1::RULING_REFUSED:
      return {"不同意", "refused"};
    default:
      return {"?", "?"};
  }
}

Word WordOf(ledger::v1::CyclePhase value) {
  switch (value) {
    case ledger::v1::CYCLE_PHASE_OPEN:
      return {"进行中", "open"};
    case ledger::v1::CYCLE_PHASE_REVIEW:
      return {"复核中", "review"};
    default:
      return {"?", "?"};
  }
}

Word WordOf(projections::v1::ScoreStatus value) {
  switch (value) {
    case projections::v1::SCORE_STATUS_RUNNING:
      return {"进行中", "running"};
    default:
      return {"?", "?"};
  }
}

Word WordOf(projections::v1::Applicability value) {
  switch (value) {
    case projections::v1::APPLICABILITY_APPLICABLE:
      return {"涉及", "applicable"};
    case projections::v1::APPLICABILITY_OUT_OF_SCOPE:
      return {"方案不适用", "out of scope"};
    case projections::v1::APPLICABILITY_STATED:
      return {"说明不涉及", "stated not applicable"};
    case projections::v1::APPLICABILITY_UNSTATED_ZERO:
      return {"无说明不得分", "no statement, scores 0"};
    default:
      return {"?", "?"};
  }
}

Word WordOf(projections::v1::LineState value) {
  switch (value) {
    case projections::v1::LINE_STATE_CHARGED:
      return {"已扣", "charged"};
    case projections::v1::LINE_STATE_ABSORBED:
      return {"已封顶", "absorbed"};
    case projections::v1::LINE_STATE_SUPPRESSED:
      return {"择一不计", "suppressed"};
    case projections::v1::LINE_STATE_EXEMPTED:
      return {"已免扣", "exempted"};
    case projections::v1::LINE_STATE_REPLACED:
      return {"已替代", "replaced"};
    case projections::v1::LINE_STATE_CORRECTED:
      return {"已更正", "corrected"};
    case projections::v1::LINE_STATE_UNCOUNTED:
      return {"不计入", "uncounted"};
    case projections::v1::LINE_STATE_NOTED:
      return {"仅记录", "noted"};
    default:
      return {"?", "?"};
  }
}

Word WordOf(projections::v1::UncountedReason value) {
  switch (value) {
    case projections::v1::UNCOUNTED_REASON_CLAUSE_WITHDRAWN:
      return {"所用方案无此条款", "the adopted scheme lacks the clause"};
    case projections::v1::UNCOUNTED_REASON_NOT_APPLICABLE:
      return {"该单位不涉及", "does not concern the unit"};
    case projections::v1::UNCOUNTED_REASON_KIND_CHANGED:
      return {"条款类型已变", "the clause is of another kind"};
    case projections::v1::UNCOUNTED_REASON_OUTSIDE_WINDOW:
      return {"不在考核期内", "outside the window"};
    case projections::v1::UNCOUNTED_REASON_BASE_CORRECTED:
      return {"所依据事件已更正", "what it rests on was corrected"};
    case projections::v1::UNCOUNTED_REASON_OLDER_MEASURE:
      return {"以较新数值为准", "a later measure counts"};
    default:
      return {"?", "?"};
  }
}

Word WordOf(projections::v1::VetoState value) {
  switch (value) {
    case projections::v1::VETO_STATE_NOT_MET:
      return {"未触发", "not met"};
    case projections::v1::VETO_STATE_IN_FORCE:
      return {"已触发", "in force"};
    case projections::v1::VETO_STATE_PENDING:
      return {"暂触发", "pending"};
    case projections::v1::VETO_STATE_NOT_EVALUATED:
      return {"缺数据未评", "not evaluated"};
    default:
      return {"?", "?"};
  }
}

}  // namespace assessment::ctl
