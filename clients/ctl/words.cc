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
    case event::v1::EVENT_TYPE_CLERK_PAUSED:
      return {"催办暂停", "clerk paused"};
    case event::v1::EVENT_TYPE_CLERK_RESUMED:
      return {"催办恢复", "clerk resumed"};
    case event::v1::EVENT_TYPE_INTERPRETATION_CONFIRMED:
      return {"口径确认", "interpretation confirmed"};
    case event::v1::EVENT_TYPE_RESULT_NOTIFIED:
      return {"结果告知", "result notified"};
    case event::v1::EVENT_TYPE_OBJECTION_FILED:
      return {"异议提出", "objection filed"};
    case event::v1::EVENT_TYPE_OBJECTION_DECIDED:
      return {"异议答复", "objection decided"};
    case event::v1::EVENT_TYPE_CHECKLIST_ACCEPTED:
      return {"清单认可", "checklist entry accepted"};
    case event::v1::EVENT_TYPE_FREEZE_PROPOSED:
      return {"冻结提议", "freeze proposed"};
    case event::v1::EVENT_TYPE_FREEZE_CONFIRMED:
      return {"冻结确认", "freeze confirmed"};
    case event::v1::EVENT_TYPE_FREEZE_WITHDRAWN:
      return {"冻结撤回", "freeze withdrawn"};
    case event::v1::EVENT_TYPE_RESULTS_PUBLISHED:
      return {"结果公布", "results published"};
    case event::v1::EVENT_TYPE_APPEAL_FILED:
      return {"申诉提出", "appeal filed"};
    case event::v1::EVENT_TYPE_APPEAL_DECIDED:
      return {"申诉决定", "appeal decided"};
    case event::v1::EVENT_TYPE_APPEAL_WITHDRAWN:
      return {"申诉撤回", "appeal withdrawn"};
    case event::v1::EVENT_TYPE_AMENDMENT_PROPOSED:
      return {"修订提议", "amendment proposed"};
    case event::v1::EVENT_TYPE_CYCLE_AMENDED:
      return {"结果修订", "cycle amended"};
    case event::v1::EVENT_TYPE_LATE_FACT_LEFT:
      return {"迟报事实不计", "late fact left out"};
    case event::v1::EVENT_TYPE_CYCLE_CLOSED:
      return {"考核结束", "cycle closed"};
    case event::v1::EVENT_TYPE_TEXT_ERASED:
      return {"文字删除", "text erased"};
    case event::v1::EVENT_TYPE_SIGNING_KEY_CHANGED:
      return {"签名密钥更换", "signing key changed"};
    case event::v1::EVENT_TYPE_PERMISSION_CHANGED:
      return {"权限变更", "permission changed"};
    case event::v1::EVENT_TYPE_FREEZE_WITHDRAWAL_PROPOSED:
      return {"撤回冻结提议", "freeze withdrawal proposed"};
    case event::v1::EVENT_TYPE_LATE_FACT_LEAVING_PROPOSED:
      return {"迟报事实不计提议", "leaving a late fact out proposed"};
    case event::v1::EVENT_TYPE_UNITS_MERGED:
      return {"单位合并", "units merged"};
    case event::v1::EVENT_TYPE_UNIT_DISSOLVED:
      return {"单位撤销", "unit dissolved"};
    case event::v1::EVENT_TYPE_ENTERPRISE_SUPERVISED:
      return {"企业直接监管", "enterprise supervised"};
    case event::v1::EVENT_TYPE_RESPONSIBILITY_LETTER_SIGNED:
      return {"责任书签订", "responsibility letter signed"};
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
    case event::v1::EVENT_TYPE_MATTER_OPENED:
      return {"事项交办", "matter opened"};
    case event::v1::EVENT_TYPE_MATTER_EXTENDED:
      return {"事项延期", "matter extended"};
    case event::v1::EVENT_TYPE_MATTER_RETURNED:
      return {"事项退回", "matter returned"};
    case event::v1::EVENT_TYPE_MATTER_WITHDRAWN:
      return {"事项撤销", "matter withdrawn"};
    case event::v1::EVENT_TYPE_MATTER_REASSIGNED:
      return {"事项改派", "matter reassigned"};
    case event::v1::EVENT_TYPE_MATTER_COMPLETED:
      return {"事项报结", "matter completed"};
    case event::v1::EVENT_TYPE_LETTER_ISSUED:
      return {"发函", "letter issued"};
    case event::v1::EVENT_TYPE_OVERDUE_RECORDED:
      return {"逾期", "overdue"};
    case event::v1::EVENT_TYPE_ACCIDENT_REPORTED:
      return {"事故报告", "accident reported"};
    case event::v1::EVENT_TYPE_ACCIDENT_ATTRIBUTED:
      return {"事故归属", "accident attributed"};
    case event::v1::EVENT_TYPE_ACCIDENT_RULED:
      return {"事故认定", "accident ruled"};
    case event::v1::EVENT_TYPE_ATTRIBUTION_WITHDRAWN:
      return {"归属撤回", "attribution withdrawn"};
    case event::v1::EVENT_TYPE_ACCIDENT_SUPPLEMENTED:
      return {"事故补报", "accident supplemented"};
    case event::v1::EVENT_TYPE_INVESTIGATION_OPENED:
      return {"启动调查", "investigation opened"};
    case event::v1::EVENT_TYPE_INVESTIGATION_EXTENDED:
      return {"调查延期", "investigation extended"};
    case event::v1::EVENT_TYPE_APPRAISAL_PAUSED:
      return {"鉴定中止计时", "paused for appraisal"};
    case event::v1::EVENT_TYPE_APPRAISAL_RESUMED:
      return {"恢复计时", "appraisal done"};
    case event::v1::EVENT_TYPE_REPORT_PUBLISHED:
      return {"报告公布", "report published"};
    case event::v1::EVENT_TYPE_FOLLOW_UP_EVALUATED:
      return {"整改评估", "follow-up evaluated"};
    case event::v1::EVENT_TYPE_CONCEALMENT_VERIFIED:
      return {"瞒报查实", "concealment verified"};
    case event::v1::EVENT_TYPE_ACCIDENT_STRUCK_OFF:
      return {"事故核销", "accident struck off"};
    case event::v1::EVENT_TYPE_ACCIDENTS_MERGED:
      return {"事故并案", "accidents merged"};
    case event::v1::EVENT_TYPE_ACCIDENTS_UNMERGED:
      return {"事故分案", "accidents unmerged"};
    case event::v1::EVENT_TYPE_BONUS_CLAIMED:
      return {"加分申报", "bonus claimed"};
    case event::v1::EVENT_TYPE_HONOUR_RECORDED:
      return {"表彰认定", "honour recorded"};
    case event::v1::EVENT_TYPE_BONUS_REFUSED:
      return {"加分不予认定", "bonus refused"};
    case event::v1::EVENT_TYPE_BLAME_RECORDED:
      return {"问责记录", "blame recorded"};
    case event::v1::EVENT_TYPE_METRIC_REPORTED:
      return {"指标通报", "metric reported"};
    case event::v1::EVENT_TYPE_SELF_REPORT_FILED:
      return {"自评报告", "self-report filed"};
    case event::v1::EVENT_TYPE_EVIDENCE_SUBMITTED:
      return {"佐证材料", "evidence submitted"};
    case event::v1::EVENT_TYPE_QUESTION_ANSWERED:
      return {"疑义裁定", "question answered"};
    case event::v1::EVENT_TYPE_VETO_CONFIRMED:
      return {"否决核对", "veto confirmed"};
    case event::v1::EVENT_TYPE_PENDING_DECIDED:
      return {"未结事故处理", "pending accident decided"};
    case event::v1::EVENT_TYPE_SHEET_ISSUED:
      return {"打分表出具", "sheet issued"};
    case event::v1::EVENT_TYPE_SHEET_SIGNED:
      return {"打分表签字", "sheet signed"};
    case event::v1::EVENT_TYPE_SHEET_REOPENED:
      return {"打分表重开", "sheet reopened"};
    case event::v1::EVENT_TYPE_CORRECTION_PROPOSED:
      return {"更正提出", "correction proposed"};
    case event::v1::EVENT_TYPE_CORRECTION_CONFIRMED:
      return {"更正确认", "correction confirmed"};
    default:
      return {"?", "?"};
  }
}

