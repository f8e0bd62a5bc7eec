#include "clients/bench/draw.h"

#include "absl/strings/str_format.h"

namespace assessment::bench {
namespace {

// The finalizer of SplitMix64.
uint64_t Mix(uint64_t number) {
  number += 0x9e3779b97f4a7c15;
  number = (number ^ (number >> 30)) * 0xbf58476d1ce4e5b9;
  number = (number ^ (number >> 27)) * 0x94d049bb133111eb;
  return number ^ (number >> 31);
}

}  // namespace

uint64_t Draw::Number(int client, uint64_t call, uint64_t what) const {
  return Mix(Mix(Mix(seed_ + static_cast<uint64_t>(client)) + call) + what);
}

std::string Draw::Key(int client, uint64_t call, uint64_t what) const {
  const uint64_t high = Number(client, call, what);
  return absl::StrFormat("%016x%016x", high, Mix(high ^ seed_));
}

}  // namespace assessment::bench
