#include "clients/ctl/session.h"

#include <google/protobuf/util/json_util.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "clients/cpp/rpc_error.h"
#include "clients/ctl/moment.h"
#include "clients/ctl/words.h"
#include "ledger/base/status_macros.h"

namespace assessment::ctl {

void Session::AddOptions(CLI::App& app) {
  app.add_option("--server", server_, "服务地址 host:port of ledgerd")
      ->envname("ASSESSMENT_SERVER");
  app.add_option(
         "--token-file", token_file_,
         "令牌文件 file that holds the bearer token; without it the variable ASSESSMENT_TOKEN")
      ->envname("ASSESSMENT_TOKEN_FILE");
  app.add_flag("--tls", tls_, "以 TLS 连接 speak TLS; implied by the next three")
      ->envname("ASSESSMENT_TLS");
  app.add_option(
         "--tls-ca", tls_authorities_,
         "证书颁发机构 authorities of the server's certificate (PEM); none: the machine's own")
      ->envname("ASSESSMENT_TLS_CA");
  app.add_option("--tls-cert", tls_certificate_,
                 "客户端证书 own certificate (PEM), in place of a token")
      ->envname("ASSESSMENT_TLS_CERT");
  app.add_option("--tls-key", tls_key_, "客户端私钥 private key of the own certificate (PEM)")
      ->envname("ASSESSMENT_TLS_KEY");
  app.add_option("--ledger", ledger_, "账本代码 ledger, the authority's code, for example 141100")
      ->envname("ASSESSMENT_LEDGER");
  app.add_flag("--json", json_, "以 JSON 输出 print Protobuf JSON");
  app.add_option("--lang", language_name_, "语言 zh, en or both")
      ->check(CLI::IsMember({"zh", "en", "both"}));
}

namespace {

absl::StatusOr<std::string> ReadPem(absl::string_view option, const std::string& path) {
  if (path.empty()) return std::string();
  std::ifstream file(path, std::ios::binary);
  std::string text(std::istreambuf_iterator<char>(file), {});
  if (file && !text.empty()) return text;
  return absl::InvalidArgumentError(
      absl::StrCat(option, ": cannot read a certificate or key in PEM from ", path));
}

}  // namespace

absl::Status Session::PrepareTls(ClientOptions& options) const {
  if (tls_certificate_.empty() != tls_key_.empty()) {
    return absl::InvalidArgumentError("--tls-cert and --tls-key: give both or none");
  }
  if (!tls_ && tls_authorities_.empty() && tls_certificate_.empty()) return absl::OkStatus();
  ClientOptions::Tls& tls = options.tls.emplace();
  ASSIGN_OR_RETURN(tls.authorities, ReadPem("--tls-ca", tls_authorities_));
  ASSIGN_OR_RETURN(tls.certificate, ReadPem("--tls-cert", tls_certificate_));
  ASSIGN_OR_RETURN(tls.key, ReadPem("--tls-key", tls_key_));
  return absl::OkStatus();
}

absl::Status Session::Prepare() {
  ASSIGN_OR_RETURN(language_, ParseLanguage(language_name_));
  ClientOptions options;
  options.address = server_;
  if (!token_file_.empty()) {
    std::ifstream file(token_file_);
    if (!file || !std::getline(file, options.token)) {
      return absl::InvalidArgumentError(
          absl::StrCat("--token-file: cannot read a token from ", token_file_));
    }
  } else if (const char* token = std::getenv("ASSESSMENT_TOKEN")) {
    options.token = token;
  }
  RETURN_IF_ERROR(PrepareTls(options));
  client_ = std::make_unique<LedgerClient>(std::move(options));
  return absl::OkStatus();
}

void Session::Run(const std::function<absl::Status()>& command) {
  absl::Status status = Prepare();
  if (status.ok()) status = command();
  if (status.ok()) return;
  PrintFailure(status);
  const bool usage = status.code() == absl::StatusCode::kInvalidArgument &&
                     DescribeRpcError(status).reason == ledger::v1::REASON_UNSPECIFIED;
  exit_status_ = usage ? kExitUsage : kExitRefused;
}

void Session::PrintFailure(const absl::Status& status) const {
  const RpcError error = DescribeRpcError(status);
  std::cerr << "ledgerctl: ";
  if (error.reason != ledger::v1::REASON_UNSPECIFIED) {
    std::cerr << Say(WordOf(error.reason), Language::kBoth) << " (" << error.reason_name << ")\n  ";
  }
  std::cerr << error.message << "\n";
  for (const RpcFieldError& field : error.fields) {
    std::cerr << "  " << field.field << ": " << field.description << "\n";
  }
}

LedgerClient& Session::client() { return *client_; }

absl::StatusOr<std::string> Session::ledger() const {
  if (!ledger_.empty()) return ledger_;
  return absl::InvalidArgumentError(
      "--ledger: not given; name the ledger, for example --ledger 141100 (see: ledgerctl ledger "
      "list)");
}

void Session::Print(const google::protobuf::Message& message,
                    const std::function<std::string()>& text) const {
  std::cout << (json_ ? ToJson(message) + "\n" : text()) << std::flush;
}

void AsOfOptions::AddOptions(CLI::App& command) {
  command.add_option("--as-of-size", size_, "截至账本大小 as of the first N events");
  command.add_option("--as-of-time", time_,
                     "截至入账时间 as of a record time, \"2022-06-30\" or \"2022-06-30 15:04:05\"");
}

absl::StatusOr<projections::v1::AsOf> AsOfOptions::Get() const {
  projections::v1::AsOf as_of;
  if (!size_.empty() && !time_.empty()) {
    return absl::InvalidArgumentError("--as-of-size and --as-of-time: give one of them");
  }
  if (!size_.empty()) {
    uint64_t size = 0;
    if (!absl::SimpleAtoi(size_, &size)) {
      return absl::InvalidArgumentError(
          absl::StrCat("--as-of-size: found \"", size_, "\", expected a number of events"));
    }
    as_of.set_size(size);
  }
  if (!time_.empty()) {
    ASSIGN_OR_RETURN(const UnixMicros moment, ParseLastMomentOf(time_));
    as_of.set_record_time_micros(moment);
  }
  return as_of;
}

std::string ToJson(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  options.add_whitespace = true;
  std::string json;
  const auto status = google::protobuf::util::MessageToJsonString(message, &json, options);
  return status.ok() ? std::string(absl::StripTrailingAsciiWhitespace(json)) : std::string("{}");
}

}  // namespace assessment::ctl
