#include "ledger/admission/admission.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/admission/admitted_state.h"
#include "ledger/admission/batch.h"
#include "ledger/admission/granted_access.h"
#include "ledger/admission/text_sealer.h"
#include "ledger/base/check.h"
#include "ledger/base/civil.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/trace_reader.h"
#include "ledger/proof/sha256.h"

namespace assessment {
namespace {

constexpr uint32_t kFormatVersion = 1;
constexpr char kTimeZone[] = "Asia/Shanghai";

absl::Status CheckOpened(const event::v1::LedgerOpened& opened, const std::string& ledger) {
  if (opened.authority().empty()) {
    return absl::InvalidArgumentError("authority: found nothing, expected the authority's name");
  }
  if (opened.authority_code() != ledger) {
    return absl::InvalidArgumentError(absl::StrCat(
        "authority_code: found \"", opened.authority_code(), "\", expected \"", ledger, "\""));
  }
  if (opened.origin().empty()) {
    return absl::InvalidArgumentError("origin: found nothing, expected \"<domain>/log/<code>\"");
  }
  if (opened.format_version() != kFormatVersion) {
    return absl::InvalidArgumentError(absl::StrCat(
        "format_version: found ", opened.format_version(), ", expected ", kFormatVersion));
  }
  if (opened.time_zone() != kTimeZone) {
    return absl::InvalidArgumentError(absl::StrCat("time_zone: found \"", opened.time_zone(),
                                                   "\", expected \"", kTimeZone, "\""));
  }
  return absl::OkStatus();
}

}  // namespace

class Admission::State {
 public:
  State(std::string ledger, const EventLog& log, SaltSource salts)
      : ledger_(std::move(ledger)),
        log_(log),
        salts_(std::move(salts)),
        admitted_(log),
        sealer_(log, salts_) {}

  absl::Status Replay() { return ReplayRange(0, log_.DurableTail().size); }

  absl::Status ReplayFrom(const TraceList& traces) {
    admitted_.Begin(/*revertible=*/false);
    RETURN_IF_ERROR(ReadTraces(log_, traces, [this](uint64_t position, const Record& record) {
      return ReplayOne(position, record);
    }));
    if (traces.size > admitted_.size()) {
      ASSIGN_OR_RETURN(const Record newest, log_.Get(traces.size - 1));
      ASSIGN_OR_RETURN(const ParsedRecord parsed, ParseRecord(newest));
      admitted_.PassOver(traces.size, parsed.header.record_time_micros());
    }
    return ReplayRange(traces.size, log_.DurableTail().size);
  }

  absl::Status ReplayRecord(uint64_t position, const Record& record) {
    admitted_.Begin(/*revertible=*/false);
    return ReplayOne(position, record);
  }

  const std::vector<uint64_t>& replayed_traces() const { return replayed_traces_; }

  BatchDecision Decide(const ledger::v1::AppendRequest& request, const event::v1::Poster& poster,
                       UnixMicros record_time, Route route, bool keep) {
    const uint64_t durable = log_.DurableTail().size;
    admitted_.ForgetBelow(durable);
    sealer_.ForgetBelow(durable);
    const admission::BatchContext context{ledger_, poster, record_time, salts_, sealer_, route};
    return admission::Batch(context, request, admitted_).Decide(keep);
  }