Word WordOf(event::v1::Role value) {
  switch (value) {
    case event::v1::ROLE_REPORTER:
      return {"报送系统", "reporter"};
    case event::v1::ROLE_TEAM_MEMBER:
      return {"考核组成员", "team member"};
    case event::v1::ROLE_TEAM_LEADER:
      return {"考核组组长", "team leader"};
    case event::v1::ROLE_SCORING_BODY:
      return {"评分单位", "scoring body"};
    case event::v1::ROLE_CLERK:
      return {"录入员", "clerk"};
    case event::v1::ROLE_OFFICE:
      return {"安委办", "office"};
    case event::v1::ROLE_REGISTRAR:
      return {"登记员", "registrar"};
    case event::v1::ROLE_REVIEWER:
      return {"复核人", "reviewer"};
    case event::v1::ROLE_CHIEF:
      return {"负责人", "chief"};
    case event::v1::ROLE_AUDITOR:
      return {"审计员", "auditor"};
    case event::v1::ROLE_UNIT:
      return {"被考核单位", "unit"};
    case event::v1::ROLE_PUBLIC:
      return {"公众", "public"};
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
    case ledger::v1::CYCLE_PHASE_FROZEN:
      return {"已冻结", "frozen"};
    case ledger::v1::CYCLE_PHASE_PUBLISHED:
      return {"已公布", "published"};
    case ledger::v1::CYCLE_PHASE_CLOSED:
      return {"已结束", "closed"};
    default:
      return {"?", "?"};
  }
}

