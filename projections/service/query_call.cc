#include "projections/service/query_call.h"

#include <algorithm>
#include <chrono>

namespace assessment {
namespace {

constexpr std::chrono::seconds kWaitMax{10};

}  // namespace

Follower::TimePoint QueryDeadline(const grpc::CallbackServerContext& context) {
  const auto left = context.deadline() - std::chrono::system_clock::now();
  const auto wait = std::min<std::chrono::nanoseconds>(left, kWaitMax);
  return std::chrono::steady_clock::now() + wait;
}

}  // namespace assessment
