#include "projections/server/request_observer.h"

#include <openssl/rand.h>

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "assessment/ledger/v1/errors.pb.h"
#include "assessment/ledger/v1/ledger_service.pb.h"
#include "google/protobuf/descriptor.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/server_context.h"
#include "ledger/base/check.h"

namespace assessment {
namespace {

using grpc::experimental::InterceptionHookPoints;

constexpr char kRequestIdKey[] = "x-request-id";
constexpr char kTraceparentKey[] = "traceparent";
constexpr size_t kRequestIdBytesMax = 64;
constexpr size_t kIdPrefixBytes = 6;
constexpr int64_t kMicrosOfSecond = 1'000'000;

// A caller that is refused a thousand times a second is told of a hundred times.
constexpr int kLinesOfSecondMax = 100;

// From an append that shares a sync to a ranking of thousands of units.
const std::vector<double>& SecondsBounds() {
  static const auto* const bounds = new std::vector<double>{
      0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10};
  return *bounds;
}

constexpr const char* kCodeNames[] = {
    "OK",        "CANCELLED",      "UNKNOWN",           "INVALID_ARGUMENT",   "DEADLINE_EXCEEDED",
    "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION",
    "ABORTED",   "OUT_OF_RANGE",   "UNIMPLEMENTED",     "INTERNAL",           "UNAVAILABLE",
    "DATA_LOSS", "UNAUTHENTICATED"};

bool IsLowerHex(absl::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool IsZeros(absl::string_view text) {
  return text.find_first_not_of('0') == absl::string_view::npos;
}

std::string RandomPrefix() {
  std::string bytes(kIdPrefixBytes, '\0');
  CHECK(RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()),
                   static_cast<int>(bytes.size())) == 1);
  return absl::BytesToHexString(bytes);
}

// The name of the reason inside a status as it goes out; empty when it has none.
std::string ReasonIn(const grpc::Status& status) {
  google::rpc::Status details;
  if (!details.ParseFromString(status.error_details())) return "";
  for (const google::protobuf::Any& detail : details.details()) {
    google::rpc::ErrorInfo info;
    if (detail.UnpackTo(&info)) return info.reason();
  }
  return "";
}

// What the server itself is to blame for; its callers cannot change it.
bool IsServerFault(const grpc::Status& status, absl::string_view reason) {
  return status.error_code() == grpc::StatusCode::INTERNAL ||
         status.error_code() == grpc::StatusCode::DATA_LOSS ||
         status.error_code() == grpc::StatusCode::UNKNOWN ||
         reason == ledger::v1::Reason_Name(ledger::v1::REASON_LEDGER_STOPPED);
}

Severity SeverityOf(const grpc::Status& status, bool server_fault) {
  if (server_fault) return Severity::kError;
  switch (status.error_code()) {
    case grpc::StatusCode::OK:
    case grpc::StatusCode::CANCELLED:
      return Severity::kDebug;
    case grpc::StatusCode::DEADLINE_EXCEEDED:
    case grpc::StatusCode::RESOURCE_EXHAUSTED:
    case grpc::StatusCode::UNAVAILABLE:
      return Severity::kWarning;
    default:
      return Severity::kInfo;
  }
}

}  // namespace

bool IsRequestId(absl::string_view id) {
  return !id.empty() && id.size() <= kRequestIdBytesMax &&
         std::all_of(id.begin(), id.end(), [](char c) {
           return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '_' ||
                  c == '-';
         });
}

bool IsTraceparent(absl::string_view text) {
  constexpr size_t kBytes = 55;  // 00-<32 hex: trace>-<16 hex: parent>-<2 hex: flags>
  if (text.size() != kBytes || !absl::ConsumePrefix(&text, "00-")) return false;
  const absl::string_view trace = text.substr(0, 32);
  const absl::string_view parent = text.substr(33, 16);
  const absl::string_view flags = text.substr(50, 2);
  return text[32] == '-' && text[49] == '-' && IsLowerHex(trace) && IsLowerHex(parent) &&
         IsLowerHex(flags) && !IsZeros(trace) && !IsZeros(parent);
}

// One for each call; gRPC deletes it when the call is over.
class RequestObserver::Interceptor : public grpc::experimental::Interceptor {
 public:
  Interceptor(RequestObserver& observer, Method& method)
      : observer_(observer), method_(method), began_micros_(observer.passed_micros_()) {
    if (observer_.in_flight_ != nullptr) observer_.in_flight_->Increment();
  }

