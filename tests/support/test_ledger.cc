#include "tests/support/test_ledger.h"

#include <cstdio>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/base/check.h"
#include "ledger/base/civil.h"
#include "ledger/base/limits.h"
#include "tests/support/small_scheme.h"

namespace assessment::testing {
namespace {

constexpr UnixMicros kSecond = 1'000'000;

// Noon in the ledger's calendar.
UnixMicros NoonOf(const CivilDay& day) { return (DaysSinceEpoch(day) * 24 + 4) * 3600 * kSecond; }

// Salts that differ and repeat from run to run.
Admission::SaltSource CountingSalts() {
  return [next = uint64_t{0}]() mutable {
    std::string salt = absl::StrCat("salt-", next++);
    salt.resize(limits::kSaltBytes, '.');
    return salt;
  };
}

void Require(const absl::Status& status) {
  if (!status.ok()) std::fprintf(stderr, "%s\n", status.ToString().c_str());
  CHECK(status.ok());
}

}  // namespace

std::string Describe(const BatchDecision& decision) {
  std::string text;
  for (const ledger::v1::Refusal& refusal : decision.refusals) {
    absl::StrAppend(&text, refusal.ShortDebugString(), "\n");
  }
  return text;
}

TestLedger::TestLedger() : now_(NoonOf({2022, 12, 1})) {
  absl::StatusOr<EventLog*> log = store_.Create(kLedger);
  Require(log.status());
  log_ = *log;
  admission_ = std::make_unique<Admission>(kLedger, *log_, CountingSalts());
  Require(admission_->Replay());
  event::v1::LedgerOpened opened;
  opened.set_authority("安委办");
  opened.set_authority_code(kLedger);
  opened.set_origin("ledger.example/log/141100");
  opened.set_format_version(1);
  opened.set_time_zone("Asia/Shanghai");
  absl::StatusOr<CommitEntry> entry = admission_->Open(opened, OfficePoster(), now_);
  Require(entry.status());
  held_.push_back(*std::move(entry));
  Flush();
}

void TestLedger::SetUpCycle(scheme::v1::NotApplicablePolicy policy) {
  const BatchDecision decision =
      Append({UnitRegistered("unit-1", {"coal"}), UnitRegistered("unit-2", {"park"}),
              UnitRegistered("unit-3"), SchemePublished(SmallScheme(1, policy)),
              CycleOpened(kCycle, {"unit-1", "unit-2", "unit-3"}, 1),
              TeamFormed(kCycle, "team", "p-leader", {"p-member"})});
  if (!decision.refusals.empty()) std::fprintf(stderr, "%s", Describe(decision).c_str());
  CHECK(decision.refusals.empty());
}

BatchDecision TestLedger::Append(const ledger::v1::AppendRequest& request,
                                 const event::v1::Poster& poster, Route route) {
  now_ += kSecond;
  BatchDecision decision = admission_->Judge(request, poster, now_, route);
  held_.insert(held_.end(), decision.entries.begin(), decision.entries.end());
  if (!holding_) Flush();
  return decision;
}

BatchDecision TestLedger::Append(const std::vector<EventContent>& contents,
                                 const event::v1::Poster& poster) {
  return Append(MakeRequest(contents), poster);
}

BatchDecision TestLedger::Preview(const std::vector<EventContent>& contents,
                                  const event::v1::Poster& poster) {
  now_ += kSecond;
  return admission_->Preview(MakeRequest(contents), poster, now_);
}

ledger::v1::AppendRequest TestLedger::MakeRequest(const std::vector<EventContent>& contents) {
  ledger::v1::AppendRequest request;
  for (const EventContent& content : contents) {
    *request.add_events() = MakeEvent(content, absl::StrCat("key-", ++keys_));
  }
  return request;
}

uint64_t TestLedger::Must(const EventContent& content, const event::v1::Poster& poster) {
  const BatchDecision decision = Append({content}, poster);
  if (!decision.refusals.empty()) {
    std::fprintf(stderr, "%s%s\n", Describe(decision).c_str(), content.DebugString().c_str());
  }
  CHECK(decision.refusals.empty());
  return decision.events[0].position;
}

uint64_t TestLedger::MustDecide(const EventContent& content, const event::v1::Poster& poster) {
  const BatchDecision decision = Append(MakeRequest({content}), poster, Route::kYearEndService);
  if (!decision.refusals.empty()) std::fprintf(stderr, "%s", Describe(decision).c_str());
  CHECK(decision.refusals.empty());
  return decision.events[0].position;
}

ledger::v1::Refusal TestLedger::RefusedDecision(const EventContent& content,
                                                const event::v1::Poster& poster) {
  const BatchDecision decision = Append(MakeRequest({content}), poster, Route::kYearEndService);
  CHECK(decision.refusals.size() == 1);
  return decision.refusals[0];
}

uint64_t TestLedger::MustCorrect(uint64_t position, std::optional<EventContent> replacement) {
  const uint64_t proposal =
      Must(CorrectionProposed(position, std::move(replacement)), OfficePoster("p-proposer"));
  return Must(CorrectionConfirmed(proposal), OfficePoster("p-confirmer"));
}

ledger::v1::Refusal TestLedger::Refused(const EventContent& content,
                                        const event::v1::Poster& poster) {
  const BatchDecision decision = Append({content}, poster);
  if (decision.refusals.size() != 1) {
    std::fprintf(stderr, "%zu refusals of %s\n", decision.refusals.size(),
                 content.DebugString().c_str());
  }
  CHECK(decision.refusals.size() == 1);
  return decision.refusals[0];
}

void TestLedger::Flush() {
  holding_ = false;
  if (held_.empty()) return;
  const uint64_t size = log_->DurableTail().size;
  for (const CommitEntry& entry : held_) frontier_.Append(LeafHash(entry.record.header_bytes));
  const CommitResult result = log_->Commit(held_, size, frontier_.Root());
  Require(result.status);
  held_.clear();
}

void TestLedger::MoveTo(int year, int month, int day) {
  const UnixMicros noon = NoonOf({year, month, day});
  CHECK(noon > now_);
  now_ = noon;
}

std::string TestLedger::DescribeReplayed() const {
  Admission whole(kLedger, *log_, CountingSalts());
  Require(whole.Replay());
  const uint64_t size = log_->DurableTail().size;
  for (const uint64_t known : {size / 3, 2 * size / 3, size}) {
    TraceList traces{.size = known, .root = {}, .positions = whole.replayed_traces()};
    std::erase_if(traces.positions, [known](uint64_t position) { return position >= known; });
    Admission from_traces(kLedger, *log_, CountingSalts());
    Require(from_traces.ReplayFrom(traces));
    CHECK(from_traces.replayed_traces() == whole.replayed_traces());
    CHECK(from_traces.DescribeState() == whole.DescribeState());
  }
  return whole.DescribeState();
}

}  // namespace assessment::testing
