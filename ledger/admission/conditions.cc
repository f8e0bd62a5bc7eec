#include "ledger/admission/conditions.h"

#include "absl/strings/str_cat.h"
#include "ledger/admission/rules.h"
#include "ledger/admission/verdict.h"

namespace assessment::admission {
namespace {

constexpr char kDecideAnew[] = "; read it again, then decide anew";

void JudgeUnit(const ledger::v1::UnitUnchanged& condition, const std::string& path,
               const AdmittedState& state, Verdict& verdict) {
  const absl::StatusOr<std::optional<uint64_t>> found = state.NewestNaming(condition.unit());
  if (!found.ok()) return RefuseUnreadable(path, found.status(), verdict);
  const std::optional<uint64_t> newest = *found;
  if (!newest.has_value() || *newest < condition.size()) return;
  verdict.Refuse({.reason = ledger::v1::REASON_UNIT_HISTORY_CHANGED,
                  .field = path,
                  .found = absl::StrCat("an event at position ", *newest),
                  .expected = absl::StrCat("none from position ", condition.size(), kDecideAnew),
                  .positions = {*newest}});
}

void JudgeScheme(const ledger::v1::SchemeIs& condition, const std::string& path,
                 const AdmittedState& state, Verdict& verdict) {
  const CycleEntry* cycle = state.registry().FindCycle(condition.cycle());
  const SchemeKey expected(condition.scheme(), condition.version());
  if (cycle != nullptr && cycle->scheme == expected) return;
  std::string found = "no such cycle";
  if (cycle != nullptr) {
    found = cycle->scheme.has_value()
                ? absl::StrCat(Quoted(cycle->scheme->first), " version ", cycle->scheme->second)
                : "no adopted scheme";
  }
  verdict.Refuse({.reason = ledger::v1::REASON_SCHEME_VERSION_CHANGED,
                  .field = path,
                  .found = std::move(found),
                  .expected = absl::StrCat(Quoted(expected.first), " version ", expected.second,
                                           kDecideAnew)});
}

void JudgePhase(const ledger::v1::PhaseIs& condition, const std::string& path,
                const AdmittedState& state, Verdict& verdict) {
  const CycleEntry* cycle = state.registry().FindCycle(condition.cycle());
  if (cycle != nullptr && cycle->phase == condition.phase()) return;
  verdict.Refuse(
      {.reason = ledger::v1::REASON_CYCLE_PHASE_CHANGED,
       .field = path,
       .found = cycle == nullptr ? "no such cycle" : ledger::v1::CyclePhase_Name(cycle->phase),
       .expected = absl::StrCat(ledger::v1::CyclePhase_Name(condition.phase()), kDecideAnew)});
}

void JudgeSize(const ledger::v1::SizeIs& condition, const std::string& path,
               const AdmittedState& state, Verdict& verdict) {
  if (state.size() == condition.size()) return;
  verdict.Refuse({.reason = ledger::v1::REASON_SIZE_CHANGED,
                  .field = path,
                  .found = absl::StrCat("size ", state.size()),
                  .expected = absl::StrCat("size ", condition.size(), kDecideAnew)});
}

}  // namespace

std::vector<ledger::v1::Refusal> JudgeConditions(const ledger::v1::AppendRequest& request,
                                                 const AdmittedState& state) {
  std::vector<ledger::v1::Refusal> refusals;
  for (int i = 0; i < request.conditions_size(); ++i) {
    const ledger::v1::Condition& condition = request.conditions(i);
    const std::string path = absl::StrCat("conditions[", i, "]");
    Verdict verdict;
    switch (condition.condition_case()) {
      case ledger::v1::Condition::kUnitUnchanged:
        JudgeUnit(condition.unit_unchanged(), path, state, verdict);
        break;
      case ledger::v1::Condition::kSchemeIs:
        JudgeScheme(condition.scheme_is(), path, state, verdict);
        break;
      case ledger::v1::Condition::kPhaseIs:
        JudgePhase(condition.phase_is(), path, state, verdict);
        break;
      case ledger::v1::Condition::kSizeIs:
        JudgeSize(condition.size_is(), path, state, verdict);
        break;
      case ledger::v1::Condition::CONDITION_NOT_SET:
        break;
    }
    if (!verdict.ok()) refusals.push_back(verdict.ToRefusal(std::nullopt));
  }
  return refusals;
}

}  // namespace assessment::admission
