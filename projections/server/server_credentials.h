#ifndef PROJECTIONS_SERVER_SERVER_CREDENTIALS_H_
#define PROJECTIONS_SERVER_SERVER_CREDENTIALS_H_

#include <memory>

#include "absl/status/statusor.h"
#include "grpcpp/security/server_credentials.h"
#include "projections/server/server_options.h"

namespace assessment {

// How the server speaks to its callers: in plain text, or TLS with the files of the options, which
// are looked at again every few seconds, so that a renewed certificate is taken without a restart.
// With client authorities a caller may show a certificate; one that does not check ends the
// connection. INVALID_ARGUMENT names the file that is missing, does not parse, or the key that is
// not the certificate's.
absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> MakeServerCredentials(
    const ServerOptions& options);

}  // namespace assessment

#endif  // PROJECTIONS_SERVER_SERVER_CREDENTIALS_H_