Word WordOf(projections::v1::ScoreStatus value) {
  switch (value) {
    case projections::v1::SCORE_STATUS_RUNNING:
      return {"进行中", "running"};
    case projections::v1::SCORE_STATUS_FROZEN:
      return {"已冻结", "frozen"};
    case projections::v1::SCORE_STATUS_PUBLISHED:
      return {"已公布", "published"};
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
    case projections::v1::LINE_STATE_SUPERSEDED:
      return {"已被推翻", "superseded"};
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
    case projections::v1::UNCOUNTED_REASON_AFTER_CASUALTY_WINDOW:
      return {"超过伤亡统计期", "after the casualty window"};
    case projections::v1::UNCOUNTED_REASON_STRUCK_OFF:
      return {"事故已核销", "the accident was struck off"};
    case projections::v1::UNCOUNTED_REASON_WITHDRAWN:
      return {"归属已撤回", "the attribution was withdrawn"};
    case projections::v1::UNCOUNTED_REASON_LEFT_OUT:
      return {"未结事故暂不计", "left out while pending"};
    case projections::v1::UNCOUNTED_REASON_AFTER_FACTS_UNTIL:
      return {"超过计算截止日", "after the last day that counts"};
    case projections::v1::UNCOUNTED_REASON_HELD_BY_ANOTHER:
      return {"到期日由其他单位承办", "another unit held it when due"};
    case projections::v1::UNCOUNTED_REASON_SAME_DOCUMENT:
      return {"同一文件只计一次", "the document counts once"};
    case projections::v1::UNCOUNTED_REASON_NOT_PRICED:
      return {"方案未规定分值", "no clause prices it"};
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

Word WordOf(event::v1::MatterKind value) {
  switch (value) {
    case event::v1::MATTER_KIND_VERIFICATION:
      return {"线索核查", "verification"};
    case event::v1::MATTER_KIND_MATERIAL:
      return {"材料报送", "material"};
    case event::v1::MATTER_KIND_SUPERVISED:
      return {"挂牌督办", "supervised matter"};
    case event::v1::MATTER_KIND_RECTIFICATION:
      return {"问题整改", "rectification"};
    default:
      return {"?", "?"};
  }
}

Word WordOf(event::v1::Clock value) {
  switch (value) {
    case event::v1::CLOCK_VERIFICATION:
      return {"线索核查", "verification"};
    case event::v1::CLOCK_MATERIAL:
      return {"材料报送", "material"};
    case event::v1::CLOCK_RECTIFICATION:
      return {"整改", "rectification"};
    case event::v1::CLOCK_INVESTIGATION:
      return {"事故调查", "investigation"};
    case event::v1::CLOCK_FOLLOW_UP_EVALUATION:
      return {"整改评估", "follow-up evaluation"};
    case event::v1::CLOCK_REPORT_PUBLICATION:
      return {"报告公布", "report publication"};
    default:
      return {"?", "?"};
  }
}

Word WordOf(event::v1::LetterKind value) {
  switch (value) {
    case event::v1::LETTER_KIND_REMINDER:
      return {"提醒函", "reminder"};
    case event::v1::LETTER_KIND_SUPERVISION:
      return {"督办函", "supervision letter"};
    default:
      return {"?", "?"};
  }
}

Word WordOf(event::v1::Honour::Kind value) {
  switch (value) {
    case event::v1::Honour::KIND_COMMENDATION:
      return {"表彰", "commendation"};
    case event::v1::Honour::KIND_MATERIAL_ADOPTED:
      return {"材料采用", "material adopted"};
    case event::v1::Honour::KIND_EXPERIENCE_SPREAD:
      return {"现场会或经验推广", "experience spread"};
    default:
      return {"?", "?"};
  }
}

Word WordOf(event::v1::Blame::Kind value) {
  switch (value) {
    case event::v1::Blame::KIND_CRITICISM:
      return {"通报批评", "criticism"};
    case event::v1::Blame::KIND_SUMMONS:
      return {"约谈", "summons"};
    case event::v1::Blame::KIND_INSPECTION:
      return {"督导检查问责", "blame after inspection"};
    default:
      return {"?", "?"};
  }
}

Word WordOf(event::v1::IssuerLevel value) {
  switch (value) {
    case event::v1::ISSUER_LEVEL_NATIONAL:
      return {"国家级", "national"};
    case event::v1::ISSUER_LEVEL_PROVINCIAL:
      return {"省级", "provincial"};
    case event::v1::ISSUER_LEVEL_MUNICIPAL:
      return {"市级", "municipal"};
    case event::v1::ISSUER_LEVEL_COUNTY:
      return {"县级", "county"};
    default:
      return {"?", "?"};
  }
}

Word WordOf(event::v1::PendingDecision value) {
  switch (value) {
    case event::v1::PENDING_DECISION_COUNT:
      return {"先行计入", "counts"};
    case event::v1::PENDING_DECISION_HOLD_GRADE:
      return {"暂缓定档", "grade held"};
    case event::v1::PENDING_DECISION_LEAVE_OUT:
      return {"暂不计入", "left out"};
    default:
      return {"", ""};
  }
}

Word WordOf(event::v1::Finding value) {
  switch (value) {
    case event::v1::FINDING_YES:
      return {"是", "yes"};
    case event::v1::FINDING_NO:
      return {"否", "no"};
    default:
      return {"待定", "pending"};
  }
}

}  // namespace assessment::ctl