  ~Interceptor() override {
    if (observer_.in_flight_ != nullptr) observer_.in_flight_->Decrement();
    // The connection went before there was an answer.
    if (!ended_) End(grpc::Status::CANCELLED);
  }

  void Intercept(grpc::experimental::InterceptorBatchMethods* methods) override {
    if (methods->QueryInterceptionHookPoint(InterceptionHookPoints::POST_RECV_INITIAL_METADATA)) {
      ReadMetadata(*methods->GetRecvInitialMetadata());
    }
    if (method_.answers_refusals &&
        methods->QueryInterceptionHookPoint(InterceptionHookPoints::PRE_SEND_MESSAGE)) {
      LookAtAnswer(static_cast<const ledger::v1::AppendResponse*>(methods->GetSendMessage()));
    }
    if (methods->QueryInterceptionHookPoint(InterceptionHookPoints::PRE_SEND_STATUS)) {
      if (request_id_.empty()) request_id_ = observer_.NewId();
      methods->GetSendTrailingMetadata()->emplace(kRequestIdKey, request_id_);
      End(methods->GetSendStatus());
    }
    methods->Proceed();
  }

 private:
  void ReadMetadata(const std::multimap<grpc::string_ref, grpc::string_ref>& metadata) {
    const auto id = metadata.find(kRequestIdKey);
    if (id != metadata.end()) {
      const absl::string_view text(id->second.data(), id->second.size());
      if (IsRequestId(text)) request_id_ = std::string(text);
    }
    const auto traceparent = metadata.find(kTraceparentKey);
    if (traceparent != metadata.end()) {
      const absl::string_view text(traceparent->second.data(), traceparent->second.size());
      if (IsTraceparent(text)) traceparent_ = std::string(text);
    }
  }

  void LookAtAnswer(const ledger::v1::AppendResponse* answer) {
    if (answer == nullptr) return;
    for (const ledger::v1::Refusal& refusal : answer->refused().refusals()) {
      observer_.CountRefusal(method_, ledger::v1::Reason_Name(refusal.reason()));
    }
  }

  void End(const grpc::Status& status) {
    ended_ = true;
    const Ended ended{method_, status, observer_.passed_micros_() - began_micros_, request_id_,
                      traceparent_};
    observer_.Count(ended);
    observer_.Tell(ended);
  }

  RequestObserver& observer_;
  Method& method_;
  const int64_t began_micros_;
  bool ended_ = false;
  std::string request_id_;
  std::string traceparent_;  // Empty: none was given.
};

class RequestObserver::Factory : public grpc::experimental::ServerInterceptorFactoryInterface {
 public:
  explicit Factory(RequestObserver& observer) : observer_(observer) {}

  grpc::experimental::Interceptor* CreateServerInterceptor(
      grpc::experimental::ServerRpcInfo* info) override {
    return new Interceptor(observer_, observer_.Find(info->method()));
  }

 private:
  RequestObserver& observer_;
};

RequestObserver::RequestObserver(const std::vector<std::string>& services, Metrics* metrics,
                                 DiagnosticLog* log, std::function<int64_t()> passed_micros)
    : log_(log), passed_micros_(std::move(passed_micros)), id_prefix_(RandomPrefix()) {
  other_.service = "other";
  other_.name = "other";
  for (const std::string& service : services) {
    const google::protobuf::ServiceDescriptor* const descriptor =
        google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(service);
    CHECK(descriptor != nullptr);
    for (int i = 0; i < descriptor->method_count(); ++i) {
      auto method = std::make_unique<Method>();
      method->service = descriptor->name();
      method->name = descriptor->method(i)->name();
      method->answers_refusals =
          descriptor->method(i)->output_type() == ledger::v1::AppendResponse::descriptor();
      methods_.emplace(absl::StrCat("/", service, "/", method->name), std::move(method));
    }
  }
  if (metrics == nullptr) return;
  calls_ = &prometheus::BuildCounter()
                .Name("ledgerd_requests_total")
                .Help("Calls that ended, by service, method and gRPC code.")
                .Register(metrics->registry());
  refusals_ = &prometheus::BuildCounter()
                   .Name("ledgerd_refusals_total")
                   .Help("Refusals by method and reason, those inside an Append answer included.")
                   .Register(metrics->registry());
  seconds_ = &prometheus::BuildHistogram()
                  .Name("ledgerd_request_duration_seconds")
                  .Help(
                      "From a call's arrival to its answer, by service and method; a "
                      "subscription's whole life.")
                  .Register(metrics->registry());
  in_flight_ = &prometheus::BuildGauge()
                    .Name("ledgerd_requests_in_flight")
                    .Help("Calls under way, subscriptions included.")
                    .Register(metrics->registry())
                    .Add({});
  // There from the start: of a series that begins at its first fault no increase would be seen.
  faults_ = &prometheus::BuildCounter()
                 .Name("ledgerd_server_faults_total")
                 .Help("Calls that failed by the server's own fault.")
                 .Register(metrics->registry())
                 .Add({});
}

