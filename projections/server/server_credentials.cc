#include "projections/server/server_credentials.h"

#include <openssl/pem.h>
#include <openssl/x509.h>

#include <fstream>
#include <iterator>
#include <string>

#include "absl/strings/str_cat.h"
#include "grpcpp/security/tls_certificate_provider.h"
#include "grpcpp/security/tls_credentials_options.h"
#include "ledger/base/status_macros.h"

namespace assessment {
namespace {

constexpr unsigned kLookAgainSeconds = 5;

struct CertificateDeleter {
  void operator()(X509* certificate) const { X509_free(certificate); }
};
struct KeyDeleter {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct BytesDeleter {
  void operator()(BIO* bytes) const { BIO_free(bytes); }
};
using Certificate = std::unique_ptr<X509, CertificateDeleter>;
using Key = std::unique_ptr<EVP_PKEY, KeyDeleter>;
using Bytes = std::unique_ptr<BIO, BytesDeleter>;

absl::Status Wrong(absl::string_view option, absl::string_view file, absl::string_view expected) {
  return absl::InvalidArgumentError(
      absl::StrCat(option, ": found ", file, ", expected ", expected));
}

absl::StatusOr<std::string> ReadWhole(absl::string_view option, const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return Wrong(option, file, "a file that can be read");
  return std::string(std::istreambuf_iterator<char>(stream), {});
}

Certificate ParseCertificate(const std::string& pem) {
  const Bytes bytes(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  return Certificate(PEM_read_bio_X509(bytes.get(), nullptr, nullptr, nullptr));
}

// The library would take such files, and then refuse every caller in silence.
absl::Status CheckFiles(const ServerOptions& options) {
  ASSIGN_OR_RETURN(const std::string certificate_pem,
                   ReadWhole("TLS certificate", options.tls_certificate));
  const Certificate certificate = ParseCertificate(certificate_pem);
  if (certificate == nullptr) {
    return Wrong("TLS certificate", options.tls_certificate, "a certificate in PEM");
  }
  ASSIGN_OR_RETURN(const std::string key_pem, ReadWhole("TLS key", options.tls_key));
  const Bytes bytes(BIO_new_mem_buf(key_pem.data(), static_cast<int>(key_pem.size())));
  const Key key(PEM_read_bio_PrivateKey(bytes.get(), nullptr, nullptr, nullptr));
  if (key == nullptr) {
    return Wrong("TLS key", options.tls_key, "a private key in PEM without a passphrase");
  }
  if (X509_check_private_key(certificate.get(), key.get()) != 1) {
    return Wrong("TLS key", options.tls_key,
                 absl::StrCat("the key of the certificate in ", options.tls_certificate));
  }
  if (options.tls_client_authorities.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::string authorities,
                   ReadWhole("TLS client authorities", options.tls_client_authorities));
  if (ParseCertificate(authorities) == nullptr) {
    return Wrong("TLS client authorities", options.tls_client_authorities, "certificates in PEM");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> MakeServerCredentials(
    const ServerOptions& options) {
  if (!options.tls()) return grpc::InsecureServerCredentials();
  RETURN_IF_ERROR(CheckFiles(options));
  const auto files = std::make_shared<grpc::experimental::FileWatcherCertificateProvider>(
      options.tls_key, options.tls_certificate, options.tls_client_authorities, kLookAgainSeconds);
  grpc::experimental::TlsServerCredentialsOptions tls(files);
  tls.watch_identity_key_cert_pairs();
  if (!options.tls_client_authorities.empty()) {
    tls.watch_root_certs();
    tls.set_cert_request_type(GRPC_SSL_REQUEST_CLIENT_CERTIFICATE_AND_VERIFY);
  }
  return grpc::experimental::TlsServerCredentials(tls);
}

}  // namespace assessment
