#include "projections/scoring/line.h"

#include <algorithm>

namespace assessment {
namespace {

MilliPoints Sum(const std::vector<Share>& shares, MilliPoints Share::*part) {
  MilliPoints sum = 0;
  for (const Share& share : shares) sum += share.*part;
  return sum;
}

}  // namespace

MilliPoints Line::Raised() const { return Sum(shares, &Share::raised_milli); }
MilliPoints Line::Left() const { return Sum(shares, &Share::left_milli); }
MilliPoints Line::Absorbed() const { return Sum(shares, &Share::absorbed_milli); }
MilliPoints Line::Suppressed() const { return Sum(shares, &Share::suppressed_milli); }
MilliPoints Line::Charged() const { return Sum(shares, &Share::charged_milli); }

void Room::UseUp(MilliPoints milli, std::optional<uint64_t> position) {
  if (left_.has_value()) *left_ = std::max<MilliPoints>(0, *left_ - milli);
  if (position.has_value()) last_position_ = position;
}

MilliPoints Room::Fits(MilliPoints milli) const {
  return left_.has_value() ? std::min(milli, *left_) : milli;
}

void Room::Absorb(Line& line, Share& share) {
  const MilliPoints excess = share.left_milli - Fits(share.left_milli);
  if (excess == 0) return;
  share.left_milli -= excess;
  share.absorbed_milli += excess;
  if (!line.absorptions.empty() && line.absorptions.back().by == by_ &&
      line.absorptions.back().id == id_) {
    line.absorptions.back().milli += excess;
    return;
  }
  line.absorptions.push_back({by_, id_, excess, last_position_});
}

void Room::Take(const Line& line, const Share& share) {
  if (share.left_milli == 0) return;
  if (left_.has_value()) *left_ -= share.left_milli;
  last_position_ = line.entry->position();
}

}  // namespace assessment
