#include "projections/server/grpc_messages.h"

#include <string>

#include "grpc/support/log.h"
#include "ledger/base/check.h"
#include "ledger/base/mutex.h"

namespace assessment {
namespace {

Mutex taker_mutex;
DiagnosticLog* taker ABSL_GUARDED_BY(taker_mutex) = nullptr;

Severity SeverityOfGrpc(gpr_log_severity severity) {
  switch (severity) {
    case GPR_LOG_SEVERITY_DEBUG:
      return Severity::kDebug;
    case GPR_LOG_SEVERITY_INFO:
      return Severity::kInfo;
    case GPR_LOG_SEVERITY_ERROR:
      // What gRPC calls an error is most often a caller that went away.
      return Severity::kWarning;
  }
  return Severity::kWarning;
}

void Take(gpr_log_func_args* message) {
  MutexLock lock(taker_mutex);
  if (taker == nullptr) return;
  const std::string file = message->file;
  taker->Write(SeverityOfGrpc(message->severity), "grpc",
               {{"file", file.substr(file.rfind('/') + 1)},
                {"line", int64_t{message->line}},
                {"message", std::string(message->message)}});
}

}  // namespace

GrpcMessages::GrpcMessages(DiagnosticLog& log) {
  MutexLock lock(taker_mutex);
  CHECK(taker == nullptr);
  taker = &log;
  gpr_set_log_function(Take);
}

GrpcMessages::~GrpcMessages() {
  MutexLock lock(taker_mutex);
  gpr_set_log_function(nullptr);
  taker = nullptr;
}

}  // namespace assessment
