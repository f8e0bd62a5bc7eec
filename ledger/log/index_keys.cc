#include "ledger/log/event_log.h"

namespace assessment {
namespace {

// Registry events keep these type numbers for ever: see EventType in event.proto.
constexpr int kRegistryTypeMin = 100;
constexpr int kRegistryTypeMax = 199;

}  // namespace

std::vector<IndexKey> IndexKeysOf(const event::v1::RecordHeader& header) {
  std::vector<IndexKey> keys;
  if (header.event_type() >= kRegistryTypeMin && header.event_type() <= kRegistryTypeMax) {
    keys.push_back(IndexKey::Registry());
  } else {
    for (const std::string& unit : header.units()) keys.push_back(IndexKey::Unit(unit));
  }
  for (const std::string& accident : header.accidents()) {
    keys.push_back(IndexKey::Accident(accident));
  }
  for (const std::string& matter : header.matters()) keys.push_back(IndexKey::Matter(matter));
  return keys;
}

std::string DescribeIndexKey(const IndexKey& key) {
  switch (key.kind) {
    case IndexKey::Kind::kRegistry:
      return "registry";
    case IndexKey::Kind::kUnit:
      return "unit " + key.id;
    case IndexKey::Kind::kAccident:
      return "accident " + key.id;
    case IndexKey::Kind::kMatter:
      return "matter " + key.id;
  }
  return "index key of unknown kind " + key.id;
}

}  // namespace assessment
