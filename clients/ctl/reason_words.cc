#include "clients/ctl/words.h"

namespace assessment::ctl {

Word WordOf(ledger::v1::Reason value) {
  switch (value) {
    case ledger::v1::REASON_UNAUTHENTICATED:
      return {"令牌无效", "no valid token"};
    case ledger::v1::REASON_PERMISSION_DENIED:
      return {"无权操作", "not permitted"};
    case ledger::v1::REASON_NOT_DISCLOSED:
      return {"尚未公开", "not disclosed yet"};
    case ledger::v1::REASON_UNKNOWN_LEDGER:
      return {"没有这个账本", "no such ledger"};
    case ledger::v1::REASON_BATCH_SIZE:
      return {"批次过大或为空", "batch empty or too large"};
    case ledger::v1::REASON_FIELD_MISSING:
      return {"缺少必填字段", "a required field is empty"};
    case ledger::v1::REASON_FIELD_INVALID:
      return {"字段值无效", "a field is invalid"};
    case ledger::v1::REASON_TOO_LONG:
      return {"内容过长", "too long"};
    case ledger::v1::REASON_UNKNOWN_FIELDS:
      return {"含未知字段或取值", "unknown fields or values"};
    case ledger::v1::REASON_NOT_POSTABLE:
      return {"此类事件只由账本写入", "written by the ledger itself"};
    case ledger::v1::REASON_DUPLICATE_KEY_IN_BATCH:
      return {"批内键重复", "key twice in the batch"};
    case ledger::v1::REASON_IDEMPOTENCY_CONFLICT:
      return {"同键内容不同", "same key, other content"};
    case ledger::v1::REASON_UNIT_HISTORY_CHANGED:
      return {"单位记录已有新增", "the unit's history has grown"};
    case ledger::v1::REASON_SCHEME_VERSION_CHANGED:
      return {"采用的方案已变", "the adopted scheme is another"};
    case ledger::v1::REASON_CYCLE_PHASE_CHANGED:
      return {"周期阶段已变", "the cycle is in another phase"};
    case ledger::v1::REASON_RESTS_ON_REFUSED:
      return {"所依据的事件被拒", "rests on a refused event"};
    case ledger::v1::REASON_OCCURRED_IN_FUTURE:
      return {"发生日期在将来", "happened in the future"};
    case ledger::v1::REASON_LATE_REASON_MISSING:
      return {"迟报缺理由", "comes late without a reason"};
    case ledger::v1::REASON_DECIDERS_MISSING:
      return {"缺决定人", "deciders missing"};
    case ledger::v1::REASON_PAPER_MISSING:
      return {"缺文件依据", "paper missing"};
    case ledger::v1::REASON_EVIDENCE_MISSING:
      return {"缺证据", "evidence missing"};
    case ledger::v1::REASON_UNKNOWN_UNIT:
      return {"单位未登记", "unit not registered"};
    case ledger::v1::REASON_DUPLICATE_UNIT:
      return {"单位编号已用", "unit identifier taken"};
    case ledger::v1::REASON_NAME_TAKEN:
      return {"名称已用", "name taken"};
    case ledger::v1::REASON_OWN_UNIT:
      return {"不得办理本单位事项", "about the poster's own unit"};
    case ledger::v1::REASON_NOT_THE_UNIT:
      return {"只能由该单位办理", "only the unit itself may post this"};
    case ledger::v1::REASON_UNIT_ENDED:
      return {"单位已合并或撤销", "unit merged or dissolved"};
    case ledger::v1::REASON_UNIT_HAS_LATER_FACTS:
      return {"单位在该日之后仍有事实", "facts about the unit from that day on"};
    case ledger::v1::REASON_ALREADY_SUPERVISED:
      return {"直接监管已登记", "supervision stated already"};
    case ledger::v1::REASON_SUPERVISED_BY_OTHERS:
      return {"企业由其他单位直接监管", "directly supervised by others"};
    case ledger::v1::REASON_LETTER_ALREADY_SIGNED:
      return {"该年度责任书已登记", "letter of that year recorded already"};
    case ledger::v1::REASON_UNKNOWN_SCHEME:
      return {"方案未发布", "scheme not published"};
    case ledger::v1::REASON_DUPLICATE_SCHEME_VERSION:
      return {"方案版本已发布", "scheme version published already"};
    case ledger::v1::REASON_SCHEME_REFUSED_BY_LINT:
      return {"方案检查未通过", "the linter reports errors"};
    case ledger::v1::REASON_UNKNOWN_CYCLE:
      return {"周期未启动", "cycle not open"};
    case ledger::v1::REASON_DUPLICATE_CYCLE:
      return {"周期编号已用", "cycle identifier taken"};
    case ledger::v1::REASON_CYCLE_PHASE_REFUSES:
      return {"当前阶段不受理", "the phase does not admit it"};
    case ledger::v1::REASON_CYCLE_WITHOUT_SCHEME:
      return {"周期未采用方案", "the cycle has no scheme"};
    case ledger::v1::REASON_UNIT_NOT_IN_CYCLE:
      return {"单位不在该周期", "unit not in the cycle"};
    case ledger::v1::REASON_NOT_IN_TEAM:
      return {"决定人不在考核组", "decider not in a team"};
    case ledger::v1::REASON_NOT_TEAM_LEADER:
      return {"决定人不是组长", "decider leads no team of the unit"};
    case ledger::v1::REASON_UNKNOWN_CLAUSE:
      return {"没有这个条款", "no such clause"};
    case ledger::v1::REASON_CLAUSE_OUT_OF_SCOPE:
      return {"条款不适用该单位", "clause does not concern the unit"};
    case ledger::v1::REASON_CLAUSE_KIND_MISMATCH:
      return {"条款类型不符", "clause takes another event"};
    case ledger::v1::REASON_CLAUSE_FED_BY_FACTS:
      return {"条款由事实生成", "clause is fed by facts"};
    case ledger::v1::REASON_SCORED_BY_OTHER_BODY:
      return {"由其他机构评分", "scored by another body"};
    case ledger::v1::REASON_MEASURE_MISMATCH:
      return {"数值缺失或多余", "measure missing or not taken"};
    case ledger::v1::REASON_POINTS_OUT_OF_BOUNDS:
      return {"分值超界", "points out of bounds"};
    case ledger::v1::REASON_REPLACES_MISMATCH:
      return {"须指明所替代的事件", "name the one it replaces"};
    case ledger::v1::REASON_STATEMENTS_NOT_TAKEN:
      return {"方案不接受说明", "statements are not taken"};
    case ledger::v1::REASON_UNKNOWN_STATEMENT:
      return {"没有这份说明", "no such statement"};
    case ledger::v1::REASON_ALREADY_RULED:
      return {"已有裁定", "ruled already"};
    case ledger::v1::REASON_ALREADY_STATED:
      return {"已有说明", "stated already"};
    case ledger::v1::REASON_UNKNOWN_ACCIDENT:
      return {"事故未报告", "accident not reported"};
    case ledger::v1::REASON_DUPLICATE_ACCIDENT:
      return {"事故编号已用", "accident identifier taken"};
    case ledger::v1::REASON_ALREADY_ATTRIBUTED:
      return {"已归属", "attributed already"};
    case ledger::v1::REASON_ACCIDENT_ALREADY_RULED:
      return {"事故已认定", "accident ruled already"};
    case ledger::v1::REASON_FIGURE_ALREADY_SET:
      return {"数值已设定", "figure set already"};
    case ledger::v1::REASON_UNKNOWN_POSITION:
      return {"没有这个事件", "no event at the position"};
    case ledger::v1::REASON_NOT_CORRECTABLE:
      return {"此类事件不可更正", "never corrected"};
    case ledger::v1::REASON_ALREADY_CORRECTED:
      return {"已被更正", "corrected already"};
    case ledger::v1::REASON_LIVE_EVENTS_REST_ON_IT:
      return {"有事件依据它", "live events rest on it"};
    case ledger::v1::REASON_REPLACEMENT_MISMATCH:
      return {"替代内容不符", "replacement of another type or cycle"};
    case ledger::v1::REASON_UNKNOWN_PROPOSAL:
      return {"没有这份提议", "no such proposal"};
    case ledger::v1::REASON_PROPOSAL_SETTLED:
      return {"提议已确认", "proposal confirmed already"};
    case ledger::v1::REASON_SAME_PERSON:
      return {"须由另一人确认", "another person confirms"};
    case ledger::v1::REASON_ACCIDENT_MERGED:
      return {"事故已并案", "merged into another accident"};
    case ledger::v1::REASON_NOT_IN_FORCE:
      return {"无此归属或并案", "no such attribution or merger"};
    case ledger::v1::REASON_ALREADY_SUPPLEMENTED:
      return {"该时点已补报", "supplemented as of this moment"};
    case ledger::v1::REASON_ACCIDENT_STATE:
      return {"与事故当前状态不符", "does not fit the state of the accident"};
    case ledger::v1::REASON_UNKNOWN_MATTER:
      return {"无此事项", "no such matter"};
    case ledger::v1::REASON_DUPLICATE_MATTER:
      return {"事项编号已占用", "matter identifier taken"};
    case ledger::v1::REASON_MATTER_WITHDRAWN:
      return {"事项已撤销", "the matter was withdrawn"};
    case ledger::v1::REASON_NOT_OVERDUE:
      return {"尚未逾期或期限已变", "not overdue, or due otherwise"};
    case ledger::v1::REASON_STEP_ALREADY_RECORDED:
      return {"该逾期已记录", "this step is recorded"};
    case ledger::v1::REASON_DUPLICATE_DOCUMENT:
      return {"该文件已记录", "the document is recorded"};
    case ledger::v1::REASON_UNKNOWN_CLAIM:
      return {"无此加分申报", "no such claim"};
    case ledger::v1::REASON_CLAIM_SETTLED:
      return {"申报已办结", "the claim is settled"};
    case ledger::v1::REASON_UNKNOWN_QUESTION:
      return {"方案无此疑义或答案", "no such question or answer"};
    case ledger::v1::REASON_NOTHING_PENDING:
      return {"事故已认定", "nothing is pending"};
    case ledger::v1::REASON_SHEET_SIGNED:
      return {"打分表已签字", "the sheet is signed"};
    case ledger::v1::REASON_UNKNOWN_SHEET:
      return {"不是最新出具的打分表", "not the newest sheet issued"};
    case ledger::v1::REASON_SHEET_STATE:
      return {"打分表状态不符", "signed already, or not signed"};
    case ledger::v1::REASON_CLERK_STATE:
      return {"催办已暂停或未暂停", "the clerk is paused already, or is not"};
    case ledger::v1::REASON_NOT_NOTIFIED:
      return {"该单位尚未告知结果", "the unit was not told its result"};
    case ledger::v1::REASON_OBJECTION_WINDOW:
      return {"异议期限已过", "the time to object is over"};
    case ledger::v1::REASON_DUPLICATE_OBJECTION:
      return {"异议编号已用", "the objection identifier is taken"};
    case ledger::v1::REASON_UNKNOWN_OBJECTION:
      return {"没有这项异议", "there is no such objection"};
    case ledger::v1::REASON_OBJECTION_SETTLED:
      return {"异议已答复", "the objection is decided"};
    case ledger::v1::REASON_PROPOSAL_OUTDATED:
      return {"不是最新的提议", "it is not the newest proposal"};
    case ledger::v1::REASON_APPEAL_WINDOW:
      return {"申诉期限已过", "the time to appeal is over"};
    case ledger::v1::REASON_DUPLICATE_APPEAL:
      return {"申诉编号已用", "the appeal identifier is taken"};
    case ledger::v1::REASON_UNKNOWN_APPEAL:
      return {"没有这项申诉", "there is no such appeal"};
    case ledger::v1::REASON_APPEAL_SETTLED:
      return {"申诉已决定", "the appeal is decided"};
    case ledger::v1::REASON_NOT_INDEPENDENT:
      return {"应由未参与此事的人决定", "somebody who had no part in it decides"};
    case ledger::v1::REASON_FACT_DISPOSED:
      return {"该事实已处理", "the fact is disposed of"};
    case ledger::v1::REASON_APPEAL_OPEN:
      return {"还有申诉待决定", "an appeal waits"};
    case ledger::v1::REASON_CHECKLIST_BLOCKS:
      return {"清单尚未齐备", "the checklist is not ready"};
    case ledger::v1::REASON_RESULTS_CHANGED:
      return {"提议之后结果有变", "results changed since the proposal"};
    case ledger::v1::REASON_WORSE_BY_OWN_APPEAL:
      return {"申诉不得使申诉单位更差", "no unit gets worse by its own appeal"};
    case ledger::v1::REASON_LATE_FACTS_OPEN:
      return {"还有迟报事实待处理", "late facts wait"};
    case ledger::v1::REASON_DECIDES_FOR_ANOTHER:
      return {"不得代他人决定", "nobody decides for another"};
    case ledger::v1::REASON_TEXT_ERASED:
      return {"文字已删除", "the text is erased"};
    case ledger::v1::REASON_SIZE_CHANGED:
      return {"账本已增长", "the log has grown"};
    case ledger::v1::REASON_OVERTAKEN:
      return {"其他录入过于频繁，请重试", "others posted meanwhile; retry"};
    case ledger::v1::REASON_QUEUE_FULL:
      return {"服务繁忙", "too many commands wait"};
    case ledger::v1::REASON_RATE_EXCEEDED:
      return {"调用过于频繁，请稍候重试", "called too often; wait a second"};
    case ledger::v1::REASON_DISK_RESERVE:
      return {"磁盘空间不足", "disk below the reserve"};
    case ledger::v1::REASON_SHUTTING_DOWN:
      return {"服务正在停止", "the server drains"};
    case ledger::v1::REASON_LEDGER_STOPPED:
      return {"账本已停止", "the ledger stopped"};
    case ledger::v1::REASON_PROJECTION_STALE:
      return {"查询视图已停止", "the projection stopped"};
    case ledger::v1::REASON_SIZE_NOT_REACHED:
      return {"尚无这么多事件", "the log is not that large"};
    case ledger::v1::REASON_TIME_IN_FUTURE:
      return {"时间在将来", "the time lies in the future"};
    case ledger::v1::REASON_NOT_FOUND:
      return {"不存在", "does not exist"};
    case ledger::v1::REASON_DEADLINE_PASSED:
      return {"已超时未写入", "deadline passed, nothing written"};
    case ledger::v1::REASON_ALREADY_EXISTS:
      return {"已存在且内容不同", "exists with other content"};
    default:
      return {"被拒绝", "refused"};
  }
}

}  // namespace assessment::ctl
