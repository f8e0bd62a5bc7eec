#ifndef PROJECTIONS_SERVER_GRPC_MESSAGES_H_
#define PROJECTIONS_SERVER_GRPC_MESSAGES_H_

#include "projections/server/diagnostic_log.h"

namespace assessment {

// For its own lifetime, what gRPC itself has to say becomes lines `grpc` of a diagnostic log, so
// that stderr holds nothing else. At most one at a time in a process: gRPC has one such door.
class GrpcMessages {
 public:
  // `log` outlives this.
  explicit GrpcMessages(DiagnosticLog& log);
  // gRPC writes to stderr again.
  ~GrpcMessages();
  GrpcMessages(const GrpcMessages&) = delete;
  GrpcMessages& operator=(const GrpcMessages&) = delete;
};

}  // namespace assessment

#endif  // PROJECTIONS_SERVER_GRPC_MESSAGES_H_
