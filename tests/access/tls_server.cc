#include "tests/access/tls_server.h"

#include <stdlib.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gtest/gtest.h"
#include "ledger/base/check.h"
#include "ledger/base/private_file.h"

namespace assessment::testing {
namespace {

void MakeCertificates(const std::string& directory, const std::vector<std::string>& clients) {
  const std::string command = absl::StrCat(ASSESSMENT_TEST_CERTIFICATES, " ", directory, " ",
                                           absl::StrJoin(clients, " "), " >/dev/null");
  CHECK(::system(command.c_str()) == 0);
}

}  // namespace

TlsServer::TlsServer(const std::vector<std::string>& clients) {
  std::string pattern = ::testing::TempDir() + "tls_XXXXXX";
  directory_ = ::mkdtemp(pattern.data());
  MakeCertificates(directory_ + "/certificates", clients);
  ServerOptions options;
  options.data_directory = directory_ + "/data";
  options.storage = StorageKind::kMemory;
  options.listen = "127.0.0.1:0";
  options.tls_certificate = directory_ + "/certificates/server.pem";
  options.tls_key = directory_ + "/certificates/server.key";
  options.tls_client_authorities = directory_ + "/certificates/ca.pem";
  auto started = Server::Start(options);
  if (!started.ok()) ADD_FAILURE() << started.status();
  CHECK(started.ok());
  server_ = *std::move(started);
}

TlsServer::~TlsServer() {
  server_.reset();
  std::filesystem::remove_all(directory_);
}

std::string TlsServer::Pem(const std::string& file) const {
  std::ifstream stream(absl::StrCat(directory_, "/certificates/", file), std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(stream), {});
}

std::string TlsServer::CertificateFile() const { return Pem("server.pem"); }

std::shared_ptr<grpc::Channel> TlsServer::Connect(const grpc::SslCredentialsOptions& files) const {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return grpc::CreateCustomChannel(absl::StrCat("127.0.0.1:", server_->port()),
                                   grpc::SslCredentials(files), arguments);
}

std::shared_ptr<grpc::Channel> TlsServer::Channel() const {
  return Connect({.pem_root_certs = Pem("ca.pem"), .pem_private_key = "", .pem_cert_chain = ""});
}

std::shared_ptr<grpc::Channel> TlsServer::ChannelOf(const std::string& client) const {
  return Connect({.pem_root_certs = Pem("ca.pem"),
                  .pem_private_key = Pem(client + ".key"),
                  .pem_cert_chain = Pem(client + ".pem")});
}

std::shared_ptr<grpc::Channel> TlsServer::ChannelOfAStranger() const {
  MakeCertificates(directory_ + "/certificates/strangers", {"stranger"});
  return Connect({.pem_root_certs = Pem("ca.pem"),
                  .pem_private_key = Pem("strangers/stranger.key"),
                  .pem_cert_chain = Pem("strangers/stranger.pem")});
}

std::shared_ptr<grpc::Channel> TlsServer::PlainChannel() const {
  return grpc::CreateChannel(absl::StrCat("127.0.0.1:", server_->port()),
                             grpc::InsecureChannelCredentials());
}

void TlsServer::RenewCertificates(const std::vector<std::string>& clients) {
  MakeCertificates(directory_ + "/certificates", clients);
}

std::string TlsServer::ShownCertificate() const {
  const std::string command =
      absl::StrCat("openssl s_client -connect 127.0.0.1:", server_->port(), " -CAfile ", directory_,
                   "/certificates/ca.pem -alpn h2 </dev/null 2>/dev/null | openssl x509");
  std::string shown;
  FILE* output = ::popen(command.c_str(), "r");
  CHECK(output != nullptr);
  char buffer[4096];
  while (const size_t read = std::fread(buffer, 1, sizeof buffer, output)) {
    shown.append(buffer, read);
  }
  ::pclose(output);
  return shown;
}

std::string TlsServer::AdministratorToken() const {
  std::string token = *ReadPrivateFile(server_->administrator_token_path());
  token.pop_back();
  return token;
}

}  // namespace assessment::testing
