#include "clients/ctl/points_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace assessment::ctl {
namespace {

constexpr char kNone[] = "—";

}  // namespace

std::string SignedPoints(MilliPoints value) {
  return absl::StrCat(value > 0 ? "+" : "", FormatPoints(value));
}

std::string ChargeText(MilliPoints charged) { return FormatPoints(-charged); }

std::string ExactPointsText(const projections::v1::ExactPoints& exact) {
  const __int128 denominator = exact.denominator() > 0 ? exact.denominator() : 1;
  const __int128 numerator = exact.numerator();
  const __int128 magnitude = numerator < 0 ? -numerator : numerator;
  const auto whole_milli = static_cast<MilliPoints>(magnitude / denominator);
  const absl::string_view sign = numerator < 0 ? "-" : "";
  if (magnitude % denominator == 0) return absl::StrCat(sign, FormatPoints(whole_milli));
  // Three more digits, cut and not rounded.
  const __int128 further = magnitude % denominator * 1000;
  const auto more = static_cast<int>(further / denominator);
  return absl::StrFormat("%s%d.%03d%03d%s", sign, whole_milli / 1000,
                         static_cast<int>(whole_milli % 1000), more,
                         further % denominator == 0 ? "" : "…");
}

std::string FinalText(bool has_value, MilliPoints value, uint32_t decimals) {
  if (!has_value) return kNone;
  int64_t unit = 1000;
  for (uint32_t i = 0; i < decimals && unit > 1; ++i) unit /= 10;
  if (value % unit != 0) return FormatPoints(value);
  return FormatPointsFixed(value, static_cast<int>(decimals > 3 ? 3 : decimals));
}

std::string FinalText(const projections::v1::ScoreExplanation& score) {
  return FinalText(score.has_final_milli(), score.final_milli(), score.decimals());
}

std::string ShareText(MilliPoints part, MilliPoints whole) {
  if (whole <= 0) return kNone;
  const int64_t tenths = part * 1000 / whole;
  if (tenths % 10 == 0) return absl::StrCat(tenths / 10, "%");
  return absl::StrCat(tenths / 10, ".", tenths % 10, "%");
}

}  // namespace assessment::ctl