  absl::StatusOr<CommitEntry> Open(const event::v1::LedgerOpened& opened,
                                   const event::v1::Poster& poster, UnixMicros record_time) {
    if (admitted_.size() != 0 || log_.DurableTail().size != 0) {
      return absl::FailedPreconditionError(
          absl::StrCat("ledger ", ledger_, " holds events; only an empty log is opened"));
    }
    RETURN_IF_ERROR(CheckOpened(opened, ledger_));
    event::v1::RecordHeader header;
    header.set_origin(opened.origin());
    header.set_record_time_micros(record_time);
    header.set_batch_size(1);
    event::v1::EventBody body;
    *body.mutable_poster() = poster;
    body.mutable_event()->set_ledger(ledger_);
    event::v1::EventContent& content = *body.mutable_event()->mutable_content();
    const CivilDay today = DayOf(record_time);
    content.mutable_occurred_on()->set_year(today.year);
    content.mutable_occurred_on()->set_month(today.month);
    content.mutable_occurred_on()->set_day(today.day);
    *content.mutable_ledger_opened() = opened;
    admission::FinishedRecord record =
        admission::FinishRecord(std::move(header), std::move(body), salts_);
    admitted_.Begin(/*revertible=*/false);
    RETURN_IF_ERROR(admitted_.ApplyInFlight(std::move(record.parsed)));
    admitted_.Keep();
    return std::move(record.entry);
  }

  const admission::AdmittedState& admitted() const { return admitted_; }

 private:
  absl::Status ReplayRange(uint64_t from, uint64_t to) {
    admitted_.Begin(/*revertible=*/false);
    return log_.Read(from, to, [this](uint64_t position, const Record& record) {
      return ReplayOne(position, record);
    });
  }

  absl::Status ReplayOne(uint64_t position, const Record& record) {
    ASSIGN_OR_RETURN(const ParsedRecord parsed, ParseRecord(record));
    if (parsed.header.position() != position) {
      return absl::DataLossError(absl::StrCat("ledger ", ledger_, ", position ", position,
                                              ": its header says position ",
                                              parsed.header.position()));
    }
    // Whatever lies between left no trace; its times are no later than this one's.
    admitted_.PassOver(position, admitted_.record_time());
    const absl::Status applied = admitted_.Apply(parsed);
    admitted_.Keep();
    if (applied.ok()) {
      if (admitted_.left_trace()) replayed_traces_.push_back(position);
      return applied;
    }
    return absl::Status(applied.code(), absl::StrCat("ledger ", ledger_, ", position ", position,
                                                     ": ", applied.message()));
  }

  const std::string ledger_;
  const EventLog& log_;
  const SaltSource salts_;
  admission::AdmittedState admitted_;
  admission::TextSealer sealer_;
  std::vector<uint64_t> replayed_traces_;
};

Admission::Admission(std::string ledger, const EventLog& log, SaltSource salts)
    : state_(std::make_unique<State>(std::move(ledger), log, std::move(salts))) {}

Admission::~Admission() = default;

absl::Status Admission::Replay() { return state_->Replay(); }

absl::Status Admission::ReplayFrom(const TraceList& traces) { return state_->ReplayFrom(traces); }

absl::Status Admission::ReplayRecord(uint64_t position, const Record& record) {
  return state_->ReplayRecord(position, record);
}

const std::vector<uint64_t>& Admission::replayed_traces() const {
  return state_->replayed_traces();
}

BatchDecision Admission::Judge(const ledger::v1::AppendRequest& request,
                               const event::v1::Poster& poster, UnixMicros record_time,
                               Route route) {
  return state_->Decide(request, poster, record_time, route, /*keep=*/true);
}

BatchDecision Admission::Preview(const ledger::v1::AppendRequest& request,
                                 const event::v1::Poster& poster, UnixMicros record_time) {
  return state_->Decide(request, poster, record_time, Route::kAppend, /*keep=*/false);
}

absl::StatusOr<CommitEntry> Admission::Open(const event::v1::LedgerOpened& opened,
                                            const event::v1::Poster& poster,
                                            UnixMicros record_time) {
  return state_->Open(opened, poster, record_time);
}

uint64_t Admission::size() const { return state_->admitted().size(); }

UnixMicros Admission::record_time() const { return state_->admitted().record_time(); }

const Registry& Admission::registry() const { return state_->admitted().registry(); }

AccessView Admission::access() const { return admission::GrantedAccess(state_->admitted()); }

std::string Admission::DescribeState() const { return state_->admitted().Describe(); }

}  // namespace assessment
