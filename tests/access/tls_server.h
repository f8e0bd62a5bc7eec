#ifndef TESTS_ACCESS_TLS_SERVER_H_
#define TESTS_ACCESS_TLS_SERVER_H_

// A whole server in this process that speaks TLS over a real socket, with certificates that the
// shipped script made.

#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>
#include <vector>

#include "projections/server/server.h"

namespace assessment::testing {

class TlsServer {
 public:
  // Starts it, with certificates for `clients` beside its own. Fails the process when it cannot.
  explicit TlsServer(const std::vector<std::string>& clients = {});
  ~TlsServer();

  // A channel that trusts the authority of the certificates, without a certificate of its own, or
  // with that of a client.
  std::shared_ptr<grpc::Channel> Channel() const;
  std::shared_ptr<grpc::Channel> ChannelOf(const std::string& client) const;
  // A channel in plain text.
  std::shared_ptr<grpc::Channel> PlainChannel() const;

  // Makes new certificates of the server and of the clients under the same authority.
  void RenewCertificates(const std::vector<std::string>& clients = {});
  // Certificates of an authority of which the server knows nothing.
  std::shared_ptr<grpc::Channel> ChannelOfAStranger() const;

  // The certificate that the server shows now, in PEM.
  std::string ShownCertificate() const;
  // What lies in the file of its certificate.
  std::string CertificateFile() const;

  std::string AdministratorToken() const;

 private:
  std::string Pem(const std::string& file) const;
  std::shared_ptr<grpc::Channel> Connect(const grpc::SslCredentialsOptions& files) const;

  std::string directory_;
  std::unique_ptr<Server> server_;
};

}  // namespace assessment::testing

#endif  // TESTS_ACCESS_TLS_SERVER_H_
