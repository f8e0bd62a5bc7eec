#include "projections/service/query_call.h"

#include <algorithm>
#include <chrono>

#include "ledger/base/clock.h"

namespace assessment {
namespace {

constexpr std::chrono::seconds kWaitMax{10};

}  // namespace

Follower::TimePoint QueryDeadline(const grpc::CallbackServerContext& context) {
  const std::chrono::system_clock::time_point now(std::chrono::microseconds(SystemClock().Now()));
  const auto left = context.deadline() - now;
  const auto wait = std::min<std::chrono::nanoseconds>(left, kWaitMax);
  return std::chrono::steady_clock::now() + wait;
}

}  // namespace assessment
