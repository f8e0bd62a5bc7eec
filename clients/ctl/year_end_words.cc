// Words of the end of a year.

#include "clients/ctl/words.h"

namespace assessment::ctl {

Word WordOf(event::v1::Outcome outcome) {
  switch (outcome) {
    case event::v1::OUTCOME_UPHELD:
      return {"采纳", "upheld"};
    case event::v1::OUTCOME_PARTLY_UPHELD:
      return {"部分采纳", "upheld in part"};
    case event::v1::OUTCOME_REJECTED:
      return {"不予采纳", "rejected"};
    case event::v1::OUTCOME_INADMISSIBLE:
      return {"不予受理", "inadmissible"};
    default:
      return {"?", "?"};
  }
}

Word WordOf(event::v1::ChecklistEntry entry) {
  switch (entry) {
    case event::v1::CHECKLIST_ENTRY_MATTER_OPEN:
      return {"事项未办结", "matter open"};
    case event::v1::CHECKLIST_ENTRY_VETO_NOT_EVALUATED:
      return {"否决缺指标，未评价", "veto not evaluated"};
    case event::v1::CHECKLIST_ENTRY_NO_FINDING:
      return {"没有任何问题记录", "no finding at all"};
    case event::v1::CHECKLIST_ENTRY_NEAR_BAND:
      return {"距等次界线 0.1 分以内", "within 0.1 of a grade's edge"};
    case event::v1::CHECKLIST_ENTRY_STATEMENT_MOVED_GRADE:
      return {"不涉及说明改变了等次", "a statement moved the grade"};
    case event::v1::CHECKLIST_ENTRY_OWN_UNIT_CONFIRMATION:
      return {"由本单位或同一单位自行确认", "confirmed by the unit itself or by one body alone"};
    default:
      return {"?", "?"};
  }
}

Word WordOf(projections::v1::BlockingEntry entry) {
  switch (entry) {
    case projections::v1::BLOCKING_ENTRY_NOT_COVERED:
      return {"未考核", "not looked at"};
    case projections::v1::BLOCKING_ENTRY_QUESTION_OPEN:
      return {"疑义未答", "question open"};
    case projections::v1::BLOCKING_ENTRY_INTERPRETATION_NOT_CONFIRMED:
      return {"口径未确认", "interpretation not confirmed"};
    case projections::v1::BLOCKING_ENTRY_OBJECTION_OPEN:
      return {"异议未答复", "objection open"};
    case projections::v1::BLOCKING_ENTRY_SHEET_MISSING:
      return {"无考核表", "on no sheet"};
    case projections::v1::BLOCKING_ENTRY_SHEET_NOT_SIGNED:
      return {"考核表未签字", "sheet not signed"};
    case projections::v1::BLOCKING_ENTRY_SHEET_DIFFERS:
      return {"签字后有变", "changed since signed"};
    case projections::v1::BLOCKING_ENTRY_ACCIDENT_PENDING:
      return {"事故责任未定", "accident pending"};
    case projections::v1::BLOCKING_ENTRY_CLERK_PAUSED:
      return {"催办已暂停", "clerk paused"};
    case projections::v1::BLOCKING_ENTRY_CLERK_BEHIND:
      return {"逾期尚未记录", "lateness not recorded"};
    case projections::v1::BLOCKING_ENTRY_PART_NOT_FROZEN:
      return {"组成部分未冻结", "part not frozen"};
    case projections::v1::BLOCKING_ENTRY_NOT_NOTIFIED:
      return {"未告知结果", "not notified"};
    case projections::v1::BLOCKING_ENTRY_BASELINE_DIFFERS:
      return {"上年数与账本统计不符", "last year's figures differ from the ledger's"};
    default:
      return {"?", "?"};
  }
}

Word WordOf(projections::v1::YearNotCovered reason) {
  switch (reason) {
    case projections::v1::YEAR_NOT_COVERED_WINDOW_SHORT:
      return {"考核期不满十二个月", "the window is shorter than twelve months"};
    case projections::v1::YEAR_NOT_COVERED_NOT_OVER:
      return {"考核期尚未结束", "the window has not ended"};
    case projections::v1::YEAR_NOT_COVERED_NOTHING_COMPARED:
      return {"方案没有与上年比较的条款", "no clause of the scheme compares years"};
    default:
      return {"?", "?"};
  }
}

Word WordOf(projections::v1::IrregularityKind kind) {
  switch (kind) {
    case projections::v1::IRREGULARITY_KIND_CORRECTED:
      return {"更正", "corrected"};
    case projections::v1::IRREGULARITY_KIND_JUDGEMENT_CHANGED:
      return {"改判", "judgement changed"};
    case projections::v1::IRREGULARITY_KIND_POSTED_AFTER_SIGNATURE:
      return {"签字后入账", "posted after signature"};
    case projections::v1::IRREGULARITY_KIND_DATED_LONG_BACK:
      return {"逾期一年补录", "dated long back"};
    case projections::v1::IRREGULARITY_KIND_STATEMENT_ACCEPTED:
      return {"认可不涉及", "statement accepted"};
    case projections::v1::IRREGULARITY_KIND_GRADE_HELD:
      return {"暂缓定等", "grade held"};
    case projections::v1::IRREGULARITY_KIND_CHECKLIST_ACCEPTED:
      return {"清单认可", "checklist entry accepted"};
    case projections::v1::IRREGULARITY_KIND_CONFIRMED_BY_OWN_UNIT:
      return {"本单位确认", "confirmed by the own unit"};
    default:
      return {"?", "?"};
  }
}

}  // namespace assessment::ctl
