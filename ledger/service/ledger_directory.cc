#include "ledger/service/ledger_directory.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "ledger/admission/trace_check.h"
#include "ledger/base/check.h"
#include "ledger/base/limits.h"
#include "ledger/base/private_file.h"
#include "ledger/base/status_macros.h"
#include "ledger/reason/reason_status.h"
#include "ledger/sequencer/open_ledger.h"

namespace assessment {
namespace {

constexpr char kTimeZone[] = "Asia/Shanghai";
constexpr uint32_t kRecordFormat = 1;

absl::Status CheckText(absl::string_view field, absl::string_view value) {
  if (value.empty()) return FieldError(ledger::v1::REASON_FIELD_MISSING, field, "is required");
  if (value.size() <= limits::kIdentifierBytesMax) return absl::OkStatus();
  return FieldError(ledger::v1::REASON_TOO_LONG, field,
                    absl::StrCat("found ", value.size(), " bytes, expected at most ",
                                 limits::kIdentifierBytesMax));
}

absl::Status CheckCharacters(absl::string_view field, absl::string_view value,
                             absl::string_view punctuation) {
  for (const char c : value) {
    if (absl::ascii_isalnum(c) || punctuation.find(c) != absl::string_view::npos) continue;
    return FieldError(ledger::v1::REASON_FIELD_INVALID, field,
                      absl::StrCat("found \"", value, "\", expected [A-Za-z0-9", punctuation, "]"));
  }
  return absl::OkStatus();
}

absl::Status CheckOpenRequest(const ledger::v1::OpenLedgerRequest& request) {
  RETURN_IF_ERROR(CheckText("authority", request.authority()));
  RETURN_IF_ERROR(CheckText("authority_code", request.authority_code()));
  RETURN_IF_ERROR(CheckCharacters("authority_code", request.authority_code(), "._-"));
  RETURN_IF_ERROR(CheckText("domain", request.domain()));
  RETURN_IF_ERROR(CheckCharacters("domain", request.domain(), ".-"));
  if (request.time_zone().empty() || request.time_zone() == kTimeZone) return absl::OkStatus();
  return FieldError(
      ledger::v1::REASON_FIELD_INVALID, "time_zone",
      absl::StrCat("found \"", request.time_zone(), "\", expected \"", kTimeZone, "\""));
}

event::v1::LedgerOpened OpenedBy(const ledger::v1::OpenLedgerRequest& request) {
  event::v1::LedgerOpened opened;
  opened.set_authority(request.authority());
  opened.set_authority_code(request.authority_code());
  opened.set_origin(absl::StrCat(request.domain(), "/log/", request.authority_code()));
  opened.set_format_version(kRecordFormat);
  opened.set_time_zone(kTimeZone);
  opened.set_access_policy(event::v1::ACCESS_POLICY_BY_GRANT);
  return opened;
}

absl::Status CheckSame(absl::string_view field, absl::string_view found, absl::string_view wanted) {
  if (found == wanted) return absl::OkStatus();
  return FieldError(ledger::v1::REASON_ALREADY_EXISTS, field,
                    absl::StrCat("the ledger exists with \"", found, "\", not \"", wanted, "\""));
}

}  // namespace

ledger::v1::LedgerInfo LedgerHost::Info() const {
  ledger::v1::LedgerInfo info;
  info.set_ledger(name);
  info.set_authority(opened.authority());
  info.set_origin(opened.origin());
  info.set_verifier_key(signer->verifier_key());
  info.set_size(log->DurableTail().size);
  info.set_time_zone(opened.time_zone());
  for (std::string& key : signer->earlier_verifier_keys()) {
    info.add_earlier_verifier_keys(std::move(key));
  }
  if (signer->signing_key_position().has_value()) {
    info.set_signing_key_position(*signer->signing_key_position());
  }
  return info;
}

LedgerDirectory::LedgerDirectory(Options options) : options_(std::move(options)) {
  CHECK(options_.store != nullptr);
  CHECK(options_.clock != nullptr);
}

LedgerDirectory::~LedgerDirectory() { Drain(); }

absl::Status LedgerDirectory::StartAll() {
  RETURN_IF_ERROR(MakePrivateDirectory(options_.key_directory));
  const std::vector<std::string> names = options_.store->Ledgers();
  for (const auto& [name, wish] : options_.signing_keys) {
    if (wish.retired.empty() || std::find(names.begin(), names.end(), name) != names.end())
      continue;
    return absl::InvalidArgumentError(
        absl::StrCat("--retire-signing-key ", name, ": there is no such ledger here"));
  }
  for (const std::string& name : names) {
    absl::Status started;
    const absl::StatusOr<EventLog*> log = options_.store->Find(name);
    if (!log.ok()) {
      started = log.status();
    } else {
      // Empty: a crash came between making the log and its opening record; Open completes it.
      if ((*log)->DurableTail().size == 0 && (*log)->CheckWritable().ok()) continue;
      started = StartOne(name, **log).status();
    }
    if (started.ok()) continue;
    // Whoever gave the options is there to see it, and nothing changed yet.
    if (absl::IsInvalidArgument(started) && options_.signing_keys.contains(name)) return started;
    MutexLock lock(mutex_);
    broken_.emplace(name, started);
  }
  return absl::OkStatus();
}

absl::StatusOr<const LedgerHost*> LedgerDirectory::StartOne(const std::string& name,
                                                            EventLog& log) {
  auto host = std::make_unique<LedgerHost>();
  host->name = name;
  host->log = &log;
  ASSIGN_OR_RETURN(host->opened, ReadOpeningRecord(log));
  Sequencer::Options options;
  options.clock = options_.clock;
  options.salts = options_.salts;
  options.on_stopped_unknown = [this, name] {
    if (options_.on_stopped_unknown) options_.on_stopped_unknown(name);
  };
  const std::string prefix = absl::StrCat(options_.key_directory, "/", name);
  host->trace_file = std::make_unique<TraceFile>(absl::StrCat(prefix, ".traces"), name);
  absl::StatusOr<TraceList> traces = host->trace_file->Load(log);
  if (traces.ok()) options.traces = *traces;
  ASSIGN_OR_RETURN(host->sequencer, Sequencer::Start(name, log, std::move(options)));
  if (traces.ok() && !host->sequencer->started_from_traces()) {
    traces = absl::FailedPreconditionError(
        "list of traces: its records cannot be folded without the others");
  }
  host->started_from_traces = traces.status();
  const std::string& origin = host->opened.origin();
  const SigningKeyPlace place = {.ledger = name,
                                 .origin = origin,
                                 .file_prefix = prefix,
                                 .log = &log,
                                 .sequencer = host->sequencer.get(),
                                 .clock = options_.clock};
  ASSIGN_OR_RETURN(SigningKeyRing keys, SettleSigningKeys(place, WishFor(name)));
  RecordVisitor also;
  if (traces.ok()) also = CheckOfTraces(*host, *std::move(traces));
  ASSIGN_OR_RETURN(host->signer,
                   CheckpointSigner::Start(origin, log, prefix, std::move(keys), std::move(also)));
  host->subscriptions = std::make_unique<SubscriptionHub>(log);
  TraceKeeper::Fold fold{.log = &log, .file = host->trace_file.get()};
  fold.traces = [sequencer = host->sequencer.get()] { return sequencer->traces(); };
  trace_keeper_.Add(std::move(fold));
  if (options_.on_started) options_.on_started(*host);
  MutexLock lock(mutex_);
  return hosts_.emplace(name, std::move(host)).first->second.get();
}

RecordVisitor LedgerDirectory::CheckOfTraces(const LedgerHost& host, TraceList traces) {
  auto check = std::make_shared<TraceCheck>(host.name, *host.log, std::move(traces));
  return [check, log = host.log, file = host.trace_file.get()](
             uint64_t position, const Record& record) -> absl::Status {
    absl::Status checked = check->Visit(position, record);
    if (checked.ok()) return checked;
    // What was admitted since rests on a wrong state: nothing more is, until somebody looks.
    checked = absl::DataLossError(absl::StrCat("started from a wrong list: ", checked.message()));
    log->StopForDamage(checked);
    file->GiveUp().IgnoreError();
    return checked;
  };
}

SigningKeyWish LedgerDirectory::WishFor(const std::string& name) const {
  const auto wish = options_.signing_keys.find(name);
  return wish == options_.signing_keys.end() ? SigningKeyWish() : wish->second;
}

absl::StatusOr<const LedgerHost*> LedgerDirectory::Find(absl::string_view ledger) const {
  MutexLock lock(mutex_);
  const auto host = hosts_.find(ledger);
  if (host != hosts_.end()) return host->second.get();
  const auto broken = broken_.find(ledger);
  if (broken != broken_.end()) {
    return ReasonErrorWithCode(
        absl::StatusCode::kDataLoss, ledger::v1::REASON_LEDGER_STOPPED,
        absl::StrCat("ledger \"", ledger, "\" did not start: ", broken->second.message()));
  }
  return UnknownLedger(ledger);
}

absl::Status LedgerDirectory::UnknownLedger(absl::string_view ledger) {
  return FieldError(ledger::v1::REASON_UNKNOWN_LEDGER, "ledger",
                    absl::StrCat("found \"", ledger, "\", which is not open here"));
}

std::vector<const LedgerHost*> LedgerDirectory::List() const {
  MutexLock lock(mutex_);
  std::vector<const LedgerHost*> hosts;
  for (const auto& [name, host] : hosts_) hosts.push_back(host.get());
  return hosts;
}

std::map<std::string, absl::Status, std::less<>> LedgerDirectory::Broken() const {
  MutexLock lock(mutex_);
  return broken_;
}

absl::StatusOr<const LedgerHost*> LedgerDirectory::Open(
    const ledger::v1::OpenLedgerRequest& request,
    const std::vector<event::v1::PermissionChanged>& permissions, const event::v1::Poster& poster) {
  RETURN_IF_ERROR(CheckOpenRequest(request));
  event::v1::LedgerOpened wanted = OpenedBy(request);
  *wanted.mutable_permissions() = {permissions.begin(), permissions.end()};
  const std::string& name = request.authority_code();
  MutexLock opening(open_mutex_);
  if (draining_) return ReasonError(ledger::v1::REASON_SHUTTING_DOWN, "the server drains; retry");
  absl::StatusOr<const LedgerHost*> host = Find(name);
  if (ReasonOf(host.status()) == ledger::v1::REASON_UNKNOWN_LEDGER) {
    host = MakeAndStart(name, wanted, poster);
  }
  RETURN_IF_ERROR(host.status());
  RETURN_IF_ERROR(CheckSame("authority", (*host)->opened.authority(), wanted.authority()));
  RETURN_IF_ERROR(CheckSame("domain", (*host)->opened.origin(), wanted.origin()));
  return host;
}

absl::StatusOr<const LedgerHost*> LedgerDirectory::MakeAndStart(
    const std::string& name, const event::v1::LedgerOpened& opened,
    const event::v1::Poster& poster) {
  // Before anything is made: an origin is for ever.
  const absl::Status given = CheckGivenKey(WishFor(name), opened.origin());
  if (!given.ok()) {
    return FieldError(ledger::v1::REASON_FIELD_INVALID, "domain", given.message());
  }
  absl::StatusOr<EventLog*> log = options_.store->Find(name);
  if (absl::IsNotFound(log.status())) log = options_.store->Create(name);
  RETURN_IF_ERROR(log.status());
  // Not empty: it was opened before, only starting it failed then.
  if ((*log)->DurableTail().size == 0) {
    const absl::Status written =
        WriteOpeningRecord(name, **log, opened, poster, *options_.clock, options_.salts);
    if (absl::IsUnavailable(written) && options_.on_stopped_unknown) {
      options_.on_stopped_unknown(name);
    }
    RETURN_IF_ERROR(written);
  }
  return StartOne(name, **log);
}

void LedgerDirectory::Drain() {
  {
    MutexLock opening(open_mutex_);
    draining_ = true;
  }
  const std::vector<const LedgerHost*> hosts = List();
  for (const LedgerHost* host : hosts) host->subscriptions->Stop();
  for (const LedgerHost* host : hosts) host->sequencer->Drain();
  for (const LedgerHost* host : hosts) host->signer->Stop();
  trace_keeper_.Stop();
}

}  // namespace assessment
