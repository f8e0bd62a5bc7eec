#include "projections/server/health_reporter.h"

#include <chrono>
#include <utility>

namespace assessment {
namespace {

constexpr std::chrono::milliseconds kReportInterval(200);

}  // namespace

HealthReporter::HealthReporter(grpc::HealthCheckServiceInterface& health,
                               std::function<States()> states)
    : health_(health), states_(std::move(states)) {
  MutexLock lock(stop_mutex_);
  thread_ = std::thread([this] { Run(); });
}

HealthReporter::~HealthReporter() { Stop(); }

void HealthReporter::Stop() {
  {
    MutexLock lock(mutex_);
    stopping_ = true;
    changed_.Signal();
  }
  MutexLock lock(stop_mutex_);
  if (!thread_.joinable()) return;
  thread_.join();
  health_.SetServingStatus(false);
}

void HealthReporter::Run() {
  States told;
  for (;;) {
    for (const auto& [service, serves] : states_()) {
      const auto before = told.find(service);
      if (before != told.end() && before->second == serves) continue;
      health_.SetServingStatus(service, serves);
      told[service] = serves;
    }
    MutexLock lock(mutex_);
    if (stopping_) return;
    changed_.WaitFor(mutex_, kReportInterval);
    if (stopping_) return;
  }
}

}  // namespace assessment
