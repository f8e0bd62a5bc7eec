#include "clients/witness/witness_url.h"

#include <httplib.h>

#include <memory>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "ledger/base/status_macros.h"
#include "ledger/proof/encoding.h"

namespace assessment {
namespace {

constexpr int kConnectSeconds = 10;
// The witness syncs its memory before it answers.
constexpr int kAnswerSeconds = 30;

}  // namespace

absl::StatusOr<WitnessUrl> ParseWitnessUrl(absl::string_view url) {
  const size_t scheme = absl::StartsWith(url, "http://")    ? 7
                        : absl::StartsWith(url, "https://") ? 8
                                                            : 0;
  const size_t slash = url.find('/', scheme);
  const absl::string_view host = url.substr(scheme, slash - scheme);
  if (scheme == 0 || host.empty() || url.find_first_of("?#@ ") != absl::string_view::npos) {
    return absl::InvalidArgumentError(
        absl::StrCat("URL: found ", Quoted(url), ", expected http://HOST:PORT/PREFIX or https://"));
  }
  WitnessUrl parts;
  parts.server = std::string(url.substr(0, slash));
  const absl::string_view prefix = slash == absl::string_view::npos ? "" : url.substr(slash);
  parts.path = absl::StrCat(absl::StripSuffix(prefix, "/"), "/add-checkpoint");
  return parts;
}

absl::StatusOr<AddCheckpointCall> WitnessAt(absl::string_view url, const std::string& tls_ca) {
  ASSIGN_OR_RETURN(const WitnessUrl parts, ParseWitnessUrl(url));
  const auto client = std::make_shared<httplib::Client>(parts.server);
  if (!client->is_valid()) {
    return absl::InvalidArgumentError(
        absl::StrCat("URL: ", Quoted(url), " names no server that can be called"));
  }
  client->set_connection_timeout(kConnectSeconds);
  client->set_read_timeout(kAnswerSeconds);
  client->set_keep_alive(true);
  if (!tls_ca.empty()) client->set_ca_cert_path(tls_ca);
  client->enable_server_certificate_verification(true);
  return [client, path = parts.path](const std::string& body) -> absl::StatusOr<WitnessAnswer> {
    httplib::Request request;
    request.method = "POST";
    request.path = path;
    request.headers = {{"Content-Type", "text/plain; charset=utf-8"}};
    request.body = body;
    WitnessAnswer answer;
    request.content_receiver = [&answer](const char* data, size_t length, uint64_t, uint64_t) {
      if (answer.body.size() + length > kNoteBytesMax) return false;
      answer.body.append(data, length);
      return true;
    };
    const httplib::Result result = client->send(request);
    if (!result) {
      return absl::UnavailableError(
          absl::StrCat("does not answer: ", httplib::to_string(result.error())));
    }
    answer.status = result->status;
    answer.content_type = result->get_header_value("Content-Type");
    return answer;
  };
}

}  // namespace assessment
