#include "projections/server/diagnostic_log.h"

#include <atomic>

#include "absl/strings/str_cat.h"
#include "nlohmann/json.hpp"
#include "spdlog/async.h"
#include "spdlog/async_logger.h"
#include "spdlog/pattern_formatter.h"
#include "spdlog/sinks/ostream_sink.h"
#include "spdlog/sinks/stdout_sinks.h"

namespace assessment {
namespace {

// Some seconds of a bad hour, a few hundred bytes each.
constexpr size_t kLinesWaitingMax = 2048;

// The library writes moment and severity; the rest of the object is the message.
constexpr char kPattern[] = R"({"time":"%Y-%m-%dT%H:%M:%S.%fZ","severity":"%l",%v)";

spdlog::level::level_enum LevelOf(Severity severity) {
  switch (severity) {
    case Severity::kDebug:
      return spdlog::level::debug;
    case Severity::kInfo:
      return spdlog::level::info;
    case Severity::kWarning:
      return spdlog::level::warn;
    case Severity::kError:
      return spdlog::level::err;
  }
  return spdlog::level::err;
}

// The object of a line without its opening brace.
std::string LineRest(absl::string_view event, const std::vector<DiagnosticLog::Field>& fields) {
  nlohmann::ordered_json line;
  line["event"] = std::string(event);
  for (const DiagnosticLog::Field& field : fields) {
    std::visit([&line, &field](const auto& value) { line[field.name] = value; }, field.value);
  }
  return line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).substr(1);
}

}  // namespace

absl::StatusOr<Severity> ParseSeverity(absl::string_view name) {
  if (name == "debug") return Severity::kDebug;
  if (name == "info") return Severity::kInfo;
  if (name == "warning") return Severity::kWarning;
  if (name == "error") return Severity::kError;
  return absl::InvalidArgumentError(absl::StrCat(
      "log level: found \"", name, "\", expected \"debug\", \"info\", \"warning\" or \"error\""));
}

class DiagnosticLog::Impl {
 public:
  Impl(Severity least, spdlog::sink_ptr sink)
      : pool_(std::make_shared<spdlog::details::thread_pool>(kLinesWaitingMax, 1)),
        logger_(std::make_shared<spdlog::async_logger>(
            "diagnostics", std::move(sink), pool_, spdlog::async_overflow_policy::overrun_oldest)) {
    logger_->set_formatter(
        std::make_unique<spdlog::pattern_formatter>(kPattern, spdlog::pattern_time_type::utc));
    logger_->set_level(LevelOf(least));
    // A reader of the file sees a line as soon as it is written.
    logger_->flush_on(spdlog::level::debug);
  }

  bool Wants(Severity severity) const { return logger_->should_log(LevelOf(severity)); }

  void Write(Severity severity, absl::string_view event, const std::vector<Field>& fields) {
    Queue(severity, LineRest(event, fields));
    const uint64_t lost = pool_->overrun_counter();
    uint64_t told = lost_told_.load();
    if (lost == told || pool_->queue_size() > kLinesWaitingMax / 2) return;
    if (!lost_told_.compare_exchange_strong(told, lost)) return;
    Queue(Severity::kWarning, LineRest("lines_lost", {{"lines", lost - told}}));
  }

  uint64_t lines_lost() const { return pool_->overrun_counter(); }

 private:
  void Queue(Severity severity, const std::string& rest) {
    logger_->log(LevelOf(severity), spdlog::string_view_t(rest.data(), rest.size()));
  }

  const std::shared_ptr<spdlog::details::thread_pool> pool_;
  const std::shared_ptr<spdlog::async_logger> logger_;
  std::atomic<uint64_t> lost_told_ = 0;
};

DiagnosticLog::DiagnosticLog(Severity least)
    : impl_(std::make_unique<Impl>(least, std::make_shared<spdlog::sinks::stderr_sink_mt>())) {}

DiagnosticLog::DiagnosticLog(Severity least, std::ostream& stream)
    : impl_(std::make_unique<Impl>(least,
                                   std::make_shared<spdlog::sinks::ostream_sink_mt>(stream))) {}

DiagnosticLog::~DiagnosticLog() = default;

bool DiagnosticLog::Wants(Severity severity) const { return impl_->Wants(severity); }

void DiagnosticLog::Write(Severity severity, absl::string_view event,
                          const std::vector<Field>& fields) {
  if (Wants(severity)) impl_->Write(severity, event, fields);
}

uint64_t DiagnosticLog::lines_lost() const { return impl_->lines_lost(); }

}  // namespace assessment
