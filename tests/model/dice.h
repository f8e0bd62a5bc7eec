#ifndef TESTS_MODEL_DICE_H_
#define TESTS_MODEL_DICE_H_

#include <cstdint>
#include <initializer_list>
#include <random>
#include <vector>

namespace assessment::model {

// Seeded choices: the same seed gives the same choices on every machine.
class Dice {
 public:
  explicit Dice(uint64_t seed) : engine_(seed) {}

  // A number from `least` to `most`, both included.
  int64_t Between(int64_t least, int64_t most) {
    return least + static_cast<int64_t>(engine_() % static_cast<uint64_t>(most - least + 1));
  }
  bool Chance(int percent) { return Between(1, 100) <= percent; }
  template <typename Value>
  Value Pick(std::initializer_list<Value> values) {
    return values.begin()[Between(0, static_cast<int64_t>(values.size()) - 1)];
  }
  // Requires values.
  template <typename Value>
  const Value& Pick(const std::vector<Value>& values) {
    return values[Between(0, static_cast<int64_t>(values.size()) - 1)];
  }

 private:
  std::mt19937_64 engine_;
};

// Random tests run this fraction of their histories: under a sanitizer a fifth, so that the suite
// stays within its minutes.
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
inline constexpr int kSanitizerShare = 5;
#else
inline constexpr int kSanitizerShare = 1;
#endif
#else
inline constexpr int kSanitizerShare = 1;
#endif

}  // namespace assessment::model

#endif  // TESTS_MODEL_DICE_H_