RequestObserver::~RequestObserver() = default;

std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>
RequestObserver::MakeFactory() {
  return std::make_unique<Factory>(*this);
}

RequestObserver::Method& RequestObserver::Find(absl::string_view path) {
  const auto method = methods_.find(path);
  return method == methods_.end() ? other_ : *method->second;
}

void RequestObserver::Count(const Ended& ended) {
  if (calls_ == nullptr) return;
  Method& method = ended.method;
  const size_t code = std::min<size_t>(ended.status.error_code(), kCodes - 1);
  // The family gives the same series to all who ask, so the race to keep it is harmless.
  prometheus::Counter* counter = method.calls[code].load(std::memory_order_acquire);
  if (counter == nullptr) {
    counter = &calls_->Add(
        {{"service", method.service}, {"method", method.name}, {"code", kCodeNames[code]}});
    method.calls[code].store(counter, std::memory_order_release);
  }
  counter->Increment();
  prometheus::Histogram* seconds = method.seconds.load(std::memory_order_acquire);
  if (seconds == nullptr) {
    seconds =
        &seconds_->Add({{"service", method.service}, {"method", method.name}}, SecondsBounds());
    method.seconds.store(seconds, std::memory_order_release);
  }
  seconds->Observe(static_cast<double>(ended.micros) / kMicrosOfSecond);
  if (ended.status.ok()) return;
  const std::string reason = ReasonIn(ended.status);
  if (!reason.empty()) CountRefusal(method, reason);
  if (IsServerFault(ended.status, reason)) faults_->Increment();
}

void RequestObserver::CountRefusal(Method& method, const std::string& reason) {
  if (refusals_ == nullptr) return;
  refusals_->Add({{"service", method.service}, {"method", method.name}, {"reason", reason}})
      .Increment();
}

void RequestObserver::Tell(const Ended& ended) {
  if (log_ == nullptr || (ended.status.ok() && !log_->Wants(Severity::kDebug))) return;
  const std::string reason = ended.status.ok() ? "" : ReasonIn(ended.status);
  const bool server_fault = !ended.status.ok() && IsServerFault(ended.status, reason);
  const Severity severity = SeverityOf(ended.status, server_fault);
  if (!log_->Wants(severity) || !MayTell()) return;
  const size_t code = std::min<size_t>(ended.status.error_code(), kCodes - 1);
  std::vector<DiagnosticLog::Field> fields = {
      {"service", ended.method.service},       {"method", ended.method.name},
      {"code", std::string(kCodeNames[code])}, {"request_id", ended.request_id},
      {"duration_micros", ended.micros},
  };
  if (!reason.empty()) fields.push_back({"reason", reason});
  if (!ended.traceparent.empty()) fields.push_back({"traceparent", ended.traceparent});
  if (server_fault) fields.push_back({"message", ended.status.error_message()});
  log_->Write(severity, ended.status.ok() ? "request_answered" : "request_failed", fields);
}

bool RequestObserver::MayTell() {
  uint64_t left_out = 0;
  {
    MutexLock lock(lines_mutex_);
    const int64_t second = passed_micros_() / kMicrosOfSecond;
    if (second != lines_second_) {
      left_out = std::exchange(lines_left_out_, 0);
      lines_second_ = second;
      lines_in_second_ = 0;
    }
    if (lines_in_second_ == kLinesOfSecondMax) {
      ++lines_left_out_;
      return false;
    }
    ++lines_in_second_;
  }
  if (left_out > 0)
    log_->Write(Severity::kWarning, "request_lines_left_out", {{"lines", left_out}});
  return true;
}

std::string RequestObserver::NewId() {
  return absl::StrCat(id_prefix_, "-", absl::Hex(ids_.fetch_add(1, std::memory_order_relaxed)));
}

}  // namespace assessment
